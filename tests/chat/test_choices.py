"""The reader chooses: which topics, at which hours, or nothing any more."""

import pytest

from bot.chat import texts
from bot.chat.following import TOPICS_MAX
from bot.model import Mode, Topic
from tests.chat.visiting import ANNE, BRUNO, Visit


async def test_a_new_reader_is_welcomed_and_offered_the_menu_of_topics(visit):
    answer = await visit.say("/start")
    assert answer.text == str(texts.WELCOME)
    assert list(answer.buttons) == [
        "English",
        *(topic.label for topic in visit.catalogue.menu),
        "Ma région",
        "Continuer ›",
    ]
    assert answer.ticked == []
    subscriber = await visit.readership.subscriber(ANNE)
    assert (subscriber.zone, subscriber.instant, subscriber.slots) == ("Europe/Paris", False, (480,))


async def test_a_reader_who_comes_back_finds_the_choices_as_they_were(visit):
    await visit.say("/start")
    await visit.press("Russie")
    await visit.say("/unsubscribe")
    answer = await visit.say("/start")
    assert answer.text == str(texts.WELCOME_BACK)
    assert answer.ticked == ["Russie"]
    assert (await visit.readership.subscriber(ANNE)).paused == ""


async def test_a_payload_that_we_do_not_know_is_no_trouble(visit):
    assert (await visit.say("/start depuis-le-site")).text == str(texts.WELCOME)


async def test_touching_a_topic_ticks_it_and_touching_it_again_does_not(visit):
    await visit.say("/topics")
    on = await visit.press("Russie")
    assert on.notice.startswith("Vous suivez maintenant\u00a0: Russie. Vous aurez une édition")
    assert (on.ticked, on.text) == (["Russie"], "")
    off = await visit.press("✓ Russie")
    assert (off.notice, off.ticked) == ("Vous ne suivez plus\u00a0: Russie.", [])
    assert await visit.follows() == []


async def test_the_choices_of_one_reader_are_not_those_of_another(visit):
    for who in (ANNE, BRUNO):
        await visit.say("/start", who)
    await visit.press("Russie", ANNE)
    await visit.press("Sport", BRUNO)
    assert (await visit.follows(ANNE), await visit.follows(BRUNO)) == (["Russie"], ["Sport"])


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        pytest.param("russie", "Russie", id="a country"),
        pytest.param("les Russes", "Russie", id="by another name"),
        pytest.param("retraites", "retraites", id="a word"),
        pytest.param("Réforme des retraites", "réforme retraites", id="several"),
    ],
)
async def test_subscribing_to_a_topic_by_name(visit, typed, label):
    answer = await visit.say(f"/subscribe {typed}")
    assert answer.text.splitlines()[0] == f"Vous suivez maintenant\u00a0: {label}."
    assert await visit.follows() == [label]
    left = await visit.press(f"Ne plus suivre {label}")
    assert left.text == f"Vous ne suivez plus\u00a0: {label}."
    assert await visit.follows() == []
    assert (await visit.press(f"Suivre {label}")).text == f"Vous suivez maintenant\u00a0: {label}."


async def test_a_topic_outside_of_the_menu_joins_it_once_followed(visit):
    await visit.say("/subscribe retraites")
    answer = await visit.say("/topics")
    assert answer.ticked == ["retraites"]
    assert (await visit.press("✓ retraites")).ticked == []


@pytest.mark.parametrize("command", ["/subscribe", "/unsubscribe"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("!?", str(texts.NO_SUCH_WORDS), id="marks"),
        pytest.param("😀", str(texts.NO_SUCH_WORDS), id="an emoji"),
        pytest.param("*", str(texts.NO_SUCH_WORDS), id="a star"),
        pytest.param("le la les", str(texts.SMALL_WORDS), id="small words"),
        pytest.param("\u200b\u200b", str(texts.WHICH_TOPIC), id="nothing that one sees"),
        pytest.param("-sport", str(texts.ONLY_EXCLUDED), id="only what is not wanted"),
    ],
)
async def test_what_is_no_topic_is_said(visit, command, typed, said):
    await visit.say("/start")
    example = {"/subscribe": "suivre", "/unsubscribe": "quitter"}[command]
    assert (await visit.say(f"{command} {typed}")).text == said.format(command=example)


