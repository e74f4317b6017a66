"""What is of «International»: by its section, or by the place that it is about before all others."""

import pytest

from bot.topics.abroad import INTERNATIONAL, is_abroad
from bot.topics.tagger import tags
from tests.topics.conftest import article


@pytest.mark.parametrize(
    ("sections", "places", "themes", "expected"),
    [
        pytest.param((), ["pays:pe"], ["theme:justice"], True, id="another country"),
        pytest.param((), ["pays:pe", "pays:fr"], [], True, id="another country before France"),
        pytest.param((), ["pays:fr", "pays:pe"], [], False, id="France before another country"),
        pytest.param((), ["pays:onu"], [], True, id="a world body"),
        pytest.param((), ["pays:re"], ["theme:meteo"], False, id="France overseas"),
        pytest.param((), [], ["theme:conflits"], False, id="no place"),
        pytest.param((), ["pays:es"], ["theme:sport"], False, id="a match abroad"),
        pytest.param((), ["pays:us"], ["theme:justice", "theme:culture"], True, id="culture by the way"),
        pytest.param(["International"], [], ["theme:culture"], True, id="its section says so"),
        pytest.param(["monde", "europe"], ["pays:fr"], [], True, id="a folder of its address says so"),
        pytest.param(["mondes-perdus"], [], [], False, id="a word in a folder says nothing"),
    ],
)
def test_what_is_told_of_other_countries(sections, places, themes, expected):
    assert is_abroad(sections, places, themes) is expected


def test_it_comes_last_so_that_no_other_topic_is_less_of_the_article(catalogue):
    told = article("Le parlement de Lima adopte la loi.", title="Le Pérou vote la réforme du parlement")
    found = [topic.key for topic in tags(told, catalogue)]
    assert found[0] == "pays:pe"
    assert found[-1] == INTERNATIONAL
