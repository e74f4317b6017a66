"""One job, pure: how a model is to write, from what its directory says.

Fine-tuned models keep their settings in three places. `task_specific_params` is the one that BARThez uses
and that transformers 5 no longer reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MOST_TOKENS = range(16, 161)
"""A digest holds three sentences; what a model writes beyond is thrown away."""
_BEAMS = range(1, 9)
_HUGE = 1_000_000
"""Nothing that is set is as large: JSON, as Python reads it, has infinities and numbers without end."""


@dataclass(frozen=True, slots=True)
class Generation:
    """How to write: `most` and `fewest` are tokens, `ngram` is the longest run of tokens that may come twice.

    `length_penalty` above 0 favours long texts (the score is divided by length ** penalty). `prefix` is put
    before each text.
    """

    beams: int = 4
    most: int = 100
    fewest: int = 0
    ngram: int = 3
    length_penalty: float = 1.0
    prefix: str = ""


def generation(config: Mapping[str, Any], generation_config: Mapping[str, Any]) -> Generation:
    """Read the settings: generation_config.json before the summary task of config.json, before the rest.

    Args:
        config: the content of config.json.
        generation_config: the content of generation_config.json, empty if there is none.

    Returns: the settings, each within what we can afford; what is not said, or is nonsense, is our default.
    """
    ours = Generation()
    said = _said(config) | _said(_summary_task(config)) | _said(generation_config)
    # `max_length` counts the token that starts the text too.
    most = _number(said, "max_new_tokens", _number(said, "max_length", ours.most + 1) - 1)
    bounded = int(min(max(most, _MOST_TOKENS[0]), _MOST_TOKENS[-1]))
    prefix = said.get("prefix")
    return Generation(
        beams=int(min(max(_number(said, "num_beams", ours.beams), _BEAMS[0]), _BEAMS[-1])),
        most=bounded,
        fewest=int(min(max(_number(said, "min_length", ours.fewest), 0), bounded // 2)),
        ngram=int(max(_number(said, "no_repeat_ngram_size", ours.ngram), 0)),
        length_penalty=float(_number(said, "length_penalty", ours.length_penalty)),
        prefix=prefix if isinstance(prefix, str) else ours.prefix,
    )


def _summary_task(config: Mapping[str, Any]) -> Mapping[str, Any]:
    tasks = config.get("task_specific_params")
    named = tasks.items() if isinstance(tasks, Mapping) else ()
    return next((task for name, task in named if "summar" in name and isinstance(task, Mapping)), {})


def _said(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if value is not None}


def _number(said: Mapping[str, Any], name: str, otherwise: float) -> float:
    value = said.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return otherwise
    return value if -_HUGE < value < _HUGE else otherwise