async def test_subscribing_to_nothing_in_particular_offers_the_menu(visit):
    answer = await visit.say("/subscribe")
    assert answer.text.startswith(f"{texts.SUBSCRIBED}\n\n{texts.CHOOSE_TOPICS}")
    assert "Russie" in answer.buttons


async def test_unsubscribing_pauses_and_subscribing_resumes(visit):
    await visit.say("/subscribe russie")
    assert (await visit.say("/unsubscribe")).text == str(texts.UNSUBSCRIBED)
    assert (await visit.readership.subscriber(ANNE)).paused == "the reader asked for it"
    assert await visit.follows() == ["Russie"]
    await visit.say("/subscribe")
    assert (await visit.readership.subscriber(ANNE)).paused == ""


async def test_several_topics_are_subscribed_to_at_once(visit):
    await visit.say("/start")
    answer = await visit.say("/subscribe russie, retraites, !?, les Russes")
    no_words = texts.NO_SUCH_WORDS.format(command="suivre")
    said = f"Vous suivez maintenant\u00a0: Russie\u202f; retraites.\n{no_words}\n{texts.ABOUT_ONLY}"
    assert answer.text == said
    assert list(answer.buttons) == ["Ne plus suivre Russie", "Ne plus suivre retraites"]
    assert await visit.follows() == ["retraites", "Russie"]


async def test_who_leaves_what_they_did_not_follow_is_told_so(visit):
    await visit.say("/subscribe russie")
    assert (await visit.say("/unsubscribe chine")).text == "Vous ne suiviez pas\u00a0: Chine."
    assert await visit.follows() == ["Russie"]


async def test_a_pause_is_said_in_the_menu_and_so_is_its_end(visit):
    await visit.say("/subscribe russie")
    await visit.say("/unsubscribe")
    followed = "Vous suivez\u00a0: Russie."
    assert (await visit.say("/topics")).text == f"{texts.PAUSED}\n\n{followed}\n\n{texts.CHOOSE_TOPICS}"
    notice = (await visit.press("Sport")).notice
    assert notice == f"Vous suivez maintenant\u00a0: Sport. {texts.RESUMED}"
    both = "Vous suivez\u00a0: Russie\u202f; Sport."
    assert (await visit.say("/topics")).text == f"{both}\n\n{texts.CHOOSE_TOPICS}"


async def test_unsubscribing_from_one_topic_keeps_the_others(visit):
    await visit.say("/subscribe russie")
    await visit.say("/subscribe sport")
    assert (await visit.say("/unsubscribe les Russes")).text == "Vous ne suivez plus\u00a0: Russie."
    assert await visit.follows() == ["Sport"]
    assert (await visit.readership.subscriber(ANNE)).paused == ""


@pytest.mark.parametrize("said", ["/unsubscribe", "/unsubscribe russie"])
async def test_who_never_came_cannot_leave(visit, said):
    assert (await visit.say(said)).text == str(texts.NOT_SUBSCRIBED)


@pytest.mark.parametrize("said", ["/topics", "/hours", "/topic russie", "/latest", "/help", "russie"])
async def test_looking_takes_nobody_in_nor_back(visit, said):
    await visit.say(said)
    assert await visit.readership.subscriber(ANNE) is None
    await visit.say("/start")
    await visit.say("/unsubscribe")
    await visit.say(said)
    assert (await visit.readership.subscriber(ANNE)).paused


@pytest.mark.parametrize("data", ["hours:", "themes:", "last:0", "look:pays:ru+0", "leave:pays:ru"])
async def test_nor_does_turning_pages_or_leaving_a_topic(visit, data):
    await visit.say("/subscribe russie")
    await visit.say("/unsubscribe")
    await visit.touch(data)
    assert (await visit.readership.subscriber(ANNE)).paused


