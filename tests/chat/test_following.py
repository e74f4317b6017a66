"""The reader follows and mutes: topics, words, sources."""

import pytest

from bot.chat import texts
from bot.chat.following import TOPICS_MAX
from bot.model import Mode, Source, SourceKind, Topic
from bot.store.intake import IntakeStore
from tests.chat.visiting import ANNE

SOURCES = ("Le Monde – Sport", "Le Monde – Politique", "Libération", "Ouest-France")


@pytest.fixture
async def sources(database, now):
    """Sources that the operator has listed."""
    listed = [Source(name, SourceKind.FEED, f"https://{i}.example.org") for i, name in enumerate(SOURCES)]
    await IntakeStore(database).list_sources(listed, now)


async def chosen(visit):
    """What Anne follows and mutes: label -> mode."""
    return {topic.label: mode for topic, mode in await visit.readership.chosen(ANNE)}


@pytest.mark.parametrize("command", ["/follow", "/suivre", "/subscribe"])
@pytest.mark.parametrize(
    ("typed", "label"),
    [
        pytest.param("russie", "Russie", id="a country"),
        pytest.param("Réforme des retraites", "réforme retraites", id="words"),
        pytest.param(
            "« pouvoir d’achat » -sport", "“pouvoir d’achat”, sans sport", id="a phrase without a word"
        ),
        pytest.param("culture -cinéma", "Culture, sans cinéma", id="a theme without a word"),
        pytest.param("Le Monde", "Le Monde", id="a source"),
        pytest.param("source le mond", "Le Monde", id="a source, misspelt"),
        pytest.param("source ouest france", "Ouest-France", id="a source without its hyphen"),
    ],
)
async def test_following(visit, sources, command, typed, label):
    answer = await visit.say(f"{command} {typed}")
    assert answer.text.splitlines()[0] == f"Vous suivez maintenant\u00a0: {label}."
    assert await chosen(visit) == {label: Mode.FOLLOW}
    (undo, *_) = answer.buttons
    assert (await visit.press(undo)).text == f"Vous ne suivez plus\u00a0: {label}."
    assert await chosen(visit) == {}


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        pytest.param("l’Ukraine et la Russie", ["Ukraine", "Russie"], id="two that are named"),
        pytest.param("guerres et conflits", ["Guerres et conflits"], id="one of such a name"),
        pytest.param("sport et orchidées", ["sport orchidées"], id="words, of which one names a topic"),
    ],
)
async def test_what_is_named_with_and_between(visit, typed, labels):
    await visit.say(f"/follow {typed}")
    assert sorted(await visit.follows()) == sorted(labels)


async def test_less_of_a_topic_is_asked_back_and_nothing_is_taken_before(visit):
    await visit.say("/follow sport")
    answer = await visit.say("moins de sport stp")
    assert [*answer.buttons] == ["Ne plus suivre Sport", "Ignorer Sport"]
    assert await chosen(visit) == {"Sport": Mode.FOLLOW}
    await visit.press("Ignorer Sport")
    assert await chosen(visit) == {"Sport": Mode.MUTE}
    assert [*(await visit.say("moins de sport")).buttons] == ["Ne plus ignorer Sport"]


async def test_one_s_region_is_asked_for_when_it_is_not_named(visit):
    assert (await visit.say("ma région")).text == str(texts.WHICH_REGION)
    await visit.say("ma région c’est la Bretagne")
    assert await visit.follows() == ["Bretagne"]


@pytest.mark.parametrize("command", ["/mute", "/muet", "/ignorer"])
async def test_muting_and_undoing_it(visit, sources, command):
    answer = await visit.say(f"{command} source le monde")
    assert answer.text.startswith(f"Vous ignorez maintenant\u00a0: Le Monde.\n{texts.STILL_FOUND}")
    assert await chosen(visit) == {"Le Monde": Mode.MUTE}
    assert (await visit.press("Ne plus ignorer Le Monde")).text == "Vous n’ignorez plus\u00a0: Le Monde."
    assert await chosen(visit) == {}


