"""The lives of sources and articles: what changes, moves, dies, comes back, and repeats itself."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.articles import fold_line
from bot.errors import Gone, NotAnArticle, Unfetchable
from bot.model import Entry, Raw
from bot.ports import Look, Search, Telling, What
from bot.store.schema import article_versions, articles, sources
from bot.topics.index_tokens import asked
from tests.conftest import BOTH
from tests.pipeline.house import (
    COURRIER,
    GAZETTE,
    INBOX,
    LIGHTHOUSE,
    OTHER_EVENT,
    an_entry,
    dump,
    in_full,
    page,
)

pytestmark = BOTH

DAY = timedelta(days=1)
THIRD_EVENT = (
    "Le lycée Jeanne-Orsel de Brissac a ouvert jeudi un atelier de réparation de vélos, tenu par ses élèves.",
    "Une trentaine d’adolescents y apprennent chaque semaine à changer une chaîne ou à régler un frein.",
    "La région paie les outils ; les pièces viennent de vélos que la déchetterie met de côté.",
)
LINK = "https://gazette.example/phare"
MENDED = (LIGHTHOUSE[0], LIGHTHOUSE[1], "Le coût du chantier est de deux millions d’euros, selon la mairie.")


async def rows(house, table):
    async with house.database.read() as connection:
        return (await connection.execute(select(table))).all()


async def fails(house, error, days: int) -> None:
    """One failed look a day."""
    house.reader.feeds[GAZETTE.name] = error
    for _ in range(days):
        house.now += DAY
        await house.pipeline().look(house.now)


async def test_a_changed_article_is_a_new_version_and_the_old_one_is_kept(house):
    await house.known(GAZETTE)
    house.reader.pages[LINK] = page(LINK, "Le phare rallumé", LIGHTHOUSE)
    house.announce(GAZETTE, Entry("1", LINK, "Le phare rallumé"))
    await house.everything()
    await house.archive.stories(limit=9)

    house.now += DAY
    house.reader.pages[LINK] = page(LINK, "Le phare rallumé (mis à jour)", MENDED)
    house.announce(GAZETTE, Entry("1", LINK, "Le phare rallumé (mis à jour)"))
    await house.everything()

    (article,) = await rows(house, articles)
    (past,) = await rows(house, article_versions)
    assert (article.version, article.paragraphs[-1]) == (2, MENDED[-1])
    assert (past.version, past.paragraphs[-1]) == (1, LIGHTHOUSE[-1])
    (story,) = await house.archive.stories(Search(words=asked("million")), limit=9)
    assert story.summary.headline == "Le phare rallumé (mis à jour)"


async def test_what_was_told_is_not_told_again_when_it_changes(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, Entry("1", LINK, "Le phare", text=in_full(LIGHTHOUSE)))
    await house.everything()
    (untold,) = await house.tellings.untold(9)
    await house.tellings.tell(Telling(untold.story.id), house.now)

    house.now += DAY
    house.announce(GAZETTE, Entry("1", LINK, "Le phare, suite", text=in_full(MENDED)))
    await house.everything()
    assert await house.tellings.untold(9) == []


async def test_an_entry_whose_markup_alone_changed_is_not_read_again(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, Entry("1", LINK, "Le phare", text=in_full(LIGHTHOUSE)))
    await house.everything()
    house.now += DAY
    counted = in_full(LIGHTHOUSE) + '<img src="https://gazette.example/compteur?n=2">'
    house.announce(GAZETTE, Entry("1", LINK, "Le phare", text=counted))
    assert (await house.everything())[0] == 0


async def test_a_rewritten_file_is_a_version_when_it_tells_the_same_and_an_article_when_not(house):
    await house.known(INBOX)
    path = "/srv/inbox/note.txt"
    for n, text in enumerate([LIGHTHOUSE, MENDED, OTHER_EVENT]):
        house.reader.files[path] = dump(path, text)
        house.announce(INBOX, Entry(f"note.txt:{n}", path))
        house.now += DAY
        await house.everything()
    found = await rows(house, articles)
    assert [(article.version, article.paragraphs[0]) for article in found] == [
        (2, MENDED[0]),
        (1, OTHER_EVENT[0]),
    ]


async def test_a_line_in_three_documents_of_a_source_is_its_boilerplate(house):
    await house.known(INBOX)
    slogan = "Chaque matin, la rédaction de Morlann choisit pour vous ce qui compte vraiment dans la région."
    texts = [LIGHTHOUSE, OTHER_EVENT, THIRD_EVENT]
    for n, text in enumerate(texts):
        path = f"/srv/inbox/{n}.txt"
        house.reader.files[path] = dump(path, ("Accueil", slogan, *text, "Contact"))
        house.announce(INBOX, Entry(f"{n}.txt", path))
        house.now += DAY
        await house.everything()
    assert fold_line(slogan) in await house.intake.boilerplate(INBOX.name, house.now)


async def test_a_line_that_every_page_of_a_site_repeats_is_learnt_and_forgotten_when_it_fades(house):
    await house.known(INBOX)
    slogan = "La Gazette de Morlann vous lit aussi, écrivez-lui au sept du quai des Brumes."
    for n, text in enumerate((LIGHTHOUSE, OTHER_EVENT, THIRD_EVENT)):
        path = f"/srv/inbox/{n}.html"
        body = "".join(f"<p>{line}</p>" for line in (*text, slogan))
        page = f"<html><head><title>Annonce {n}</title></head><body><article>{body}</article></body></html>"
        house.reader.files[path] = Raw(path, page.encode(), "text/html")
        house.announce(INBOX, Entry(f"{n}.html", path))
        await house.everything()
        house.now += timedelta(hours=1)
    assert await house.intake.boilerplate(INBOX.name, house.now) == {fold_line(slogan)}
    assert await house.intake.boilerplate(INBOX.name, house.now + 31 * DAY) == frozenset()


async def test_what_a_feed_says_of_several_articles_stands_in_for_none_of_their_pages(house):
    await house.known(GAZETTE)
    said = "Retour sur le chantier du phare de Kervannec, qui occupe toute la côte depuis des mois."
    for number in range(1, 5):
        entry = an_entry(house, number, said)
        house.reader.pages[entry.address] = NotAnArticle("a list of links")
        house.announce(GAZETTE, entry)
        await house.everything()
        house.now += timedelta(hours=1)
    assert await house.urls() == [f"https://gazette.example/{number}" for number in range(1, 4)]


async def test_copies_of_one_text_are_not_taken_for_boilerplate(house):
    await house.known(INBOX)
    for n in range(5):
        path = f"/srv/inbox/{n}.txt"
        house.reader.files[path] = dump(path, ("Accueil", *LIGHTHOUSE, f"Dépêche numéro {n}."))
        house.announce(INBOX, Entry(f"{n}.txt", path))
        house.now += timedelta(hours=1)
        await house.everything()
    assert await house.intake.boilerplate(INBOX.name, house.now) == frozenset()


async def test_a_source_that_fails_for_a_week_is_told_once_and_its_return_too(house):
    await house.known(GAZETTE)
    await fails(house, Unfetchable(GAZETTE.address, "answered 500"), days=12)
    house.reader.feeds[GAZETTE.name] = Look()
    house.now += DAY
    await house.pipeline().look(house.now)
    began = house.now - 12 * DAY
    first, dead, back = [event for _, event in await house.events.latest(99)][::-1]
    assert (first.what, dead.what, back.what) == (
        What.SOURCE_FAILS,
        What.SOURCE_DEAD,
        What.SOURCE_ANSWERS,
    )
    assert "answered 500" in first.reason
    assert datetime.fromisoformat(dead.fields["since"]) == began
    (state,) = await house.intake.states(house.now)
    assert (state.dead, state.errors) == (False, 0)


async def test_a_source_that_is_gone_is_not_asked_again(house):
    await house.known(GAZETTE, COURRIER)
    await fails(house, Gone(f"{GAZETTE.address}: answered 410 Gone"), days=1)
    house.reader.looked.clear()
    house.now += 30 * DAY
    await house.pipeline().look(house.now)
    assert house.reader.looked == [COURRIER.name]
    retired = next(state for state in await house.intake.states(house.now) if state.source == GAZETTE)
    assert (retired.next_check_at, retired.dead) == (None, True)


@pytest.mark.parametrize(
    ("days", "moved"),
    [
        pytest.param(3, False, id="three days: it may be a mishap"),
        pytest.param(9, True, id="more than a week: believed"),
    ],
)
async def test_a_redirect_for_good_changes_the_address_when_it_has_held(house, days, moved):
    await house.known(GAZETTE)
    new = "https://www.gazette.example/rss"
    house.reader.feeds[GAZETTE.name] = Look(moved_to=new)
    for _ in range(days):
        house.now += DAY
        await house.pipeline().look(house.now)
    (row,) = await rows(house, sources)
    assert row.address == (new if moved else GAZETTE.address)
    await house.intake.list_sources([GAZETTE], house.now)  # the configuration still says the old one
    assert (await rows(house, sources))[0].address == row.address


async def test_a_feed_that_publishes_often_is_asked_often(house):
    await house.known(GAZETTE, COURRIER)
    for source, minutes in ((GAZETTE, 20), (COURRIER, 2000)):
        moments = [house.now - n * timedelta(minutes=minutes) for n in range(1, 5)]
        announced = [Entry(f"{n}", f"{source.address}/{n}", published=one) for n, one in enumerate(moments)]
        house.announce(source, *announced)
    await house.pipeline().look(house.now)
    asked_at = {state.source.name: state.next_check_at for state in await house.intake.states(house.now)}
    assert house.now < asked_at[GAZETTE.name] < asked_at[COURRIER.name]
