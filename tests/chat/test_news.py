"""The reader asks for news: the latest, a topic, a summary of what they give."""

import asyncio
from datetime import timedelta

import pytest

from bot.chat import texts
from bot.chat.commands import ALIASES, COMMANDS, menu
from bot.chat.failures import explained
from bot.errors import DeadlineExceeded, Forbidden, TooLarge, Unfetchable, Unreadable, WorkerCrashed
from bot.model import Raw
from tests.chat.visiting import ANNE, BRUNO, PAGE

URL = "https://www.phare.example.org/port"
PARAGRAPHS = (
    "Le port de Kerlanic a rouvert dimanche après trois semaines de travaux, a annoncé la capitainerie.",
    "Quatorze bateaux de pêche y sont rentrés dès l’aube, sous les applaudissements des habitants du quai.",
    "La digue, abîmée par la tempête de septembre, a été rehaussée de deux mètres sur toute sa longueur.",
    "La commune a payé la moitié des travaux, et la région l’autre moitié, selon le maire de Kerlanic.",
)
ARTICLE = "\n\n".join(PARAGRAPHS)
HTML = "<html><head><title>Le port rouvre</title></head><body><article>{}</article></body></html>".format(
    "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
)
MENU_PAGE = "<html><body><ul>" + "<li><a href='/a'>Sport</a></li>" * 40 + "</ul></body></html>"
OLDER, NEWER = "Plus anciens ›", "‹ Plus récents"


def headlines(answer):
    """The stories of an answer, in its order."""
    return [line for line in answer.text.splitlines() if line.startswith("Nouvelle ")]


async def publish(visit, count, about=()):
    await visit.publish(*(f"Nouvelle {n}" for n in range(count)), about=about)


async def test_before_the_first_news_there_is_patience(visit):
    assert (await visit.say("/latest")).text == str(texts.NOTHING_YET)


async def test_the_latest_come_newest_first_page_by_page(visit):
    await publish(visit, 2 * PAGE + 1)
    first = await visit.say("/latest")
    assert first.text.startswith(str(texts.LATEST))
    assert headlines(first) == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2"]
    assert list(first.buttons) == [OLDER]
    second = await visit.press(OLDER)
    assert headlines(second) == ["Nouvelle 3", "Nouvelle 4", "Nouvelle 5"]
    assert list(second.buttons) == [NEWER, OLDER]
    last = await visit.press(OLDER)
    assert (headlines(last), list(last.buttons)) == (["Nouvelle 6"], [NEWER])
    assert headlines(await visit.press(NEWER)) == headlines(second)


async def test_a_page_that_is_just_full_has_no_next_one(visit):
    await publish(visit, PAGE)
    assert (await visit.say("/latest")).buttons == {}


async def test_beyond_the_last_page_there_is_nothing_more(visit):
    await publish(visit, 1)
    assert (await visit.touch("last:99")).notice == str(texts.NO_MORE)
    assert (await visit.touch("look:pays:ru+99")).notice == str(texts.NO_MORE)


async def test_dates_are_shown_in_the_reader_s_own_zone(visit, now):
    await publish(visit, 1)
    assert "aujourd’hui à 10\u00a0h" in (await visit.say("/latest")).text
    await visit.readership.join(ANNE, "Pacific/Tahiti", now)
    assert "aujourd’hui à 23\u00a0h" in (await visit.say("/latest")).text


@pytest.mark.parametrize(
    "asked", ["/topic russie", "/topic Les Russes", "russie", "/TOPIC@laconique_bot Russie"]
)
async def test_a_topic_is_found_by_any_of_its_names(visit, asked):
    await publish(visit, 2, about=["russie"])
    await visit.publish("Ailleurs", about=["chine"])
    answer = await visit.say(asked)
    assert answer.text.startswith("Russie\n")
    assert headlines(answer) == ["Nouvelle 0", "Nouvelle 1"]
    assert "Ailleurs" not in answer.text
    assert list(answer.buttons) == ["Suivre Russie"]


async def test_a_topic_has_pages_too(visit):
    await publish(visit, PAGE + 1, about=["russie"])
    first = await visit.say("/topic russie")
    assert list(first.buttons) == [OLDER, "Suivre Russie"]
    second = await visit.press(OLDER)
    assert (headlines(second), list(second.buttons)) == (["Nouvelle 3"], [NEWER, "Suivre Russie"])


