"""The operator's desk: what the pages say in words, and what their buttons do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.condition import Trouble
from bot.app.core import core
from bot.app.desk import Desk
from bot.errors import Cause, Disallowed, StoryError, Unfetchable
from bot.model import Complaint, Entry, Method, Source, SourceKind, Vote
from bot.ports import Event, Look, Queued, Telling, What
from bot.ports.dashboard import Note, VoteRow
from bot.settings.loading import load
from bot.store.activity import SENT, SUMMARIES, note, note_subscribers
from bot.store.feedback import FeedbackStore
from tests.databases import furnished
from tests.fakes import FakeClock
from tests.store.shelf import article, new, shelve, text

ANNE, BRUNO, CHLOE = 7001, 7002, 7003
MINUTE = timedelta(minutes=1)
PHARE = Source("Le Phare", SourceKind.FEED, "https://phare.example/flux")
ONE = article(
    "La maire rallume le phare de Kervannec",
    "Dimanche, Solène Guivarch a rallumé le phare, éteint pour deux ans.",
    source="Le Phare",
)
SAME = article(
    "Le phare de Kervannec éclaire de nouveau",
    "Éteint deux ans, le phare a été rallumé par Solène Guivarch.",
    source="Le Môle",
)


@pytest.fixture
def clock(now):
    return FakeClock(now)


@pytest.fixture
async def built(tmp_path):
    async with core(
        load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})
    ) as made:
        yield made


@pytest.fixture
def desk(built, clock):
    async def troubles():
        return [Trouble("Telegram ne répond plus", "vérifiez la connexion")]

    return Desk(built, troubles, clock)


@pytest.fixture
async def told(built, clock):
    """Story 1 of two sources, which Anne has had and Bruno and Chloé have not."""
    await shelve(built.archive, new(ONE), clock())
    await shelve(built.archive, new(SAME, story_id=1), clock())
    for chat_id in (ANNE, BRUNO, CHLOE):
        await built.readership.join(chat_id, "Europe/Paris", clock())
    push = Queued(f"story:1:{ANNE}", ANNE, text(), story_id=1)
    await built.tellings.tell(Telling(1, (push,), (BRUNO,)), clock())
    return built


async def test_the_first_page_tells_what_is_not_well_what_was_done_and_what_waits(built, desk, clock):
    await built.intake.list_sources([PHARE], clock())
    (watched,) = await built.intake.due_sources(9, clock(), 60)
    await built.intake.look_failed(watched, "503", clock(), clock(), dead=False, cause=Cause.SERVER)
    async with built.database.write() as connection:
        await note(connection, SUMMARIES + Method.MODEL, clock(), 4, 10.0)
        await note(connection, SENT, clock() - timedelta(hours=47), 7)
    await built.events.record(Event(What.SOURCE_FAILS, "Le Phare", "503", Cause.SERVER), clock())
    clock.forward(185 * 60)
    shown = await desk.overview()
    assert shown.troubles == (("Telegram ne répond plus", "vérifiez la connexion"),)
    ((failing, _),) = shown.failing
    assert failing.replace("\u00a0", " ") == "le site est en panne : 1 source (Le Phare)"
    assert shown.queues == (("sources à regarder", 1, "3\u00a0h 5\u00a0min"),)
    assert shown.events == (Note("23/11 10:00", "source Le Phare", "le site est en panne", "503"),)
    charts = {chart.title: chart for chart in shown.charts}
    assert charts["Résumés par heure"].values[-4:] == (4, 0, 0, 0)
    assert charts["Durée d’un résumé du modèle"].told.startswith("2,5\u00a0s en moyenne, sur 4")
    assert sum(charts["Messages arrivés par heure"].values) == 0, "that was 50 hours ago"
    assert all(len(chart.values) == len(chart.spans) for chart in shown.charts)


async def test_the_subscribers_of_a_day_that_nobody_counted_are_those_of_the_day_before(built, desk, clock):
    await built.readership.join(ANNE, "Europe/Paris", clock())
    await note_subscribers(built.database, clock() - timedelta(days=3))
    await built.readership.join(BRUNO, "Europe/Paris", clock())
    await note_subscribers(built.database, clock())
    subscribers = (await desk.overview()).charts[-1]
    assert subscribers.values[-5:] == (0, 1, 1, 1, 2)
    assert subscribers.spans[-1] == "23/11"
    assert subscribers.told.startswith("2 aujourd’hui, 0 il y a 30")


async def test_a_source_says_how_it_fares_in_words(built, desk, clock):
    await built.intake.list_sources([PHARE], clock())
    (row,), total = await desk.sources(9, 0)
    assert (total, row.state, row.grave, row.succeeded) == (1, "", False, "jamais")
    (watched,) = await built.intake.due_sources(9, clock(), 60)
    await built.intake.look_failed(watched, "404", clock(), clock(), dead=False, cause=Cause.MISSING)
    (row,), _ = await desk.sources(9, 0)
    assert (row.state, row.grave, row.reason) == ("plus rien à cette adresse", True, "404")
    await built.intake.look_failed(watched, "410", clock(), None, dead=True, cause=Cause.MISSING)
    (row,), _ = await desk.sources(9, 0)
    assert row.state.replace("\u00a0", " ") == "retirée : plus rien à cette adresse"


@pytest.mark.usefixtures("told")
async def test_a_story_says_why_its_articles_were_put_together(desk):
    (row,) = await desk.stories()
    assert row.title == ONE.title
    first, second = (one.why.replace("\u00a0", " ") for one in row.articles)
    assert first == "ouvre l’histoire"
    assert second.startswith("comme Le Phare : Kervannec, Solène, Guivarch")


async def test_a_correction_is_told_to_those_who_had_it_in_answer_to_what_they_had(told, desk, clock):
    await FeedbackStore(told.database).report(ANNE, 1, Complaint.FACT, clock())
    (row,), total = await desk.reports()
    assert (total, row.headline, row.paragraphs) == (1, ONE.title, ONE.paragraphs)
    assert row.reports == "1\u00a0signalement"
    for outgoing in await told.outbox.claim(9, clock(), 60):
        await told.outbox.sent([(outgoing, 11)], clock())
    clock.forward(60)
    await desk.do(
        "correct", 1, {"headline": "Le phare reste éteint", "text": "Il l'est depuis 2 ans.\n\nOui."}
    )
    (correction,) = await told.outbox.claim(9, clock(), 60)
    assert (correction.chat_id, correction.reply_to) == (ANNE, 11)
    html = correction.message.html.replace("\u00a0", " ").replace("\u202f", " ")
    assert html.startswith("<b>Correction.</b> Une erreur nous a été signalée ; voici le résumé corrigé :")
    assert "<b>Le phare reste éteint</b>\nIl l’est depuis 2 ans. Oui." in html
    assert "résumé corrigé à la main" in html
    assert (await told.archive.story(1)).summary.method is Method.CORRECTED
    assert await desk.reports() == ([], 0)


async def test_a_correction_is_told_in_the_language_of_who_had_it(told, desk, clock):
    anne = await told.readership.subscriber(ANNE)
    await told.readership.choose(replace(anne, language="en"), clock())
    for outgoing in await told.outbox.claim(9, clock(), 60):
        await told.outbox.sent([(outgoing, 11)], clock())
    clock.forward(60)
    await desk.do("correct", 1, {"headline": "Le phare reste éteint", "text": "Il l'est depuis 2 ans."})
    (correction,) = await told.outbox.claim(9, clock(), 60)
    assert correction.message.html.startswith("<b>Correction.</b> A mistake was reported to us")


async def test_a_report_says_what_is_wrong_in_words(told, desk, clock):
    feedback = FeedbackStore(told.database)
    await feedback.report(ANNE, 1, Complaint.FACT, clock())
    await feedback.report(BRUNO, 1, Complaint.FACT, clock())
    await feedback.add_words(BRUNO, 1, "Il est éteint.")
    (row,), _total = await desk.reports()
    assert (row.kinds, row.words) == (("Un fait est faux (2)",), ("Il est éteint.",))


async def test_votes_are_shown_by_story_by_source_and_by_method(told, desk, clock):
    feedback, story = FeedbackStore(told.database), await told.archive.story(1)
    await feedback.vote(ANNE, story, Vote.UP, clock())
    await feedback.vote(BRUNO, story, Vote.UP, clock())
    section = replace(story, lead=replace(story.lead, source="Le Môle – Sport"))
    await feedback.vote(CHLOE, section, Vote.DOWN, clock())
    shown = await desk.votes()
    ((told_story,), best, worst) = (shown.stories, shown.best, shown.worst)
    assert (told_story.title, told_story.up, told_story.down) == (ONE.title, 2, 1)
    assert (best, worst) == ((VoteRow("Le Phare", 2, 0),), (VoteRow("Le Môle", 0, 1),))
    assert [(row.up, row.down) for row in shown.methods] == [(2, 1)]
    (row,) = await desk.stories()
    assert (row.up, row.down) == (2, 1)


async def test_a_correction_does_not_disturb_quiet_hours(told, desk, clock):
    anne = await told.readership.subscriber(ANNE)
    await told.readership.choose(replace(anne, quiet=(9 * 60, 11 * 60)), clock())  # it is ten in Paris
    for outgoing in await told.outbox.claim(9, clock(), 60):
        await told.outbox.sent([(outgoing, 11)], clock())
    clock.forward(60)
    await desk.do("correct", 1, {"headline": "Le phare reste éteint", "text": "Il l'est."})
    assert await told.outbox.claim(9, clock(), 60) == []
    clock.forward(3600)
    assert len(await told.outbox.claim(9, clock(), 60)) == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param({}, "Il faut un titre", id="nothing"),
        pytest.param({"headline": "Le phare", "text": " \n "}, "Il faut un titre", id="no sentence"),
        pytest.param({"headline": "x" * 201, "text": "Oui."}, "Trop long", id="a title that is too long"),
        pytest.param({"headline": "x", "text": "x" * 1501}, "Trop long", id="a text that is too long"),
    ],
)
async def test_a_correction_needs_a_title_and_a_text(told, desk, given, why):
    before = await told.archive.story(1)
    with pytest.raises(StoryError) as refused:
        await desk.do("correct", 1, given)
    assert why in refused.value.told
    assert await told.archive.story(1) == before


async def test_stories_are_split_and_merged_and_each_deed_is_an_event(told, desk):
    await desk.do("split", 1, {"article": "2"})
    assert await desk.stories() == []
    await desk.do("merge", 1, {"other": "2"})
    assert [len(row.articles) for row in await desk.stories()] == [2]
    assert [event for _, event in await told.events.latest(2)] == [
        Event(What.STORY_MERGED, "1", fields={"other": 2}),
        Event(What.STORY_SPLIT, "1", fields={"article": 2, "other": 2}),
    ]


class Web:
    """One feed, whose site lets robots read no page below /abonnes."""

    def __init__(self, *entries):
        self.entries = entries

    async def look(self, watched):
        if watched.source.address != PHARE.address:
            raise Unfetchable(watched.source.address, "503", cause=Cause.SERVER)
        return Look(self.entries, title="Le Phare")

    async def allow(self, address):
        if "/abonnes" in address:
            raise Disallowed(f"{address}: the site's robots.txt asks robots to stay away")


@pytest.fixture
def adding(built, clock):
    """The desk before a feed of seven entries, the newest last."""
    entries = [
        Entry(str(n), f"https://phare.example/{n}", f"Titre {n}", clock() + n * MINUTE) for n in range(5)
    ]
    closed = Entry("5", "https://phare.example/abonnes/5", "Réservé", clock() + 5 * MINUTE)
    carried = Entry("6", "https://phare.example/abonnes/6", "Complet", clock() + 6 * MINUTE, "x" * 1500)
    bare = Entry("7", "", "Sans rien", clock() + 7 * MINUTE)
    return Desk(replace(built, reader=Web(*entries, closed, carried, bare)), None, clock)


async def test_what_a_source_would_bring_is_shown_and_nothing_kept(built, adding):
    offer = await adding.offer(PHARE.address)
    assert (offer.name, offer.kind, offer.found) == ("Le Phare", "flux", PHARE.address)
    assert (offer.more, offer.refused) == (3, "")
    assert [(entry.at, entry.title, entry.refused) for entry in offer.newest] == [
        ("23/11 10:07", "Sans rien", "aucun article trouvé"),
        ("23/11 10:06", "Complet", ""),
        ("23/11 10:05", "Réservé", "l’éditeur écarte les robots"),
        ("23/11 10:04", "Titre 4", ""),
        ("23/11 10:03", "Titre 3", ""),
    ]
    assert "robots.txt" in offer.newest[2].detail
    assert not await built.intake.watched(PHARE)


async def test_a_source_is_added_once_under_the_name_that_the_operator_gave(built, adding, clock):
    assert not (await adding.add(PHARE.address, " Phare\x00 d'ici ")).refused
    (state,) = await built.intake.states(clock())
    assert (state.source.name, state.source.address, state.added) == ("Phare d'ici", PHARE.address, True)
    assert len(await built.intake.due_sources(9, clock(), 60)) == 1, "it is looked at now"
    [(_, event)] = await built.events.latest(9)
    assert event == Event(What.SOURCE_ADDED, "Phare d'ici", fields={"address": PHARE.address})
    again = await adding.add(PHARE.address, "Phare d'ici")
    assert again.refused == "Phare d'ici\u00a0: une source porte déjà ce nom\u202f; donnez-en un autre"
    assert again.found, "another name may be given at once"
    by_another = await adding.add(PHARE.address, "Autre")
    assert by_another.refused == f"{PHARE.address}\u00a0: la source Phare d'ici a déjà cette adresse"


async def test_what_can_t_be_watched_is_refused_with_its_reason(built, adding, clock):
    offer = await adding.add("https://mole.example/", "Le Môle")
    assert offer.refused.startswith("Cette adresse ne répond pas comme il faut")
    assert offer.detail == "https://mole.example/: 503"
    assert (offer.found, await built.intake.states(clock())) == ("", [])


async def test_the_operator_reads_of_deeds_in_french(told, desk, clock):
    await FeedbackStore(told.database).report(ANNE, 1, Complaint.FACT, clock())
    correction = {"headline": "Le phare", "text": "Il est éteint."}
    for deed, given in [
        ("correct", correction), ("again", {}), ("dismiss", {}), ("hide", {}), ("show", {}),
        ("split", {"article": "2"}), ("merge", {"other": "2"}),
    ]:  # fmt: skip
        await desk.do(deed, 1, given)
    notes = (await desk.overview()).events
    assert {(note.subject, note.detail) for note in notes} == {("histoire 1", "")}
    assert [note.text.replace("\u00a0", " ").replace("\u202f", " ") for note in notes] == [
        "l’histoire 2 y est réunie par vous",
        "article 2 détaché par vous : c’est l’histoire 2",
        "montrée de nouveau par vous",
        "cachée par vous",
        "signalements classés par vous",
        "à résumer de nouveau, à votre demande",
        "résumé corrigé par vous ; lecteurs prévenus : 1",
        "un lecteur en signale le résumé",
    ]


@pytest.mark.parametrize(
    ("deed", "given"),
    [
        pytest.param("split", {"article": "99"}, id="an article of another story"),
        pytest.param("split", {"article": "deux"}, id="no number"),
        pytest.param("merge", {"other": "²"}, id="no number of ours"),
        pytest.param("merge", {"other": "9" * 30}, id="a number without end"),
        pytest.param("burn", {}, id="a deed that nobody knows"),
    ],
)
async def test_what_can_t_be_done_changes_nothing(told, desk, deed, given):
    before = await told.archive.story(1)
    with pytest.raises(StoryError):
        await desk.do(deed, 1, given)
    assert await told.archive.story(1) == before


async def test_a_source_that_was_added_is_found_by_its_name_and_removed(built, desk, clock):
    await built.intake.list_sources([PHARE], clock())
    await built.intake.add_source(replace(PHARE, name="Le Môle"), clock())
    assert await desk.added("le mole ") == "Le Môle"
    assert await desk.added("Le Phare") == "", "it is of the configuration"
    assert await desk.remove("Le Môle")
    assert not await desk.remove("Le Môle")
    assert await desk.added("Le Môle") == ""
    ((_, event),) = await built.events.latest(9)
    assert event == Event(What.SOURCE_REMOVED, "Le Môle")
