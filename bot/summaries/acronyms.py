"""One job: the acronyms that an article explains, explained in its digest too where they first stand."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.french.fold import fold
from bot.french.words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = r"(?:(?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý](?:-?[A-ZÀ-Ý0-9]){1,7}|[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ]{2,7})"
"""Also such as are written like a name: "Insee"; whether it is one, its meaning tells."""
_USED = re.compile(rf"(?<![\w.-]){_ACRONYM}(?![\w-])")
_IN_BRACKETS = re.compile(rf"\(\s*(?P<acronym>{_ACRONYM})\s*\)")
_BRACKETED = re.compile(rf"(?<!\w)(?P<acronym>{_ACRONYM})\s*\((?P<meaning>[^()]{{8,120}})\)")
_LONGEST = 12
"""Words that one acronym may stand for."""


def acronyms(text: str) -> dict[str, str]:
    """The acronyms that a text explains, undotted, with their meaning: "… mondiale de la santé (OMS)"."""
    found: dict[str, str] = {}
    for told in _BRACKETED.finditer(text):
        acronym, meaning = undotted(told["acronym"]), told["meaning"].strip(' «»"“”')
        if _spells(meaning, acronym):
            found.setdefault(acronym, meaning)
    for told in _IN_BRACKETS.finditer(text):
        acronym = undotted(told["acronym"])
        meaning_before = _meaning(text[max(0, told.start() - 140) : told.start()], acronym)
        if meaning_before:
            found.setdefault(acronym, meaning_before)
    return found


def explained(sentences: Sequence[str], meanings: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences, each unexplained acronym followed by its meaning in brackets where it first stands."""
    told = list(sentences)
    for acronym in _unexplained(sentences, meanings):
        for at, sentence in enumerate(told):
            use = next((use for use in _USED.finditer(sentence) if undotted(use[0]) == acronym), None)
            if use is not None:
                told[at] = f"{sentence[: use.end()]} ({meanings[acronym]}){sentence[use.end() :]}"
                break
    return tuple(told)


def undotted(acronym: str) -> str:
    """An acronym without its full stops: "O.N.U." is "ONU"."""
    return acronym.replace(".", "")


def _unexplained(sentences: Sequence[str], meanings: Mapping[str, str]) -> Iterator[str]:
    if not meanings:
        return
    used = dict.fromkeys(undotted(use[0]) for sentence in sentences for use in _USED.finditer(sentence))
    told = fold(" ".join(sentences))
    yield from (name for name in used if name in meanings and fold(meanings[name]) not in told)


def _meaning(before: str, acronym: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials are the acronym."""
    found = list(re.finditer(r"[^\W_]+", before))
    for start in reversed(found[-_LONGEST:]):
        run = before[start.start() :].strip(' «»"“”,')
        if _WORD.match(run) and _spells(run, acronym):
            return run
    return None


def _spells(meaning: str, acronym: str) -> bool:
    """Whether the words begin with the letters of the acronym, in their order, small words passed over."""
    words = [word for word in _WORD.findall(fold(meaning)) if word]
    letters = fold(acronym).replace("-", "")
    if not words or words[0] in FUNCTION_WORDS or words[0][0] != letters[0]:
        return False
    full = [word for word in words if word not in FUNCTION_WORDS]
    initials = "".join(word[0] for word in full)
    return (
        initials == letters
        or "".join(word[0] for word in words) == letters
        or _nearly(initials, letters, full)
    )


def _nearly(initials: str, letters: str, words: Sequence[str]) -> bool:
    """Whether one word gives two letters or one letter is passed over: "Insee", "Samu", "Unesco"."""
    if len(letters) < 3 or abs(len(initials) - len(letters)) > 2 or len(words) < 2:
        return False
    at = 0
    joined = "".join(words)
    for letter in letters:
        at = joined.find(letter, at) + 1
        if at == 0:
            return False
    return sum(initial in letters for initial in initials) >= len(initials) - 1