@pytest.mark.parametrize(
    ("button", "left"),
    [
        pytest.param("✓ 8\u00a0h", "8\u00a0h", id="an hour"),
        pytest.param("✓ Dès la parution", "Dès la parution", id="each story at once"),
    ],
)
async def test_who_pauses_may_touch_off_and_only_touching_on_resumes(visit, button, left):
    await visit.say("/start")
    await visit.say("/hours")
    await visit.press("Dès la parution")
    await visit.say("/unsubscribe")
    await visit.say("/hours")
    assert left not in (await visit.press(button)).ticked
    assert (await visit.readership.subscriber(ANNE)).paused
    assert left in (await visit.press(left)).ticked
    assert (await visit.readership.subscriber(ANNE)).paused == ""


async def follow_the_most(visit):
    """Anne follows as many topics as one may, none of them in the menu."""
    await visit.say("/start")
    for number in range(TOPICS_MAX):
        await visit.readership.set_topic(ANNE, Topic(f"mots:sujet{number}", f"sujet{number}"), Mode.FOLLOW)


@pytest.mark.parametrize("deed", ["/subscribe retraites", "topic:pays:ru", "follow:pays:ru"])
async def test_who_follows_too_many_topics_must_leave_one_first(visit, deed):
    await follow_the_most(visit)
    do = visit.say if deed.startswith("/") else visit.touch
    answer = await do(deed)
    assert str(texts.TOO_MANY_TOPICS) in (answer.text, answer.notice)
    assert len(await visit.follows()) == TOPICS_MAX
    await visit.say("/unsubscribe sujet7")
    assert str(texts.TOO_MANY_TOPICS) not in vars(await do(deed)).values()
    assert len(await visit.follows()) == TOPICS_MAX


async def test_who_follows_the_most_may_still_ask_for_one_of_them_and_leave_it(visit):
    await follow_the_most(visit)
    await visit.readership.set_topic(ANNE, Topic("mots:sujet0", "sujet0"), None)
    await visit.say("/subscribe retraites")
    assert (await visit.say("/subscribe retraites")).text.startswith("Vous suivez maintenant")
    assert len((await visit.say("/topics")).ticked) == TOPICS_MAX, "and the menu of them all fits"
    await visit.press("✓ retraites")
    assert "retraites" not in await visit.follows()


async def test_who_pauses_may_leave_a_topic_from_the_menu(visit):
    await visit.say("/subscribe russie")
    await visit.say("/unsubscribe")
    await visit.say("/topics")
    assert (await visit.press("✓ Russie")).ticked == []
    assert (await visit.readership.subscriber(ANNE)).paused
    await visit.press("Russie")
    assert (await visit.readership.subscriber(ANNE)).paused == "", "to follow is to subscribe"


async def test_the_settings_are_one_message_of_buttons(visit):
    await visit.has_it_at_once()
    answer = await visit.say("/settings")
    assert "12 nouvelles par jour" in answer.text
    assert list(answer.buttons) == [
        "Vos sujets (1)",
        "8\u00a0h",
        "12\u00a0h\u00a030",
        "19\u00a0h",
        "✓ Dès la parution",
        "12 par jour",
        "Calme de 22\u00a0h à 7\u00a0h",
        "Bilan du dimanche, 18\u00a0h",
        "Dire aussi «\u202frien de neuf\u202f»",
        "Opinions, podcasts, directs…",
        "Images\u00a0: sans",
        "Fuseau\u00a0: Paris",
        "Langue\u00a0: Français",
        "Suspendre les envois",
        "Vos données",
    ]
    assert (await visit.say("/hours")).text == answer.text


