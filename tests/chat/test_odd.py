"""Whatever a reader types, and whatever a forged button says, the answer helps and nothing breaks."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.chat import texts
from bot.store.archive import ArchiveStore
from tests.chat.visiting import ANNE, Visit

ODD = {
    "nothing": "",
    "blanks": " \t\n ",
    "a zero width": "\u200b\u200d\ufeff",
    "an emoji": "😀",
    "an emoji of many parts": "👩‍👩‍👧‍👦" * 30,
    "punctuation": "?!…",
    "small words": "le la les de du",
    "one letter": "a",
    "ten thousand letters": "a" * 10_000,
    "ten thousand words": "mot " * 2_500,
    "SQL": "'; DROP TABLE articles; --",
    "quotes of FTS": '"russie" OR "chine',
    "operators of FTS": "russie AND NOT chine NEAR/2 (inde*)",
    "a column of FTS": "stems:russie ^russie {a b}:x",
    "a percent sign": "%russie_",
    "a backslash": "\\russie\\",
    "format": "{topic} {0} %s %(x)s ${y}",
    "markup": "<b>russie</b> & <script>",
    "a broken tag": "</b><a href='",
    "right to left": "\u202eeissur\u202c روسيا",
    "another script": "Россия 俄罗斯",
    "marks on marks": "z̸̢̛̞͚͗a̷͇͋l̵̰̈́g̷̰̈́o̶͙͐",
    "control characters": "russie\x00\x07\x1b[31m",
    "half a character": "russie \ud800",
    "a topic's key": "pays:ru",
    "a plus": "mots:a+b",
    "a ligature": "œuvre cœur",
    "capitals of Turkey": "İIıi",
    "a dotted word": "a.b.c.d",
    "digits": "2026",
    "a mathematical number": "²³¼",
}


COMMANDS = ("/topic ", "/subscribe ", "/unsubscribe ", "", "/start ", "/latest ", "/nosuch ")


@pytest.mark.parametrize("typed", [pytest.param(typed, id=why) for why, typed in ODD.items()])
async def test_odd_words_have_an_answer(visit, typed):
    await visit.publish("La Russie et la Chine", about=["russie"])
    await visit.say("/start")
    for command in COMMANDS:
        assert (await visit.say(command + typed)).text


VERBS = ["topic", "follow", "leave", "slot", "now", "hours", "themes", "look", "last", "wrong", "", "nosuch"]
KEYS = [
    "pays:ru",
    "theme:sport",
    "mots:retraites",
    "mots:",
    "pays:",
    "mots:+",
    "mots:le",
    ":",
    "pays:ru+0",
    "x",
]
NUMBERS = [
    "0",
    "-1",
    "1",
    "1439",
    "1440",
    "99999999999999999999",
    "9" * 50,
    "1e9",
    "0x10",
    "٣",
    "²",
    "",
    " 1",
    "+",
]
forged = st.one_of(
    st.text(max_size=64),
    st.builds(
        "{}:{}".format,
        st.sampled_from(VERBS),
        st.one_of(st.sampled_from(KEYS + NUMBERS), st.text(max_size=40)),
    ),
    st.builds("{}:{}+{}".format, st.sampled_from(VERBS), st.sampled_from(KEYS), st.sampled_from(NUMBERS)),
)


@given(forged)
@example("look:pays:ru+99999999999999999999")
@example("last:-5")
@example("wrong:99999999999999999999")
@example("slot:-1")
@example("topic:mots:" + "é" * 60)
@example("topic:mots:<b>phare</b>\x00")
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_any_button_has_an_answer(visit, data):
    """The reader's chat goes on all the while: a button may come from another age, or from a forger."""
    answer = await visit.touch(data)
    assert answer.text or answer.notice or answer.redraws
    assert (await visit.say("/topics")).text.endswith(str(texts.CHOOSE_TOPICS))
    assert (await visit.say("/hours")).text.endswith(str(texts.HOURS_IN_WORDS))


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "nosuch:1",
        "topic",
        "topic:",
        "topic:pays:zz",
        "topic:theme:",
        "topic:mots:",
        "follow:russie",
        "leave:pays",
        "slot:",
        "slot:-1",
        "slot:1440",
        "slot:8 h",
        "look:pays:ru",
        "look:+0",
        "look:pays:ru+-3",
        "last:",
        "last:-3",
        "last:deux",
        "wrong:",
        "wrong:-1",
        "wrong:0",
    ],
)
async def test_a_button_of_another_age_gets_a_kind_word_and_changes_nothing(visit, data):
    await visit.say("/start")
    before = await visit.readership.subscriber(ANNE)
    answer = await visit.touch(data)
    assert (answer.notice, answer.text, answer.redraws) == (str(texts.OLD_BUTTON), "", False)
    assert await visit.readership.subscriber(ANNE) == before


class ArchiveWithABug(ArchiveStore):
    """Of which every question fails as only our own mistakes do."""

    def __init__(self, mistake):
        self.mistake = mistake

    async def story(self, story_id):
        raise self.mistake


@pytest.mark.parametrize("mistake", [KeyError("headline"), ValueError("not a date")], ids=repr)
async def test_a_mistake_of_ours_under_a_button_is_no_old_button(database, now, mistake):
    """It goes up to where it's logged as an error, and is not hidden behind a kind word."""
    visit = Visit(database, now, archive=ArchiveWithABug(mistake))
    with pytest.raises(type(mistake)):
        await visit.touch("more:1")


async def test_half_a_character_in_a_text_is_no_trouble(visit):
    sentence = "Le port de Kerlanic a rouvert dimanche, a annoncé la capitainerie du port de pêche. "
    assert (await visit.say(sentence * 5 + "\ud83d")).text