async def test_what_was_followed_and_is_muted_is_muted(visit):
    await visit.say("/follow sport")
    await visit.say("/mute sport")
    assert await chosen(visit) == {"Sport": Mode.MUTE}


async def test_a_source_that_is_also_a_word_can_be_followed_as_the_word(visit, sources):
    answer = await visit.say("/follow libération")
    assert await chosen(visit) == {"Libération": Mode.FOLLOW}
    await visit.press("Plutôt les mots\u00a0: libération")
    assert set(await chosen(visit)) == {"Libération", "libération"}
    assert "Ne plus suivre Libération" in answer.buttons


@pytest.mark.parametrize(
    ("typed", "rather", "label"),
    [
        pytest.param("rusie", "Suivre Russie", "Russie", id="a country"),
        pytest.param("liberatoin", "Suivre Libération", "Libération", id="a source"),
        pytest.param("rusie", "Suivre rusie", "rusie", id="as it was typed, after all"),
    ],
)
async def test_a_slip_is_asked_back_before_anything_is_followed(visit, sources, typed, rather, label):
    answer = await visit.say(f"/follow {typed}")
    assert answer.text == f"Je ne connais pas de sujet «\u202f{typed}\u202f». Vouliez-vous dire\u00a0:"
    assert await chosen(visit) == {}
    await visit.press(rather)
    assert await chosen(visit) == {label: Mode.FOLLOW}


async def test_what_is_sure_is_taken_and_the_slip_beside_it_asked_back(visit):
    answer = await visit.say("/mute chine, rusie")
    assert "Vous ignorez maintenant\u00a0: Chine." in answer.text
    assert await chosen(visit) == {"Chine": Mode.MUTE}
    await visit.press("Ignorer Russie")
    assert await chosen(visit) == {"Chine": Mode.MUTE, "Russie": Mode.MUTE}


async def test_a_rare_word_that_is_told_of_is_no_slip(visit):
    await visit.publish("La rusie du meunier", "Encore une rusie")
    await visit.say("/follow rusie")
    assert await chosen(visit) == {"rusie": Mode.FOLLOW}


async def test_who_follows_words_is_told_that_a_mention_is_not_pushed(visit):
    assert str(texts.ABOUT_ONLY) in (await visit.say("/follow retraites")).text
    assert str(texts.ABOUT_ONLY) not in (await visit.say("/follow russie")).text


@pytest.mark.parametrize("undo", ["/unfollow retraite", "/quitter retraites", "/unsubscribe retraite"])
async def test_leaving_what_was_followed_or_muted(visit, undo):
    await visit.say("/mute retraites")
    assert (await visit.say(undo)).text == "Vous n’ignorez plus\u00a0: retraites."
    assert await chosen(visit) == {}


async def test_leaving_nothing_in_particular_offers_what_there_is(visit):
    assert (await visit.say("/unfollow")).text == str(texts.NOTHING_FOLLOWED)
    await visit.say("/follow russie, retraites")
    answer = await visit.say("/unfollow")
    assert (answer.text, list(answer.buttons)) == (str(texts.UNFOLLOW_WHICH), ["retraites", "Russie"])
    assert (await visit.press("retraites")).text == "Vous ne suivez plus\u00a0: retraites."
    assert (await visit.say("/unfollow chine")).text == "Vous ne suiviez pas\u00a0: Chine."


