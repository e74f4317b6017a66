"""How a model is asked to write: what its makers say, wherever they say it, within what we can afford."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.models.generation import Generation, generation

BARTHEZ = {
    "task_specific_params": {
        "summarization": {"max_length": 100, "num_beams": 4, "no_repeat_ngram_size": 3, "length_penalty": 2.0}
    }
}
OURS = Generation()


@pytest.mark.parametrize(
    ("config", "generation_config", "expected"),
    [
        pytest.param({}, {}, OURS, id="nothing is said"),
        pytest.param(
            BARTHEZ, {}, Generation(most=99, length_penalty=2.0), id="under the task, as BARThez does"
        ),
        pytest.param(
            BARTHEZ, {"num_beams": 2}, Generation(2, 99, length_penalty=2.0), id="the newer file wins"
        ),
        pytest.param(
            BARTHEZ, {"num_beams": None}, Generation(4, 99, length_penalty=2.0), id="a null says nothing"
        ),
        pytest.param({"max_length": 62}, {}, Generation(most=61), id="at the top, as older models do"),
        pytest.param({}, {"max_new_tokens": 60}, Generation(most=60), id="without the token that starts it"),
        pytest.param({"max_length": 100_000}, {}, Generation(most=160), id="more than a digest"),
        pytest.param({"num_beams": 500}, {}, Generation(8), id="more beams than we can afford"),
        pytest.param(
            {"num_beams": "four", "max_length": [], "length_penalty": True}, {}, OURS, id="nonsense"
        ),
        pytest.param(
            {"task_specific_params": {"translation_en_to_fr": {"max_length": 30}}},
            {},
            OURS,
            id="another task",
        ),
        pytest.param({"task_specific_params": "none"}, {}, OURS, id="no tasks at all"),
        pytest.param(
            {"task_specific_params": {"summarization": {"prefix": "summarize: "}}},
            {},
            Generation(prefix="summarize: "),
            id="T5's prefix, only if it says so",
        ),
    ],
)
def test_the_settings_of_a_directory(config, generation_config, expected):
    assert generation(config, generation_config) == expected


VALUES = (
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.integers()
    | st.text()
    | st.lists(st.integers())
)
NAMES = st.sampled_from(
    ["num_beams", "max_length", "max_new_tokens", "min_length", "no_repeat_ngram_size", "prefix"]
)


@given(st.dictionaries(NAMES, VALUES), st.dictionaries(NAMES, VALUES))
def test_whatever_is_said_it_can_be_asked_for(task, generation_config):
    found = generation({"task_specific_params": {"summarization": task}}, generation_config)
    assert 1 <= found.beams <= 8
    assert 16 <= found.most <= 160
    assert 0 <= found.fewest < found.most
    assert found.ngram >= 0