async def test_plain_words_are_looked_for_in_the_texts(visit):
    await visit.publish("Nouvelle digue au port", "Nouvelle gare au bourg")
    answer = await visit.say("/topic les digues")
    assert answer.text.startswith("Digues\n")
    assert headlines(answer) == ["Nouvelle digue au port"]
    assert headlines(await visit.say("port digue")) == ["Nouvelle digue au port"]
    assert (await visit.say("/topic digue gare")).text.startswith("Je n’ai rien trouvé")


async def test_words_have_pages_and_can_be_followed(visit):
    await publish(visit, PAGE + 1)
    await visit.say("/topic récit")
    assert headlines(await visit.press(OLDER)) == ["Nouvelle 3"]
    await visit.press("Suivre récit")
    assert await visit.follows() == ["récit"]
    assert list((await visit.say("/topic récit")).buttons) == [OLDER, "Ne plus suivre récit"]


@pytest.mark.parametrize("asked", ["/topic russie", "/topic Corée du Nord", "/topic politique"])
async def test_a_known_topic_without_news_can_be_followed(visit, asked):
    answer = await visit.say(asked)
    assert answer.text.endswith("Suivez ce sujet, et je vous préviendrai.")
    assert "Vouliez-vous dire" not in answer.text
    (follow,) = answer.buttons
    await visit.press(follow)
    again = await visit.say(asked)
    assert again.text.startswith("Je n’ai rien trouvé sur «")
    assert "Suivez" not in again.text


async def test_unknown_words_without_news_can_be_followed(visit):
    answer = await visit.say("/topic porcelaine")
    assert answer.text == (
        "Je n’ai rien trouvé sur «\u202fporcelaine\u202f». Suivez ce sujet, et je vous préviendrai."
    )
    assert list(answer.buttons) == ["Suivre porcelaine"]


async def test_a_misspelt_name_is_understood(visit):
    await publish(visit, 1, about=["russie"])
    answer = await visit.say("/topic rusie")
    assert answer.text == "Je n’ai rien trouvé sur «\u202frusie\u202f». Vouliez-vous dire\u00a0:"
    assert "Russie" in answer.buttons
    assert headlines(await visit.press("Russie")) == ["Nouvelle 0"]


async def test_a_topic_that_is_not_said_is_asked_for(visit):
    assert (await visit.say("/topic")).text == texts.WHICH_TOPIC.format(command="sujet")


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        pytest.param("/latest", ["Un", "Deux", "Trois"], id="a page"),
        pytest.param("/latest 2", ["Un", "Deux"], id="so many"),
        pytest.param("/latest 99", ["Un", "Deux", "Trois", "Quatre", "Un match"], id="as many as there are"),
        pytest.param("/latest sport", ["Un match"], id="of something"),
        pytest.param("/latest 1 sport", ["Un match"], id="so many of something"),
    ],
)
async def test_the_latest_of_something_and_as_many_as_are_asked_for(visit, asked, titles):
    await visit.publish("Un", "Deux", "Trois", "Quatre")
    visit.now -= timedelta(days=1)
    await visit.publish("Un match", about=["Sport"])
    visit.now += timedelta(days=1)
    lines = (await visit.say(asked)).text.splitlines()
    assert [line for line in lines if line in ("Un", "Deux", "Trois", "Quatre", "Un match")] == titles


async def test_what_the_bot_can_do_is_told(visit):
    answer = await visit.say("/help")
    assert answer.text == str(texts.HELP)
    for name, _ in menu():
        assert name == "aide" or f"/{name}" in answer.text


@pytest.mark.parametrize(("typed", "command"), ALIASES.items())
async def test_a_command_may_be_said_in_french(visit, typed, command):
    await visit.say("/start")
    assert (await visit.say(f"/{typed}")).text == (await visit.say(f"/{command}")).text


def test_every_french_command_means_one_of_ours():
    ours = {*COMMANDS} | {"about", "away", "share", "broadcast", "invite", "review"}
    assert set(ALIASES.values()) <= ours
    assert not set(ALIASES) & {*COMMANDS}


async def test_an_unknown_command_is_said(visit):
    assert (await visit.say("/nosuch")).text == str(texts.UNKNOWN_COMMAND)


