"""What a reader typed -> what is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.intents import Command, Link, Text, intent_of

LONG = "Le port de Kerlanic a rouvert dimanche après trois semaines de travaux. " * 3
URL = "https://phare.example.org/port"
TRACKED = f"{URL}?" + "&".join(f"utm_{n}={n}" for n in range(40))


@pytest.mark.parametrize(
    ("message", "command", "argument"),
    [
        pytest.param("/latest", "latest", "", id="alone"),
        pytest.param("/LATEST", "latest", "", id="in capitals"),
        pytest.param("  /latest \n", "latest", "", id="blanks around it"),
        pytest.param("/topic russie", "topic", "russie", id="with words"),
        pytest.param(
            "/topic   Corée du Nord ", "topic", "Corée du Nord", id="several words, spaces around them"
        ),
        pytest.param("/topic@laconique_bot russie", "topic", "russie", id="to us by name, as in a group"),
        pytest.param("/Topic@Laconique_Bot", "topic", "", id="to us by name, alone, capitals"),
        pytest.param("/topic\nrussie\nchine", "topic", "russie\nchine", id="several lines"),
        pytest.param("/topic russie", "topic", "russie", id="a no-break space"),
        pytest.param("/topic " + "mot " * 3000, "topic", ("mot " * 3000).strip(), id="long"),
        pytest.param(f"/topic {URL}", "topic", URL, id="a link given to a command"),
        pytest.param("/nosuch", "nosuch", "", id="unknown: for the chat to say"),
        pytest.param("/start@laconique_bot deep-link_1", "start", "deep-link_1", id="a deep link"),
        pytest.param("russie", "topic", "russie", id="a word is a question"),
        pytest.param("Bonjour !", "hello", "", id="a greeting is greeted"),
        pytest.param("bonjour la Russie", "topic", "bonjour la Russie", id="but not one with a question"),
        pytest.param("la réforme des retraites ?", "topic", "la réforme des retraites ?", id="so are a few"),
        pytest.param("", "topic", "", id="nothing"),
        pytest.param(" \u200b ", "topic", "\u200b", id="next to nothing"),
        pytest.param("/", "topic", "/", id="a slash alone"),
        pytest.param("/Réglages", "reglages", "", id="accents aside, as everywhere"),
        pytest.param("/été", "ete", "", id="an accent makes no question of an unknown command"),
        pytest.param("24/7", "topic", "24/7", id="a slash inside"),
        pytest.param("node.js", "topic", "node.js", id="no address ends so"),
        pytest.param("5.000 emplois", "topic", "5.000 emplois", id="nor so"),
        pytest.param("https://", "topic", "https://", id="no link after all"),
        pytest.param("a" * 199, "topic", "a" * 199, id="as long as a question may be"),
    ],
)
def test_commands_and_questions(message, command, argument):
    assert intent_of(message) == Command(command, argument)


@pytest.mark.parametrize(
    ("message", "command", "argument"),
    [
        pytest.param("Stop !", "unsubscribe", "", id="no more"),
        pytest.param("désabonne-moi s’il te plaît", "unsubscribe", "", id="politely"),
        pytest.param("quoi de neuf ?", "latest", "", id="the news, of nothing in particular"),
        pytest.param("les gros titres du jour", "latest", "", id="in other words"),
        pytest.param("les gros titres du Phare", "topic", "les gros titres du Phare", id="of something"),
        pytest.param("mes abonnements", "topics", "", id="what one follows"),
        pytest.param("suivre la Russie", "follow", "la Russie", id="follow what is named"),
        pytest.param("Ne plus suivre Léa Ker-Morvan", "unfollow", "Léa Ker-Morvan", id="or no longer"),
        pytest.param("ignore le football", "mute", "le football", id="or mute it"),
        pytest.param("stop aux pesticides", "topic", "stop aux pesticides", id="words with a subject ask"),
        pytest.param("suivre", "topic", "suivre", id="and one that names nothing is a word"),
        pytest.param("Bonjour, je voudrais que tu arrêtes, merci", "unsubscribe", "", id="wrapped in words"),
        pytest.param("plus de sport svp", "mute", "sport", id="no more of a topic"),
        pytest.param("plus de policiers", "topic", "plus de policiers", id="more of what is none"),
        pytest.param("le sport ne m’intéresse pas", "mute", "le sport", id="named first"),
        pytest.param("suis-je imposable", "topic", "suis-je imposable", id="to be is not to follow"),
        pytest.param("envoie-moi les infos à 8h", "hours", "à 8h", id="hours"),
        pytest.param("le 20 heures", "topic", "le 20 heures", id="which may be a programme"),
        pytest.param("pas de messages la nuit", "hours", "calme la nuit", id="or quiet ones"),
        pytest.param("plus d’édition à 8h", "hours", "sans à 8h", id="or some no more"),
        pytest.param("seulement le week-end", "hours", "le week-end", id="or some days and no others"),
        pytest.param("pas le dimanche", "hours", "pas le dimanche", id="or all but one"),
        pytest.param("pas de messages le week-end", "hours", "sauf le week-end", id="or all but some"),
        pytest.param("à lundi", "topic", "à lundi", id="but not a farewell"),
        pytest.param("une fois par jour, ça suffit", "hours", "", id="or less often, without an hour"),
        pytest.param(
            "quelles sont les nouvelles ?", "latest", "", id="the news, by a word that may be a subject"
        ),
        pytest.param("moins de sport stp", "less", "sport", id="less of a topic"),
        pytest.param("moins de policiers", "topic", "moins de policiers", id="less of what is none"),
        pytest.param("lâche-moi", "unsubscribe", "", id="no more, rudely"),
        pytest.param(
            "suivre les traces du loup", "topic", "suivre les traces du loup", id="to follow nobody"
        ),
        pytest.param("ma région", "region", "", id="one’s region, that is not named"),
        pytest.param("ma région c’est la Bretagne", "follow", "la Bretagne", id="and that is"),
        pytest.param("je suis à Genève", "zone", "Genève", id="where one lives"),
        pytest.param("je suis à bout", "topic", "je suis à bout", id="which is a place"),
        pytest.param("👍", "okay", "", id="a sign alone"),
        pytest.param("merci patron", "topic", "merci patron", id="thanks of which more follows"),
    ],
)
def test_commands_may_be_said_in_words(message, command, argument):
    assert intent_of(message, {"sport", "le sport"}.__contains__) == Command(command, argument)


@pytest.mark.parametrize(
    ("message", "url"),
    [
        pytest.param(URL, URL, id="alone"),
        pytest.param(f"  {URL}\n", URL, id="blanks around it"),
        pytest.param(f"Lisez {URL} vite", URL, id="inside words"),
        pytest.param(f"Lisez {URL}.", URL, id="before a full stop"),
        pytest.param(f"Vous avez lu {URL} ?", URL, id="before a question mark, spaced"),
        pytest.param(f"Vous avez lu {URL}?!", URL, id="before marks"),
        pytest.param(f"Lisez {URL}…", URL, id="before an ellipsis"),
        pytest.param(f"(voir {URL})", URL, id="in brackets"),
        pytest.param(f"(voir {URL}).", URL, id="in brackets, before a full stop"),
        pytest.param(f"« {URL} »", URL, id="in French quotes"),
        pytest.param(f"«{URL}»", URL, id="in French quotes without spaces"),
        pytest.param(f'"{URL}"', URL, id="in English quotes"),
        pytest.param(f"<{URL}>", URL, id="in angles"),
        pytest.param(f"'{URL}'", URL, id="in single quotes"),
        pytest.param(f"{URL} {URL}/2", URL, id="two: the first"),
        pytest.param("ftp://phare.example.org", "ftp://phare.example.org", id="of another kind"),
        pytest.param("voir www.phare.example.org.", "https://www.phare.example.org", id="without its scheme"),
        pytest.param("phare.example.org", "https://phare.example.org", id="a bare address"),
        pytest.param("Lis phare.example.org/port, vite", "https://phare.example.org/port", id="among words"),
        pytest.param("HTTPS://PHARE.EXAMPLE.ORG/", "HTTPS://PHARE.EXAMPLE.ORG/", id="capitals"),
        pytest.param(f"{URL}?a=1&b=é#c", f"{URL}?a=1&b=é#c", id="a query and a fragment"),
        pytest.param(f"{URL}_(1990)", f"{URL}_(1990)", id="brackets of its own"),
        pytest.param(f"(voir {URL}_(1990))", f"{URL}_(1990)", id="brackets in brackets"),
        pytest.param(TRACKED, TRACKED, id="a long one alone"),
        pytest.param(f"À lire : {TRACKED} Bien à vous", TRACKED, id="a long one among few words"),
    ],
)
def test_links(message, url):
    assert intent_of(message) == Link(url)


def test_a_link_may_stand_behind_words():
    assert intent_of("Lisez ceci", link=URL) == Link(URL)
    assert intent_of(LONG, link=URL) == Text(LONG.strip())


def test_a_long_question_about_us_is_no_text():
    asked = "Bonjour, je viens de vous découvrir et j’aime beaucoup la forme. " * 3
    assert intent_of(f"{asked}Qui écrit ce que vous m’envoyez, et ce service est-il payant ?") == Command(
        "about"
    )


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(LONG, id="a text"),
        pytest.param(f"{LONG} {URL} {LONG}", id="a text with a link in it"),
        pytest.param(f"{URL}\n\n{LONG}", id="a link, then its text"),
        pytest.param(f"«{LONG}»", id="in quotes"),
        pytest.param("a" * 200, id="just long enough"),
    ],
)
def test_long_messages_are_texts(message):
    assert intent_of(message) == Text(message.strip())


@given(st.one_of(st.text(), st.text(st.sampled_from("/@ \nahtps:é.)"))))
def test_everything_means_something(message):
    match intent_of(message):
        case Command(name, argument):
            assert name
            assert argument == argument.strip()
        case Link(url):
            assert "://" in url
            assert url in message or url.removeprefix("https://") in message
        case Text(text):
            assert text == message.strip()