async def test_the_hours_are_chosen_by_buttons_and_the_message_says_what_comes_when(visit):
    await visit.has_it_at_once()
    await visit.say("/hours")
    on = await visit.press("8\u00a0h")
    assert on.notice == f"Vous aurez une édition à 8\u00a0h. {texts.AT_ONCE_NO_MORE}"
    assert (on.ticked, on.text.splitlines()[0]) == (["8\u00a0h"], "Vous avez une édition à 8\u00a0h.")
    both = await visit.press("19\u00a0h")
    assert both.text.startswith("Vous avez une édition à 8\u00a0h et 19\u00a0h.")
    assert (await visit.readership.subscriber(ANNE)).slots == (480, 1140)
    off = await visit.press("✓ 8\u00a0h")
    assert (off.notice, off.ticked) == ("Vous n’aurez plus d’édition à 8\u00a0h.", ["19\u00a0h"])


async def test_each_story_at_once_or_only_in_editions(visit):
    await visit.has_it_at_once()
    await visit.say("/hours")
    assert (await visit.press("✓ Dès la parution")).notice == str(texts.NO_HOUR_LEFT)
    await visit.press("8\u00a0h")
    assert (await visit.press("Dès la parution")).notice == str(texts.AT_ONCE_ON)
    assert (await visit.press("✓ Dès la parution")).notice == str(texts.AT_ONCE_OFF)
    assert not (await visit.readership.subscriber(ANNE)).instant


async def test_the_first_hour_ends_each_story_at_once_and_says_so(visit):
    await visit.has_it_at_once()
    assert str(texts.AT_ONCE_NO_MORE) in (await visit.say("/hours 8h")).text
    assert not (await visit.readership.subscriber(ANNE)).instant
    kept = await visit.press("Garder aussi «\u202fdès la parution\u202f»")
    assert (kept.notice, kept.ticked) == (str(texts.AT_ONCE_ON), ["8\u00a0h", "Dès la parution"])
    answer = await visit.say("/hours 19h")
    assert str(texts.AT_ONCE_NO_MORE) not in answer.text
    assert answer.text.endswith("Vous en avez aussi à 8\u00a0h.")
    await visit.touch("now:off")  # of an earlier message
    assert not (await visit.readership.subscriber(ANNE)).instant


async def test_alerts_are_capped_by_touching(visit):
    await visit.has_it_at_once()
    await visit.say("/settings")
    assert "30 par jour" in (await visit.press("12 par jour")).buttons
    assert "sans limite" in (await visit.press("30 par jour")).buttons
    assert "5 nouvelles par jour" in (await visit.press("sans limite")).text


async def test_who_says_how_many_alerts_gets_alerts_besides_the_editions(visit):
    await visit.say("/hours 8h")
    told = await visit.say("10 alertes par jour")
    assert told.text.partition("\n")[0].endswith(str(texts.AT_ONCE_AGAIN))
    wants = await visit.readership.subscriber(ANNE)
    assert (wants.instant, wants.alerts_max, wants.slots) == (True, 10, (480,))
    assert str(texts.AT_ONCE_AGAIN) not in (await visit.say("5 alertes par jour")).text, "they were on"


async def test_pushes_are_suspended_and_resumed_by_touching(visit):
    await visit.say("/follow russie")
    await visit.say("/settings")
    paused = await visit.press("Suspendre les envois")
    assert (paused.notice, paused.text.startswith(str(texts.PAUSED))) == (str(texts.PAUSED_NOW), True)
    assert (await visit.readership.subscriber(ANNE)).paused
    assert (await visit.press("✓ Suspendre les envois")).notice == str(texts.RESUMED)
    assert not (await visit.readership.subscriber(ANNE)).paused


async def test_an_hour_that_is_no_longer_offered_can_still_be_left(visit, now):
    await visit.say("/start")
    await visit.readership.set_slot(ANNE, 6 * 60 + 5, wanted=True, now=now)
    assert (await visit.say("/hours")).ticked == ["6\u00a0h\u00a005", "8\u00a0h"]
    assert (await visit.press("✓ 6\u00a0h\u00a005")).ticked == ["8\u00a0h"]


