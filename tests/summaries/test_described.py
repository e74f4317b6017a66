"""The publisher's own summary."""

from dataclasses import replace

import pytest

from bot.french.typography import french
from bot.model import Method
from bot.summaries.described import WithDescription, announced, described, is_summary
from bot.summaries.standfirst import is_whole, read
from tests.summaries.examples import BRIDGE, article, summary

CHAPO = (
    "Les présidents de la Morvanie et de la Valdorie se verront mardi 12 mars à Belleroche, a annoncé lundi "
    "le palais. Ils parleront du pont et de la pêche."
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
        pytest.param(CHAPO.replace("lundi", "lundi, lundi et encore lundi" * 20), id="too long for a digest"),
        pytest.param(CHAPO[:-1] + " et", id="cut in the middle"),
        pytest.param(CHAPO[:-1] + "…", id="cut, and said to be"),
        pytest.param(
            "Il a promis que le pont de Belleroche rouvrira au printemps, après deux ans de travaux.",
            id="nobody knows who",
        ),
        pytest.param(
            "Pourquoi le pont de Belleroche reste-t-il fermé depuis deux ans malgré les travaux ?",
            id="it asks",
        ),
        pytest.param(CHAPO.replace("Ils", "Un accord ? Ils"), id="it asks in passing"),
        pytest.param(
            "Le maire dit : « Le pont de Belleroche rouvrira au printemps après deux ans de lourds travaux.",
            id="a quotation that never ends",
        ),
        pytest.param("Belleroche : rencontre en mars, à deux pas du pont.", id="the title again"),
    ],
)
def test_what_may_never_be_shown_is_not(description):
    titled = replace(ARTICLE, title="Belleroche : rencontre en mars, à deux pas du pont")
    assert not is_whole(read(replace(titled, description=description)))
    assert not is_summary(replace(titled, description=description))


@pytest.mark.parametrize(
    ("title", "description"),
    [
        pytest.param(
            "Le pont de Belleroche",
            "Fin juin, la mairie de Belleroche avait déjà procédé à une première fermeture du pont.",
            id="what had happened before",
        ),
        pytest.param(
            "Le pont de Belleroche rouvre",
            "Découvrez en images les travaux du pont de Belleroche, et retrouvez notre dossier sur la Sarve.",
            id="the way to something else",
        ),
        pytest.param(
            "Pont de Belleroche : ce qu’il faut savoir",
            "Voici tout ce qu’il faut retenir de la réouverture du pont de Belleroche, mardi 4 mars.",
            id="a promise",
        ),
        pytest.param(
            "Le pont de Belleroche, une passion",
            "Notre journaliste a suivi les ouvriers du pont. Rencontre avec ceux qui tiennent la rive.",
            id="a portrait that is still to come",
        ),
        pytest.param(
            "Anne Lefort : « Le pont rouvrira »",
            "Anne Lefort, présidente de la Morvanie, était l’invitée de « La Matinale » ce mardi 4 mars.",
            id="who was on the air",
        ),
        pytest.param(
            "« Le Passeur », un film sur la Sarve",
            "Avec tendresse, la cinéaste signe un film lumineux sur les bateliers. Ce soir à 20h50 sur Arte.",
            id="a programme, and a judgement of nobody",
        ),
        pytest.param(
            "Le pont rouvre",
            "Recevez chaque matin notre lettre et profitez de nos offres : abonnez-vous au Courrier.",
            id="an offer",
        ),
    ],
)
def test_what_tells_nothing_of_the_news_is_not_shown(title, description):
    assert not is_summary(replace(ARTICLE, title=title, description=description))


@pytest.mark.parametrize(
    ("title", "description"),
    [
        pytest.param(
            "Belleroche : le pont rouvre mardi",
            "Le pont de Belleroche rouvrira mardi 4 mars, après deux ans de travaux, a annoncé la mairie.",
            id="the news again, and more of it",
        ),
        pytest.param(
            "Anne Lefort promet un pont neuf",
            "Elle a annoncé lundi que le pont de Belleroche rouvrira au printemps, après deux ans.",
            id="the title says who is meant",
        ),
        pytest.param(
            "Une fillette sauvée des eaux de la Sarve",
            "L’enfant de six ans a été secourue lundi soir par deux bateliers, selon les pompiers.",
            id="what the title leaves out",
        ),
    ],
)
def test_what_tells_the_news_is_shown(title, description):
    assert is_summary(replace(ARTICLE, title=title, description=description))


@pytest.mark.parametrize(
    ("description", "sentences"),
    [
        pytest.param("Le pont de Belleroche rouvrira mardi.", 1, id="it tells something, however little"),
        pytest.param("Retrouvez notre dossier spécial.", 0, id="it leads elsewhere"),
        pytest.param(
            "Suivez l’actualité de la Morvanie en direct sur notre site.", 0, id="it is of the paper"
        ),
        pytest.param("", 0, id="it is not there"),
    ],
)
def test_of_an_article_that_nobody_could_read_the_title_stands_alone_unless_it_tells(description, sentences):
    told = announced(replace(ARTICLE, description=description))
    assert (len(told.sentences), told.headline) == (sentences, french(ARTICLE.title))


@pytest.mark.parametrize(
    "description",
    [
        pytest.param(f"{CHAPO} La Valdorie attend beaucoup de cette rencontre.", id="two sentences at most"),
        pytest.param(f"{CHAPO} Retrouvez notre dossier sur la Sarve.", id="nor what is told of the paper"),
        pytest.param(f"{CHAPO} (abc)", id="nor who put it there"),
        pytest.param(f"{CHAPO} Récit.", id="nor what kind of article it is"),
        pytest.param(f"LETTRE DU FLEUVE. {CHAPO}", id="nor the rubric"),
    ],
)
def test_only_the_sentences_that_tell_are_shown(description):
    assert " ".join(described(replace(ARTICLE, description=description)).sentences) == CHAPO


def test_a_sentence_that_comes_again_in_other_words_is_told_once():
    again = "Les présidents de Morvanie et de Valdorie se verront le mardi 12 mars, a annoncé le palais."
    first = CHAPO.partition(". ")[0] + "."
    assert described(replace(ARTICLE, description=f"{first} {again}")).sentences == (first,)


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