@pytest.mark.parametrize("said", [URL, f"Lisez {URL} !", f"({URL})."])
async def test_a_link_is_answered_with_its_summary(visit, said):
    visit.reader.pages[URL] = Raw(URL, HTML.encode(), "text/html", "utf-8")
    answer = await visit.say(said)
    assert answer.text.startswith(f"Le port rouvre\n{PARAGRAPHS[0]}\nphare.example.org · ")
    assert answer.text.endswith("phrases de l’article")
    assert await visit.archive.stories(limit=1) == [], "it is kept nowhere"


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(Unfetchable(URL, "500"), id="unreachable"),
        pytest.param(Forbidden(URL), id="forbidden"),
        pytest.param(TooLarge(URL), id="too large"),
        pytest.param(Unreadable(URL), id="no page"),
        pytest.param(DeadlineExceeded("30 s"), id="too slow to read"),
        pytest.param(WorkerCrashed("out of memory"), id="crashed"),
    ],
)
async def test_a_link_that_fails_says_why(visit, failure):
    visit.reader.pages[URL] = failure
    assert (await visit.say(URL)).text == explained(failure)


@pytest.mark.parametrize(
    ("body", "media_type", "says"),
    [
        pytest.param(MENU_PAGE.encode(), "text/html", "Aucun article", id="a page of links"),
        pytest.param(b"", "text/html", "Ce n’est pas un texte lisible", id="nothing"),
        pytest.param(bytes(range(256)) * 20, "text/plain", "Ce n’est pas un texte lisible", id="no text"),
        pytest.param(b"Bonjour !", "text/plain", "Aucun article", id="too short"),
    ],
)
async def test_what_holds_no_article_says_so(visit, body, media_type, says):
    visit.reader.pages[URL] = Raw(URL, body, media_type, None)
    assert (await visit.say(URL)).text.startswith(says)
    assert (await visit.give(body, media_type)).text.startswith(says)


async def test_a_pasted_text_is_answered_with_its_summary(visit):
    answer = await visit.say(ARTICLE)
    assert PARAGRAPHS[0] in answer.text
    assert "votre texte · " in answer.text
    assert await visit.archive.stories(limit=1) == []


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        pytest.param(ARTICLE.encode(), "text/plain", id="a text"),
        pytest.param(ARTICLE.encode("cp1252", "replace"), "text/plain", id="a text of another age"),
        pytest.param(HTML.encode(), "text/html", id="a page"),
        pytest.param(HTML.encode(), "text/plain", id="a page that says it is a text"),
    ],
)
async def test_a_file_is_answered_with_its_summary(visit, body, media_type):
    answer = await visit.give(body, media_type)
    assert "Le port de Kerlanic a rouvert dimanche" in answer.text
    assert "votre texte · " in answer.text


@pytest.mark.parametrize("second", [URL, ARTICLE, b"un fichier"], ids=["a link", "a text", "a file"])
async def test_one_thing_at_a_time_is_read_for_each_reader(visit, second):
    async def give(what, who):
        return await (visit.give(what, who=who) if isinstance(what, bytes) else visit.say(what, who))

    visit.reader.pages[URL] = Raw(URL, HTML.encode(), "text/html", "utf-8")
    arriving, may_go_on = asyncio.Event(), asyncio.Event()
    fetch = visit.reader.fetch

    async def slow(address, source=""):
        arriving.set()
        await may_go_on.wait()
        return await fetch(address)

    visit.reader.fetch = slow
    first = asyncio.create_task(give(URL, ANNE))
    await arriving.wait()
    assert (await give(second, ANNE)).text == str(texts.ONE_AT_A_TIME)
    assert PARAGRAPHS[0] in (await give(ARTICLE, BRUNO)).text, "Bruno need not wait for Anne"
    assert (await visit.say("/latest")).text == str(texts.NOTHING_YET), "nor Anne for anything else"
    may_go_on.set()
    assert PARAGRAPHS[0] in (await first).text
    assert PARAGRAPHS[0] in (await give(ARTICLE, ANNE)).text


async def test_what_could_not_be_read_keeps_nobody_from_giving_the_next(visit):
    for _ in range(2):
        assert (await visit.say(URL)).text == explained(Unfetchable(URL, "nobody there"))