@pytest.mark.parametrize(
    ("typed", "told", "ticked"),
    [
        pytest.param(
            "/hours 7:45 lun-ven",
            "Vous aurez une édition à 7 h 45, du lundi au vendredi.",
            "7 h 45, lun.-ven.",
            id="weekdays",
        ),
        pytest.param(
            "/hours 9h30 mardi et jeudi",
            "Vous aurez une édition à 9 h 30, le mardi et le jeudi.",
            "9 h 30, mar., jeu.",
            id="two of them",
        ),
        pytest.param("/heures 7h et 21h", "Vous aurez une édition à 7 h et 21 h.", "7 h", id="two hours"),
        pytest.param(
            "/hours calme 23h-6h30",
            "De 23 h à 6 h 30, je me tais ; ce qui paraît alors vous attendra à 6 h 30.",
            "Calme de 23 h à 6 h 30",
            id="quiet hours",
        ),
        pytest.param(
            "/hours bilan ven 17h",
            "Votre semaine en bref viendra le vendredi à 17 h.",
            "Bilan du vendredi, 17 h",
            id="a recap",
        ),
        pytest.param(
            "/hours alertes 10",
            "Dès la parution : 10 nouvelles par jour au plus, le reste vient le lendemain matin ou dans "
            "une édition. C’était désactivé, c’est maintenant activé.",
            None,
            id="a cap",
        ),
        pytest.param(
            "/zone Montréal",
            "C’est noté. Votre fuseau : Montréal.",
            None,
            id="a zone",
        ),
    ],
)
async def test_the_hours_are_written(visit, typed, told, ticked):
    answer = await visit.say(typed)
    assert as_typed(answer.text).split("\n\n")[0] == told
    menu = await visit.say("/settings")
    assert ticked is None or ticked in map(as_typed, menu.ticked)


