"""What a reader pastes, from the words to the answer: read, summarised and shown as in service.

Only nothing is sent.
"""

import pytest

from bot.chat import texts
from bot.french.sentences import split
from bot.french.typography import french
from bot.summaries.extractive import ExtractiveSummariser
from tests.chat.visiting import Visit
from tests.fakes import directly
from tests.quality.extracts_corpus import articles

ARTICLE = next(articles()).article
PARAGRAPHS = ARTICLE.paragraphs
TEXT = "\n\n".join(PARAGRAPHS)
ENGLISH = (
    "The bridge of Belleroche will open again on Monday after three years of works, the mayor said. "
    "Fishermen on both banks had asked for it since the flood of last spring. "
    "Some eight thousand cars crossed the river every day before the closure."
)
TABLE = "Pays | Or | Argent | Bronze\n" + "\n".join(f"Pays {n} | {n} | {n + 1} | {n + 2}" for n in range(30))
TRANSCRIPT = "\n".join(
    f"{who} : {what}"
    for who, what in [
        ("LE MAIRE", "Nous rouvrirons le pont de Belleroche le 12 mars, comme promis aux habitants."),
        ("UNE ÉLUE", "Et combien cela aura-t-il coûté à la commune, monsieur le maire ?"),
        ("LE MAIRE", "Trois millions et demi d’euros, dont la moitié payée par le département."),
        ("UNE ÉLUE", "Vous aviez annoncé deux millions devant cette même assemblée en octobre."),
        ("LE MAIRE", "La crue de novembre a tout changé : il a fallu refaire les deux piles du pont."),
    ]
)
LIST = "Ce qui change au 1er mars\n" + "\n".join(
    f"- Le tarif numéro {n} des transports de la vallée augmente de {n} %." for n in range(2, 14)
)


@pytest.fixture
def visit(database, now):
    """A reader before a bot that summarises in earnest."""
    return Visit(database, now, summariser=ExtractiveSummariser(directly))


DECLINED = (
    "Ce texte est trop court pour être résumé.",
    "Aucun article n’a été trouvé ici. Donnez la page ou le texte d’un seul article.",
)


def digest(answer):
    """What stands between the headline and the line that names the source."""
    headline, *lines = answer.text.split("\n")
    source = next(at for at, line in enumerate(lines) if line.startswith(str(texts.YOUR_TEXT)))
    assert headline
    return "\n".join(lines[:source])


def sentences(text):
    """Those of a text, however its lines are taken, as a reader is shown them."""
    return {plain(french(piece)) for part in [text, *text.split("\n")] for piece in split(part)}


def plain(text):
    """With one kind of space."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param(TEXT, id="an article"),
        pytest.param(" ".join(PARAGRAPHS), id="in one line"),
        pytest.param(TEXT.upper(), id="in capitals"),
        pytest.param(TEXT.replace(".", ""), id="without full stops"),
        pytest.param("\n\n".join([*PARAGRAPHS, *PARAGRAPHS, *PARAGRAPHS]), id="each paragraph three times"),
        pytest.param(TEXT.replace("\n\n", "\n"), id="paragraphs that touch"),
        pytest.param(TRANSCRIPT, id="a transcript"),
        pytest.param(LIST, id="a list"),
        pytest.param(TABLE, id="a table"),
        pytest.param(ENGLISH, id="English"),
        pytest.param("桥将于周一开放。市长很高兴。两国共享这座桥。" * 20, id="Chinese"),
        pytest.param(
            "Мост откроется в понедельник. Мэр очень доволен этим решением совета. " * 8, id="Russian"
        ),
        pytest.param(("\n\n".join(PARAGRAPHS) + "\n\n") * 130, id="200 KB of the same"),
        pytest.param(
            "\n".join(f"La ligne {n} du rapport parle du pont n° {n} de la vallée." for n in range(3600)),
            id="200 KB of lines",
        ),
        pytest.param("mot" * 70_000, id="no space at all"),
        pytest.param(TEXT.replace(" ", ""), id="an article without its spaces"),
        pytest.param("Le pont rouvre.", id="one sentence"),
        pytest.param("Le pont « rouvre. " * 60, id="quotations never closed"),
    ],
)
async def test_whatever_is_pasted_is_told_in_whole_sentences_or_declined_in_kind(visit, pasted):
    await visit.say("/start")
    answer = await visit.give(pasted.encode())
    if answer.text not in DECLINED:
        assert {plain(told) for told in split(digest(answer))} <= sentences(pasted)


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        pytest.param(TEXT, True, id="an article is summarised"),
        pytest.param(" ".join(PARAGRAPHS), True, id="in one line too"),
        pytest.param(TEXT.upper(), True, id="in capitals too"),
        pytest.param("\n\n".join(PARAGRAPHS * 3), True, id="told three times, summarised once"),
        pytest.param("\n".join(PARAGRAPHS * 130), True, id="200 KB too"),
        pytest.param(TABLE, False, id="a table is not"),
        pytest.param("mot" * 70_000, False, id="a single word is not"),
        pytest.param("", False, id="nothing is not"),
    ],
)
async def test_what_is_an_article_is_summarised(visit, pasted, told):
    await visit.say("/start")
    answer = await visit.give(pasted.encode())
    assert (str(texts.YOUR_TEXT) in answer.text) is told


async def test_what_is_pasted_three_times_is_told_once(visit):
    await visit.say("/start")
    answer = await visit.give("\n\n".join(PARAGRAPHS * 3).encode())
    told = split(digest(answer))
    assert told
    assert len(told) == len(set(told))
