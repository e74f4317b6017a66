"""Whatever a story holds, its messages are ones that Telegram takes."""

from datetime import UTC, date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.editions.grouping import Section
from bot.editions.pack import MESSAGE_MAX, width
from bot.editions.render import block, edition, listing, push, rest
from bot.model import Article, DateOrigin, Dating, Method, Story, Summary, Topic
from bot.sandbox.markup import parse_html
from bot.topics.query import KEY_MAX
from tests.editions.limits import check

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

alphabet = st.sampled_from("aé 😀<>&\"'\n")
pieces = st.one_of(st.text(max_size=40), st.text(alphabet, min_size=1, max_size=40))
# Long texts are one piece repeated: as hostile, and quick to make.
texts = st.builds(lambda piece, times: piece * times, pieces, st.sampled_from([1, 3, 30, 300]))
urls = st.one_of(
    texts,
    st.builds(lambda tail, times: "https://phare.example.org/" + tail * times, pieces, st.integers(0, 40)),
)
datings = st.builds(
    Dating,
    st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(DateOrigin),
    day_only=st.booleans(),
)
articles = st.builds(Article, texts, st.just(("",)), datings, texts, urls)
summaries = st.builds(
    Summary,
    texts,
    st.lists(texts, min_size=1, max_size=4).map(tuple),
    st.sampled_from(Method),
    st.just("test"),
    st.booleans(),
)
stories = st.builds(
    Story, st.integers(1, 2**63 - 1), articles, summaries, st.lists(articles, max_size=7).map(tuple)
)
labels = pieces.map(lambda piece: (piece * 200)[:200])
HUGE = Story(
    2**63 - 1,
    Article("", ("",), Dating(NOW), '"' * 500, "https://phare.example.org/?" + "&" * 300),
    Summary('"' * 500, ("😀" * 9000,), Method.MODEL, "test", headline_made=True),
    tuple(
        Article("", ("",), Dating(NOW), f"{n}" + "'" * 500, f"https://{n}.example.org/?" + "&" * 300)
        for n in range(7)
    ),
)


def spaced(text):
    """The words of a text, however they are spaced."""
    return " ".join(text.split())


@given(stories, labels)
@example(HUGE, '"' * 200)
@settings(deadline=None, max_examples=15)
def test_a_push_is_one_message_that_says_why(story, label):
    message = push(story, Topic("mots:" + "k" * (KEY_MAX - 5), label), NOW, "Europe/Paris")
    check(message)
    assert spaced(parse_html(message.html)[0]).endswith(f"Vous suivez : {spaced(label)}".rstrip())


@given(stories)
@example(HUGE)
@settings(deadline=None, max_examples=15)
def test_a_block_always_fits_with_its_headline_and_its_origin(story):
    html = block(story, NOW, "Europe/Paris")
    assert width(html) <= MESSAGE_MAX
    text = parse_html(html)[0]
    assert spaced(text).startswith(spaced(story.summary.headline[:60]))
    assert spaced(story.lead.source[:30]) in spaced(text)
    assert ("titre tiré du texte" in text) >= story.summary.headline_made


sections = st.lists(
    st.builds(Section, st.lists(stories, min_size=1, max_size=3), labels), min_size=1, max_size=3
)


@given(sections)
@example([Section([HUGE, HUGE], '"' * 200)])
@settings(deadline=None, max_examples=8)
def test_editions_and_listings_are_messages_that_telegram_takes(told):
    for message in (
        *edition(told, date(2026, 11, 23), 480, NOW, "Europe/Paris"),
        *listing("<Sur> " + "😀" * 97, told[0].stories, NOW, "Europe/Paris"),
    ):
        check(message)


@given(sections)
@example([Section([HUGE] * 20, '"' * 200)])
@settings(deadline=None, max_examples=10)
def test_what_an_edition_left_out_fits_whatever_it_is(told):
    for message in rest(told, NOW, "Europe/Paris", more=7):
        check(message)
