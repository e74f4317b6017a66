"""What a value should have been, by the code of pydantic, which reads settings and options."""

import re
from collections.abc import Mapping
from typing import Any

from bot.wording import Marked, Remark

IMPOSSIBLE = Marked("cette valeur n'est pas possible")
UNKNOWN_KEY = Marked("clé inconnue ; il y a : {allowed}")
_WHOLE = Marked("il faut un nombre entier")
_NUMBER = Marked("il faut un nombre")
_SWITCH = Marked("il faut true ou false")
_LIST = Marked("il faut une liste")
_WORD = Marked("il faut un de ces mots : {expected}")
_OF_KIND: Mapping[str, Marked] = {
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "bool_parsing": _SWITCH,
    "bool_type": _SWITCH,
    "string_type": Marked("il faut un texte, entre guillemets"),
    "enum": _WORD,
    "literal_error": _WORD,
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "model_type": Marked("il faut une table"),
    "missing": Marked("il manque"),
}
_OF_SIZE: Mapping[str, Marked] = {
    "finite_number": Marked("il faut un nombre fini"),
    "greater_than": Marked("il faut plus de {gt}"),
    "greater_than_equal": Marked("il faut {ge} au moins"),
    "less_than": Marked("il faut moins de {lt}"),
    "less_than_equal": Marked("il faut {le} au plus"),
    "string_too_short": Marked("il faut un texte qui ne soit pas vide"),
    "string_too_long": Marked("il faut {max_length} signes au plus"),
    "string_pattern_mismatch": Marked("il faut un texte de cette forme : {pattern}"),
}


def expected(problem: Mapping[str, Any]) -> Remark:
    """What pydantic found wrong, in our words, or in those of the check of ours that refused the value."""
    given = problem.get("ctx", {})
    if problem["type"] == "value_error" and isinstance(own := given["error"].args[0], Remark):
        return own
    words = ", ".join(re.findall(r"'([^']*)'", str(given.get("expected", ""))))
    said = _OF_KIND.get(problem["type"]) or _OF_SIZE.get(problem["type"], IMPOSSIBLE)
    return said.remark(**{**given, "expected": words})