def as_typed(text):
    """With the spaces that a keyboard has."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_what_was_chosen_can_be_undone(visit):
    for wished in ("7:45 lun-ven", "calme 23h-6h", "alertes 10", "bilan dim 18h"):
        await visit.say(f"/hours {wished}")
    chosen = await visit.readership.subscriber(ANNE)
    assert (dict(chosen.days), chosen.quiet, chosen.alerts_max) == ({465: 0b001_1111}, (1380, 360), 10)
    assert chosen.week == 6 * 1440 + 1080
    for wished in ("calme non", "alertes sans limite", "bilan non"):
        await visit.say(f"/hours {wished}")
    await visit.touch("now:off")
    assert str(texts.NO_HOUR_LEFT) in (await visit.say("/hours sans 7:45")).text
    undone = await visit.readership.subscriber(ANNE)
    assert (dict(undone.days), undone.quiet, undone.week) == ({}, None, None)
    assert (await visit.say("/settings")).text.startswith(str(texts.NO_HOUR_LEFT))
    assert "sans limite" in (await visit.press("Dès la parution")).text


@pytest.mark.parametrize(
    "button",
    [
        "Calme de 22\u00a0h à 7\u00a0h",
        "Bilan du dimanche, 18\u00a0h",
        "Dire aussi «\u202frien de neuf\u202f»",
    ],
)
async def test_a_choice_of_the_menu_is_touched_on_and_off(visit, button):
    await visit.say("/hours")
    assert button in (await visit.press(button)).ticked
    assert button not in (await visit.press(f"✓ {button}")).ticked


async def test_a_zone_is_touched(visit):
    await visit.say("/hours")
    menu = await visit.press("Fuseau\u00a0: Paris")
    assert "Montréal" in menu.buttons
    after = await visit.press("Tahiti")
    assert "Fuseau\u00a0: Tahiti" in after.buttons
    assert (await visit.readership.subscriber(ANNE)).zone == "Pacific/Tahiti"


@pytest.mark.parametrize("typed", ["/zone Nulle-Part", "/fuseau <b>"])
async def test_a_zone_that_nobody_knows_is_said(visit, typed):
    answer = await visit.say(typed)
    assert answer.text == texts.NO_SUCH_ZONE.format(zone=typed.partition(" ")[2])
    assert "La Réunion" in answer.buttons


@pytest.mark.parametrize("typed", ["/hours 25:00", "/hours demain", "/hours calme 22h"])
async def test_hours_that_are_none_are_answered_with_examples(visit, typed):
    assert (await visit.say(typed)).text == str(texts.HOURS_HOW)
    assert await visit.readership.subscriber(ANNE) is None


async def test_more_editions_than_a_day_has_hours_are_refused(visit):
    await visit.say("/hours " + ", ".join(f"{hour}:30" for hour in range(24)))
    assert (await visit.say("/hours 7:45")).text == str(texts.TOO_MANY_HOURS)
    assert (await visit.say("/hours 7:30 lun")).text != str(texts.TOO_MANY_HOURS)


@pytest.mark.parametrize("data", ["zone:Mars/Base", "zone:", "slot:1440", "slot:-1"])
async def test_a_forged_button_chooses_nothing(visit, data):
    assert (await visit.touch(data)).notice == str(texts.OLD_BUTTON)


async def test_from_the_topics_to_the_hours_and_back(visit):
    await visit.say("/topics")
    hours = await visit.press("‹ Réglages")
    assert (hours.text.endswith(str(texts.HOURS_IN_WORDS)), hours.redraws) == (True, True)
    topics = await visit.press("Vos sujets (0)")
    assert topics.text.endswith(str(texts.CHOOSE_TOPICS))
    assert topics.redraws


async def test_leaving_a_topic_under_a_push_says_which_and_can_be_undone(visit):
    await visit.say("/subscribe retraites")
    ((topic, mode),) = await visit.readership.chosen(ANNE)
    assert mode is Mode.FOLLOW
    answer = await visit.touch(f"leave:{topic.key}")
    assert (answer.text, answer.redraws) == ("Vous ne suivez plus\u00a0: retraites.", False)
    assert await visit.follows() == []
    await visit.press("Suivre retraites")
    assert await visit.follows() == ["retraites"]


async def test_who_is_forgotten_is_a_stranger(visit):
    await visit.say("/subscribe russie")
    await visit.say("/start", BRUNO)
    assert (await visit.say("/forget")).text == str(texts.FORGET_ALL)
    assert await visit.follows() == ["Russie"], "there is no way back: we ask first"
    gone = await visit.press("Tout effacer")
    assert gone.text.splitlines() == [str(texts.FORGOTTEN), texts.ERASED.format(erased=3, left=0)]
    assert gone.redraws
    assert await visit.readership.subscriber(ANNE) is None
    assert await visit.follows() == []
    assert await visit.readership.subscriber(BRUNO) is not None
    assert (await visit.say("/start")).text == str(texts.WELCOME)


async def test_who_is_forgotten_learns_until_when_backups_hold_them(database, now):
    visit = Visit(database, now, backups_days=7)
    await visit.say("/forget")
    gone = await visit.press("Tout effacer")
    assert gone.text.startswith(str(texts.FORGOTTEN))
    assert gone.text.endswith("effacées d’ici au 30 novembre 2026.")


async def test_a_stranger_may_be_forgotten_too(visit):
    await visit.say("/forget")
    assert (await visit.press("Tout effacer")).text.startswith(str(texts.FORGOTTEN))


async def test_days_alone_are_those_of_the_hours_that_there_are(visit):
    await visit.say("/hours 8h et 19h")
    answer = await visit.say("seulement le week-end")
    assert answer.text.startswith("Vous aurez une édition à 8\u00a0h et 19\u00a0h, le samedi et le dimanche.")
    answer = await visit.say("pas le dimanche")
    assert answer.text.startswith("Vous aurez une édition à 8\u00a0h et 19\u00a0h, le samedi.")
    assert (await visit.say("pas le samedi")).text == str(texts.HOURS_HOW)
