"""Looking for stories: by topic, words, phrases, dates and source, newest first, as a plain model would."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from bot.french.stems import written_words
from bot.model import Source, SourceKind, Topic
from bot.ports import EVERYTHING, Indexed, NewArticle, Search, Term
from bot.store.archive import ArchiveStore
from bot.store.counts import CountStore
from bot.store.index import sort_key
from bot.store.intake import IntakeStore
from bot.store.migrations import configuration
from bot.store.schema import article_words, articles, metadata
from bot.topics.index_tokens import asked as asked_as
from bot.topics.index_tokens import tokens
from tests.store.shelf import ARDENIA, CULTURE, MORNING, SPORT, article, new, shelve, titles

HOUR = timedelta(hours=1)


@pytest.fixture
def archive(database) -> ArchiveStore:
    return ArchiveStore(database)


@pytest.fixture
def emptied(database):
    """Takes everything off the shelf, between two examples of a property."""

    async def empty() -> None:
        async with database.write() as connection:
            for table in (article_words, *reversed(metadata.sorted_tables)):
                await connection.execute(delete(table))

    return empty


def words(text: str) -> tuple[str, ...]:
    return asked_as(text)


async def test_all_stories_come_newest_first_by_the_page(archive, now):
    for hour, title in [(2, "deux"), (4, "quatre"), (1, "un"), (3, "trois")]:
        await shelve(archive, new(article(title, moment=MORNING + hour * HOUR)), now)
    assert titles(await archive.stories(limit=2)) == ["quatre", "trois"]
    assert titles(await archive.stories(limit=2, offset=2)) == ["deux", "un"]
    assert titles(await archive.stories(limit=2, offset=4)) == []


async def test_stories_of_the_same_moment_have_a_fixed_order(archive, now):
    for title in ("un", "deux", "trois"):
        await shelve(archive, new(article(title)), now)
    assert titles(await archive.stories(limit=10)) == ["trois", "deux", "un"]


async def test_a_story_is_as_new_as_its_newest_article_and_stands_once_in_the_list(archive, now):
    stored = await shelve(archive, new(article("Le phare")), now)
    await shelve(archive, new(article("La digue", moment=MORNING + HOUR)), now)
    update = article("Le phare, encore", moment=MORNING + 2 * HOUR)
    await shelve(archive, new(update, story_id=stored.story_id), now)
    assert titles(await archive.stories(limit=10)) == ["Le phare", "La digue"]


async def test_a_topic_finds_its_stories_and_no_other(archive, now):
    await shelve(archive, new(article("Le match"), SPORT, ARDENIA), now)
    await shelve(archive, new(article("Le ballet"), CULTURE), now)
    joined = await shelve(archive, new(article("La côte")), now)
    await shelve(archive, new(article("La course"), SPORT, story_id=joined.story_id), now)
    assert titles(await archive.stories(Search(topic=SPORT.key), limit=10)) == ["La côte", "Le match"]
    assert titles(await archive.stories(Search(topic="pays:zz"), limit=10)) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("phare", ["Le phare", "Les phares éteints"], id="in the singular and the plural"),
        pytest.param("PHARES", ["Le phare", "Les phares éteints"], id="in capitals"),
        pytest.param("phare éteint", ["Les phares éteints"], id="all the words, in any form"),
        pytest.param("eteints phares", ["Les phares éteints"], id="in any order, without accents"),
        pytest.param("phare dragon", [], id="one word is in no article"),
        pytest.param("oeuf", ["Un œuf d’or"], id="a ligature"),
    ],
)
async def test_words_find_the_articles_that_hold_them_all(archive, now, asked, found):
    for title in ("Les phares éteints", "Le phare", "Un œuf d’or"):
        await shelve(archive, new(article(title, "Rien de plus.")), now)
    assert titles(await archive.stories(Search(words=words(asked)), limit=10)) == found


async def test_a_topic_or_else_the_words(archive, now):
    await shelve(archive, new(article("Le phare"), CULTURE), now)
    await shelve(archive, new(article("Un match de football", moment=MORNING + HOUR), SPORT), now)
    await shelve(archive, new(article("Un phare du football", moment=MORNING + 2 * HOUR), SPORT), now)
    await shelve(archive, new(article("La digue", moment=MORNING + 3 * HOUR)), now)
    found = await archive.stories(Search(topic=SPORT.key, words=words("phare")), limit=10)
    assert titles(found) == ["Un phare du football", "Un match de football", "Le phare"]


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        pytest.param(EVERYTHING, "dcba", id="all"),
        pytest.param(Search(phrases=(words("grand phare"),)), "ca", id="words in a row"),
        pytest.param(Search(phrases=(words("phare rouge"), words("grand phare"))), "a", id="two phrases"),
        pytest.param(Search(words=words("rouge"), phrases=(words("grand phare"),)), "a", id="and a word"),
        pytest.param(Search(words=words("phare"), without=(words("rouge"),)), "cb", id="but without a word"),
        pytest.param(Search(topic=SPORT.key, without=(words("bleu"),)), "d", id="a topic, without a word"),
        pytest.param(Search(without=(words("rouge"), words("bleu"))), "d", id="all, without two words"),
        pytest.param(Search(since=NOON), "dcb", id="from a moment on"),
        pytest.param(Search(until=NOON), "a", id="before a moment"),
        pytest.param(Search(words=words("phare"), since=NOON, until=NOON + 3 * HOUR), "cb", id="in a span"),
        pytest.param(Search(since=NOON + HOUR, until=NOON + HOUR), "", id="in an empty span"),
        pytest.param(Search(source="Le Courrier"), "dc", id="of a source"),
        pytest.param(
            Search(topic=SPORT.key, words=words("phare"), source="Le Courrier"), "dc", id="and more"
        ),
        pytest.param(Search(topic="theme:rien", words=words("rien")), "", id="nothing"),
    ],
)
async def test_what_fits_a_search(archive, now, search, found):
    for name, text, hour, topic, source in [
        ("a", "Un grand phare rouge.", -1, CULTURE, "La Gazette"),
        ("b", "Le phare est grand et bleu.", 0, CULTURE, "La Gazette"),
        ("c", "Le plus grand des phares, en bleu.", 1, SPORT, "Le Courrier"),
        ("d", "Un match.", 12, SPORT, "Le Courrier"),
    ]:
        written = article(name, text, moment=NOON + hour * HOUR, source=source)
        await shelve(archive, new(written, topic), now)
    assert "".join(titles(await archive.stories(search, limit=10))) == found


async def test_a_publisher_is_all_its_sections_newest_first(archive, database, now):
    told = [("Le Courrier", "un"), ("Le Courrier – Mer", "deux"), ("Le Courrier du Cap", "trois")]
    sources = [Source(name, SourceKind.FEED, f"https://{title}.example") for name, title in told]
    await IntakeStore(database).list_sources(sources, now)
    for hour, (name, title) in enumerate(told):
        await shelve(archive, new(article(title, moment=NOON + hour * HOUR, source=name)), now)
    assert titles(await archive.stories(Search(source="Le Courrier"), limit=9)) == ["deux", "un"]
    assert titles(await archive.stories(Search(source="Le Courrier – Mer"), limit=9)) == ["deux"]


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param('"', id="a quotation mark"),
        pytest.param('phar" OR "digu', id="a way out of the quotes"),
        pytest.param("phar*", id="a prefix"),
        pytest.param("^phar", id="a first word"),
        pytest.param("NEAR", id="NEAR"),
        pytest.param("NEAR(phar digu)", id="NEAR with arguments"),
        pytest.param("OR", id="OR"),
        pytest.param("NOT phar", id="NOT"),
        pytest.param("-", id="a minus"),
        pytest.param("stems:phar", id="a column"),
        pytest.param("port-digu", id="two words in one"),
        pytest.param("phar\0digu", id="a null character"),
        pytest.param("", id="nothing"),
        pytest.param("'; DROP TABLE articles; --", id="another language"),
    ],
)
async def test_what_is_an_operator_elsewhere_is_only_a_word_here(archive, now, hostile):
    await shelve(archive, new(article("Le port", "La digue.")), now)
    assert await archive.stories(Search(words=(hostile,)), limit=10) in ([], await archive.stories(limit=10))
    assert titles(await archive.stories(limit=10)) == ["Le port"]


async def test_an_operator_word_is_found_where_it_stands(archive, now):
    await shelve(archive, new(article("Near, dit-il", "Le mot not.")), now)
    assert titles(await archive.stories(Search(words=words("near not")), limit=10)) == ["Near, dit-il"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(min_size=1, max_size=30))
@example(typed="x\u19b0y")  # a letter that some tokenizers take for a mark
async def test_every_article_is_found_by_its_own_stems(archive, now, typed):
    found = words(typed.lower())  # a capital asks for a name, and at a beginning nobody knows
    stored = await shelve(archive, new(article(f"Un titre {typed}", f"{typed}.")), now)
    if found and not stored.known:  # what only differs in its capitals is the same article
        hits = await archive.stories(Search(words=found), limit=500)
        assert stored.story_id in [story.id for story in hits]


async def test_what_an_article_is_about_comes_before_what_cites_it(archive, now):
    for hour, title, text in [
        (1, "Le phare est rallumé", "Une fête est prévue."),
        (2, "La côte", "Le phare éclaire de nouveau."),
        (3, "Le port", "La criée ouvre. Les prix montent. Un phare brille."),
        (4, "La digue", "Elle tient."),
    ]:
        await shelve(archive, new(article(title, text, moment=MORNING + hour * HOUR)), now)
    answer = await archive.answer(Search(words=words("phare")), limit=9)
    assert (titles(answer.about), titles(answer.cited)) == (["La côte", "Le phare est rallumé"], ["Le port"])
    for offset, about, cited in [(1, ["Le phare est rallumé"], ["Le port"]), (2, [], ["Le port"])]:
        page = await archive.answer(Search(words=words("phare")), limit=2, offset=offset)
        assert (titles(page.about), titles(page.cited)) == (about, cited)


async def test_a_name_finds_neither_its_common_namesake_nor_what_begins_like_it(archive, now):
    for title in ("Il attend à Tours", "Les tours de verre", "Un tour de mer", "Près de Tourcoing"):
        await shelve(archive, new(article(title, "Rien de plus.")), now)
    assert titles(await archive.stories(Search(words=words("Tours")), limit=9)) == ["Il attend à Tours"]


async def test_what_an_earlier_version_stored_is_indexed_anew(archive, database, now):
    stored = await shelve(
        archive, new(article("Le phare"), found_by=("vieux",), counted_for=(Term("phar"),)), now
    )
    async with database.write() as connection:
        await connection.execute(update(articles).values(scheme=0))
    ((article_id, old),) = await archive.outdated(9)
    assert (article_id, old.title) == (stored.article_id, "Le phare")
    found = Indexed((SPORT,), tokens(old), (Term("phare", "phare"),))
    for _twice in range(2):
        await archive.index_anew([(article_id, found)], now)
    (counted,) = (await CountStore(database).tally(7, now, 1)).terms
    assert (counted.key, counted.articles) == ("phare", 1)
    assert titles(await archive.stories(Search(topic=SPORT.key), limit=9)) == ["Le phare"]
    assert titles(await archive.stories(Search(words=words("phare")), limit=9)) == ["Le phare"]
    assert await archive.stories(Search(words=("vieux",)), limit=9) == []
    assert await archive.outdated(9) == []


async def test_an_article_without_a_summary_is_not_found(archive, now):
    await archive.add(new(article("Le phare"), SPORT), now, None)
    for search in (EVERYTHING, Search(topic=SPORT.key), Search(words=words("phare"))):
        assert await archive.stories(search, limit=10) == []


async def test_a_changed_article_is_found_by_what_it_says_now_where_it_stands_now(archive, now):
    await shelve(archive, new(article("Le phare", url="https://a.example/1"), SPORT), now)
    await shelve(archive, new(article("Le port", moment=MORNING + HOUR)), now)
    later = article("La digue", moment=MORNING + 2 * HOUR, url="https://a.example/1")
    await shelve(archive, new(later, CULTURE), now)
    assert titles(await archive.stories(limit=10)) == ["La digue", "Le port"]
    assert titles(await archive.stories(Search(CULTURE.key, words("digue")), limit=10)) == ["La digue"]
    assert await archive.stories(Search(SPORT.key, words("phare")), limit=10) == []


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(1944, 12, 18, tzinfo=UTC), id="before computers counted"),
        pytest.param(datetime(1, 1, 1, tzinfo=UTC), id="the first day"),
        pytest.param(datetime(9999, 12, 31, tzinfo=UTC), id="the last day"),
    ],
)
async def test_an_article_of_any_date_has_its_place(archive, now, moment):
    await shelve(archive, new(article("Le phare", moment=moment)), now)
    await shelve(archive, new(article("La digue")), now)
    in_order = ["Le phare", "La digue"] if moment > MORNING else ["La digue", "Le phare"]
    for search in (EVERYTHING, Search(without=(("rien",),))):
        assert titles(await archive.stories(search, limit=10)) == in_order


# The same as a plain model

TOPICS = (SPORT, CULTURE, ARDENIA)
WORDS = ("phare", "digue", "port", "rouge")
TOKENS = (*WORDS, *(f"¶{word}" for word in WORDS))
SOURCES = ("La Gazette", "Le Courrier")


@dataclass(frozen=True)
class Shelved:
    moment: datetime
    topics: tuple[Topic, ...]
    tokens: tuple[str, ...]
    story: int
    source: str
    summarised: bool


def fits(search: Search, one: Shelved, mark: str = "") -> bool:
    """What `ports.Search` says, word by word; `mark` is that of a title's or lead's tokens."""

    def in_a_row(phrase: tuple[str, ...], mark: str = "") -> bool:
        marked = tuple(mark + word for word in phrase)
        return any(one.tokens[i : i + len(phrase)] == marked for i in range(len(one.tokens)))

    tagged = search.topic in {topic.key for topic in one.topics}
    worded = all(in_a_row(phrase, mark) for phrase in ((word,) for word in search.words))
    worded = worded and all(in_a_row(phrase, mark) for phrase in search.phrases)
    found = tagged if search.topic and mark else worded
    timely = (search.since is None or search.since <= one.moment) and (
        search.until is None or one.moment < search.until
    )
    unwanted = any(in_a_row(run) for run in search.without)
    return found and timely and search.source in ("", one.source) and not unwanted


def expected(search: Search, shelved: list[Shelved]) -> tuple[list[int], int]:
    """Numbers of stories: what is about it, then the rest, each in the order of its newest article that fits.

    And how many are about it.
    """

    def hits(mark: str) -> list[int]:
        fitting = [
            (one.moment, i, one.story)
            for i, one in enumerate(shelved)
            if one.summarised and fits(search, one, mark)
        ]
        return list(dict.fromkeys(story for _, _, story in sorted(fitting, reverse=True)))

    about = hits("¶")
    cites = hits("") if search.words or search.phrases else []
    return list(dict.fromkeys([*about, *cites])), len(about)


moments = st.sampled_from([0, 1, 2, 5, 40, 300, 3_000, 30_000]).map(lambda hours: MORNING - hours * HOUR)
"""Hours, days, months and years apart: PostgreSQL looks at one span of time after the other."""

some_tokens = st.lists(st.sampled_from(TOKENS), max_size=6).map(tuple)
shelves = st.lists(
    st.builds(
        Shelved,
        moment=moments,
        topics=st.lists(st.sampled_from(TOPICS), unique=True, max_size=2).map(tuple),
        tokens=some_tokens,
        story=st.integers(0, 4),
        source=st.sampled_from(SOURCES),
        summarised=st.sampled_from([True, True, False]),
    ),
    max_size=12,
)
PHRASES = (("phare",), ("phare", "rouge"), ("digue", "port"))
few_words = st.lists(st.sampled_from(WORDS), max_size=2).map(tuple)
searches = st.builds(
    Search,
    topic=st.sampled_from(["", *(topic.key for topic in TOPICS)]),
    words=few_words,
    phrases=st.sampled_from([(), (), *((one,) for one in PHRASES), PHRASES]),
    without=st.sampled_from([(), (), (("rouge",),), (("port", "digue"), ("phare",))]),
    since=st.none() | moments,
    until=st.none() | moments,
    source=st.sampled_from(["", "", *SOURCES]),
)


async def put(archive: ArchiveStore, shelved: list[Shelved], mark: str, now: datetime) -> dict[int, int]:
    """Story ids by the number that the model gives them; `mark` tells one example's texts from another's."""
    ids: dict[int, int] = {}
    for i, one in enumerate(shelved):
        written = article(f"{mark} {i}", moment=one.moment, source=one.source)
        given = new(written, *one.topics, story_id=ids.get(one.story), found_by=one.tokens)
        stored = await (shelve if one.summarised else add)(archive, given, now)
        ids[one.story] = stored.story_id
    return ids


async def add(archive: ArchiveStore, given: NewArticle, now: datetime):
    return await archive.add(given, now, None)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shelved=shelves,
    asked=st.tuples(*[st.tuples(searches, st.integers(1, 3), st.integers(0, 3))] * 5),
)
async def test_every_search_finds_what_a_plain_model_finds(archive, emptied, now, shelved, asked):
    await emptied()
    ids = await put(archive, shelved, "article", now)
    for search, limit, offset in asked:
        answer = await archive.answer(search, limit=50)
        found = [story.id for story in (*answer.about, *answer.cited)]
        model, about = expected(search, shelved)
        assert (found, len(answer.about)) == ([ids[story] for story in model], about)
        page = await archive.stories(search, limit=limit, offset=offset)
        assert [story.id for story in page] == found[offset : offset + limit]


def test_a_place_orders_by_the_second_and_then_by_the_number():
    later, second = MORNING + timedelta(milliseconds=300), MORNING + timedelta(seconds=1)
    assert (
        sort_key(MORNING)
        < sort_key(MORNING, 1)
        == sort_key(later, 1)
        < sort_key(MORNING, 2)
        < sort_key(second)
    )


# The words of titles


async def test_the_words_of_titles_are_counted_as_they_are_written(archive, now):
    for title in ("L’Éléphant et le phare", "Un éléphant, un Éléphant", "Le phare"):
        await shelve(archive, replace(new(article(title)), title_words=tuple(written_words(title))), now)
    assert await archive.frequent_words(9) == [("phare", 2), ("éléphant", 2)]
    assert await archive.frequent_words(1) == [("phare", 2)]


# What was stored before articles had places


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
async def test_the_articles_of_an_earlier_version_are_found_after_the_upgrade(archive, database, now):
    await shelve(archive, new(article("Le phare", moment=MORNING + HOUR), SPORT), now)
    await shelve(archive, new(article("Le phare encore")), now)
    async with database.write() as connection:
        await connection.run_sync(lambda it: command.downgrade(configuration(it), "0003"))
    await database.open()
    for search in (EVERYTHING, Search(SPORT.key, words("phare"))):
        assert titles(await archive.stories(search, limit=9)) == ["Le phare", "Le phare encore"]
