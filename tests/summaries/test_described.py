"""The publisher's own summary."""

from dataclasses import replace

import pytest

from bot.model import Method
from bot.summaries.described import WithDescription, described, is_summary
from tests.summaries.examples import BRIDGE, article, summary

CHAPO = (
    "Les présidents de la Morvanie et de la Valdorie se verront en mars. Ils parleront du pont et de "
    "la pêche."
)
ARTICLE = replace(article(*BRIDGE, title="Belleroche : rencontre en mars"), description=CHAPO)


def test_what_the_publisher_says_is_shown_word_for_word_as_the_publishers():
    told = described(ARTICLE)
    assert " ".join(told.sentences) == CHAPO
    assert told.method is Method.DESCRIPTION
    assert told.long
    assert told.points.who


@pytest.mark.parametrize(
    "description",
    [
        pytest.param("", id="there is none"),
        pytest.param("Le pont rouvre mardi.", id="too short to tell anything"),
        pytest.param(CHAPO * 6, id="too long for a digest"),
        pytest.param(CHAPO[:-1] + " et", id="cut in the middle"),
        pytest.param(
            "Il a promis que le pont de Belleroche rouvrira au printemps, après deux ans de travaux.",
            id="nobody knows who",
        ),
        pytest.param(
            "Pourquoi le pont de Belleroche reste-t-il fermé depuis deux ans malgré les travaux ?",
            id="it asks",
        ),
        pytest.param(
            "Le maire dit : « Le pont de Belleroche rouvrira au printemps après deux ans de lourds travaux.",
            id="a quotation that never ends",
        ),
        pytest.param(
            "Fin juin, la mairie de Belleroche avait déjà procédé à une première fermeture du "
            "pont qui enjambait la Sarve.",
            id="what had happened before",
        ),
    ],
)
def test_what_is_no_summary_is_not_shown_as_one(description):
    assert not is_summary(replace(ARTICLE, description=description))


@pytest.mark.parametrize("rubric", ["VIDÉO - ", "TÉMOIGNAGE. ", "TROIS QUESTIONS. "])
def test_a_rubric_is_not_told(rubric):
    told = replace(ARTICLE, description=rubric + CHAPO)
    assert is_summary(told)
    assert " ".join(described(told).sentences) == CHAPO


class Extracts:
    """A summariser that says who asked."""

    version = "fake-1"

    async def summarise(self, _article):
        return summary("Des extraits.")


async def run(work, *arguments):
    return work(*arguments)


@pytest.mark.parametrize(
    ("description", "method"),
    [
        pytest.param(CHAPO, Method.DESCRIPTION, id="there is one: shown"),
        pytest.param("", Method.EXTRACT, id="there is none: the next is asked"),
    ],
)
async def test_the_next_summariser_is_asked_only_where_the_publisher_says_nothing(description, method):
    told = await WithDescription(run, Extracts()).summarise(replace(ARTICLE, description=description))
    assert told.method is method
    assert WithDescription(run, Extracts()).version == "fake-1"