async def test_the_menu_shows_what_is_followed_and_what_is_muted(visit):
    await visit.say("/follow retraites")
    await visit.say("/mute sport")
    answer = await visit.say("/topics")
    assert answer.text.startswith("Vous suivez\u00a0: retraites.\n\nVous ignorez\u00a0: Sport.")
    assert {"✓ retraites", "✗ Sport"} <= set(answer.buttons)
    assert (await visit.press("✗ Sport")).notice == "Vous n’ignorez plus\u00a0: Sport."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("/follow", str(texts.FOLLOW_WHAT), id="follow what?"),
        pytest.param("/mute", str(texts.MUTE_WHAT), id="mute what?"),
        pytest.param("/follow le la les", texts.SMALL_WORDS.format(command="suivre"), id="small words"),
        pytest.param(
            "/mute -sport", texts.ONLY_EXCLUDED.format(command="ignorer"), id="only what is not wanted"
        ),
        pytest.param("/follow " + "x" * 300, texts.QUESTION_TOO_LONG.format(command="suivre"), id="too long"),
        pytest.param(
            "/follow " + ", ".join("abcdefghijklmn"), texts.TOO_MANY_AT_ONCE.format(most=10), id="too many"
        ),
    ],
)
async def test_what_cannot_be_followed_is_said_with_an_example(visit, typed, said):
    assert (await visit.say(typed)).text == said
    assert await chosen(visit) == {}


async def test_dates_do_not_count_for_what_is_to_come(visit):
    await visit.say("/start")
    answer = await visit.say("/follow russie mai 2021")
    assert answer.text == f"Vous suivez maintenant\u00a0: Russie.\n{texts.NO_DATES}"
    assert await chosen(visit) == {"Russie": Mode.FOLLOW}


async def test_there_is_a_most_and_it_is_told(visit, now):
    await visit.readership.join(ANNE, "Europe/Paris", now)
    for n in range(TOPICS_MAX):
        await visit.readership.set_topic(ANNE, Topic(f"mots:mot{n}", f"mot{n}", f"mot{n}"), Mode.FOLLOW)
    assert (await visit.say("/mute retraites")).text == texts.TOO_MANY_TOPICS.format(most=TOPICS_MAX)


async def test_words_too_long_for_a_button_can_be_followed_looked_at_and_left(visit):
    words = (
        "anticonstitutionnellement intergouvernementalement électroencéphalogramme "
        "hexakosioihexekontahexaphobie"
    )
    await visit.publish(words)
    await visit.say(f"/topic {words}")
    (follow,) = (label for label in visit.shown[ANNE] if label.startswith("Suivre"))
    await visit.press(follow)
    assert await chosen(visit) == {words: Mode.FOLLOW}
    menu = await visit.say("/topics")
    (ticked,) = (label for label in menu.buttons if label.startswith("✓"))
    await visit.press(ticked)
    assert await chosen(visit) == {}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("accidents", "Accidents et catastrophes", id="what a theme's name begins with"),
        pytest.param("publiques", "Impôts et budget", id="what another of its names ends with"),
    ],
)
async def test_a_part_of_a_themes_name_is_asked_back_and_never_silently_a_word(visit, typed, offered):
    answer = await visit.say(f"/follow {typed}")
    assert answer.text == f"Je ne connais pas de sujet «\u202f{typed}\u202f». Vouliez-vous dire\u00a0:"
    assert any(f"Suivre {offered}".startswith(one.removesuffix("…")) for one in answer.buttons)
    assert f"Suivre {typed}" in answer.buttons
    assert await chosen(visit) == {}
    await visit.press(f"Suivre {offered}")
    assert await chosen(visit) == {offered: Mode.FOLLOW}


async def test_the_first_topic_of_who_never_chose_when_comes_in_a_morning_edition(visit):
    answer = await visit.say("/follow russie")
    anne = await visit.readership.subscriber(ANNE)
    assert (anne.instant, anne.slots) == (False, (480,))
    assert list(answer.buttons)[-2:] == ["Dès la parution", "Choisir les heures"]
    assert "Dès la parution" in (await visit.press("Dès la parution")).ticked
    assert (await visit.readership.subscriber(ANNE)).instant
    again = await visit.say("/follow chine")
    assert "Choisir les heures" not in again.buttons, "nor is anybody told twice"
