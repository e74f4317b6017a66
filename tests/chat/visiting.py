"""A reader before the whole chat: a real database, the real catalogue, a fake outside world."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.assignment import StoryAssigner
from bot.chat.administration import Administration
from bot.chat.admission import Admission, Inviting
from bot.chat.away import Away
from bot.chat.broadcasting import Broadcasting
from bot.chat.bulletin import Bulletin
from bot.chat.cards import Cards
from bot.chat.channels import Channels
from bot.chat.chat import Chat
from bot.chat.choices import Choices
from bot.chat.doorkeeper import Doorkeeper
from bot.chat.explanation import Explanation
from bot.chat.following import Following
from bot.chat.hours import Hours
from bot.chat.inline import Inline
from bot.chat.interpreter import Interpreter
from bot.chat.joining import Newcomers
from bot.chat.left_out import LeftOut
from bot.chat.listening import Listening
from bot.chat.news import News
from bot.chat.onboarding import Onboarding
from bot.chat.opening import Opening
from bot.chat.own_edition import OwnEdition
from bot.chat.pausing import Pausing
from bot.chat.qr import qr
from bot.chat.reception import Reception
from bot.chat.reply import Shown
from bot.chat.request_limits import Limits
from bot.chat.reviewing import Reviewing
from bot.chat.searching import Searching
from bot.chat.source_keeping import SourceKeeping
from bot.chat.speaker import Speaker
from bot.chat.speaking import Speaking
from bot.chat.trending import Trending
from bot.chat.wanted_kinds import WantedKinds
from bot.chat.whereabouts import zone_at
from bot.editions.selection import Selection
from bot.model import Kind, Mode, Raw
from bot.pipeline import Pipeline
from bot.sandbox.markup import parse_html
from bot.settings import Ingest, Readers, Telegram
from bot.store.announcements import AnnouncementStore
from bot.store.archive import ArchiveStore
from bot.store.counts import CountStore
from bot.store.coverage import CoverageStore
from bot.store.events import EventStore
from bot.store.feedback import FeedbackStore
from bot.store.intake import IntakeStore
from bot.store.invitations import InvitationStore
from bot.store.questions import QuestionStore
from bot.store.readership import ReadershipStore
from bot.store.setups import SetupStore
from bot.store.stories import StoryStore
from bot.store.switches import SwitchStore
from bot.store.tellings import TellingStore
from bot.stories.story_index import StoryIndex
from bot.topics.query import parse
from tests.chat.fake_dashboard import FakeDashboard
from tests.editions.limits import check
from tests.editions.stories import packed_catalogue, shipped_catalogue
from tests.fakes import FakeReader, FakeSummariser, directly
from tests.store.shelf import article, new, shelve

ANNE, BRUNO = 7001, 7002
ADMIN = 7009
FREELY = Telegram(requests_a_minute=1000, requests_an_hour=1000)
"""Open to everybody, and nobody asks too much."""
PAGE = 3
"""Stories in one answer."""

NOTICE_MAX = 200  # https://core.telegram.org/bots/api#answercallbackquery


def _link(payload):
    return f"https://t.me/bot?start={payload}"


class Answer:
    """A reply as its reader sees it. That Telegram takes it is checked.

    `text` leaves out the numbers of stories, `buttons` those that open a story: `numbers`.
    """

    def __init__(self, reply):
        assert reply.messages or reply.instead or reply.rows or reply.notice, "never silence"
        assert len(reply.notice) <= NOTICE_MAX
        messages = [*reply.messages, *([reply.instead] if reply.instead else [])]
        for message in messages:
            check(message)
        rows = [row for message in messages for row in message.buttons] + list(reply.rows or ())
        self.notice = reply.notice
        self.redraws = reply.rows is not None or reply.instead is not None
        self.pictures = [message.picture for message in messages if message.picture]
        self.numbered = "\n\n".join(parse_html(message.html)[0] for message in messages)
        self.text = re.sub("^[0-9]+[.] ", "", self.numbered, flags=re.MULTILINE)
        self.message = Shown(self.numbered, tuple(rows))
        buttons = {button.label: button.data or button.url for row in rows for button in row}
        assert len(buttons) == sum(map(len, rows)), "two buttons say the same"
        self.numbers = {label: data for label, data in buttons.items() if data.startswith("open:")}
        self.buttons = {label: data for label, data in buttons.items() if label not in self.numbers}

    @property
    def ticked(self):
        """The buttons that are ticked."""
        return [label.removeprefix("✓ ") for label in self.buttons if label.startswith("✓ ")]


class Visit:
    """`say` and `press` as a person does; `touch` sends what no button needs to bear."""

    def __init__(
        self, database, now, summariser=None, archive=None, backups_days=None, telegram=FREELY, thread=None
    ):
        self.now = now
        self.refused = []
        self.readers = Readers(page_stories=PAGE)
        self.catalogue = shipped_catalogue()
        self.reader = FakeReader()
        self.archive = archive or ArchiveStore(database)
        self.readership = ReadershipStore(database).in_thread(thread)
        pipeline = Pipeline(
            reader=self.reader,
            intake=IntakeStore(database),
            archive=self.archive,
            assigner=StoryAssigner(self.archive, StoryStore(database), StoryIndex(timedelta(days=7)), 3),
            events=EventStore(database),
            summariser=summariser or FakeSummariser(),
            on_demand=summariser or FakeSummariser(),
            catalogue=packed_catalogue(),
            run=directly,
            settings=Ingest(),
            zone=self.readers.zone,
            lease_s=60,
            batch=4,
        )
        tellings = self.tellings = TellingStore(database).in_thread(thread)
        selection = Selection(tellings, CoverageStore(database), self.readers.kinds)
        self.drawn = []
        self.drawing = self.lost = None
        trending = Trending(CountStore(database), self.catalogue, self._draw, self.readers.zone)
        interpreter = Interpreter(
            QuestionStore(database), self.archive, self.readership, self.catalogue, self.readers
        )
        following = Following(self.readership, interpreter, self.readers)
        news = News(
            self.archive, self.readership, tellings, self.reader, pipeline.digest, interpreter, self.readers
        )
        choices = Choices(
            self.readership,
            following,
            self.catalogue,
            self.readers,
            backups_days,
            by_invitation=not telegram.open,
            thread=thread,
        )
        self.feedback = FeedbackStore(database)
        opening = Opening(self.archive, self.readership, tellings, self.feedback, interpreter, _link)
        kinds = WantedKinds(self.readership, self.readers)
        searching = Searching(
            self.archive, self.readership, interpreter, self.catalogue, selection, self.readers
        )
        own = OwnEdition(
            self.archive, self.readership, tellings, selection, interpreter, self.catalogue, self.readers
        )
        speaking = Speaking(self.readership, self.readers)
        newcomers = Newcomers(self.readership, self.readers)
        self.chat = Chat(
            news,
            searching,
            choices,
            Hours(self.readership, self.readers, self._zone_at),
            Away(self.readership, self.readers),
            following,
            newcomers,
            Explanation(self.archive, self.readership, self.catalogue, selection),
            trending,
            LeftOut(tellings, own, interpreter),
            kinds,
            own,
            Onboarding(self.readership, choices, following, opening, own, speaking, newcomers, self.readers),
            opening,
            Cards(interpreter, _link, self._qr),
            speaking,
            Listening(self.archive, self.readership, self.feedback, following, kinds),
            Inline(searching, interpreter, _link),
            self.catalogue,
            self._administration(database, telegram),
            Admission(
                self.readership,
                InvitationStore(database),
                telegram.open,
                lambda chat_id: chat_id == ADMIN,
                lambda: self.refused.append("stranger"),
            ),
            Limits(
                telegram.requests_a_minute,
                telegram.requests_an_hour,
                lambda: self.refused.append("too much"),
            ),
        )
        setups = SetupStore(database)
        self._reception = Reception(
            lambda _thread: self.chat,
            Doorkeeper(None),
            Channels(setups, None, lambda: _link("canal")),
            setups,
        )
        """Of private chats: nobody is asked who runs a group or a channel."""
        self.shown = {}

    def _administration(self, database, telegram):
        self.dashboard = FakeDashboard()
        self.switch = SwitchStore(database)
        zone = self.readers.zone
        reviewing = Reviewing(self.dashboard)
        parts = (
            Bulletin(self.dashboard, self.archive, zone),
            SourceKeeping(self.dashboard, QuestionStore(database)),
            reviewing,
            Pausing(self.switch),
            Broadcasting(AnnouncementStore(database), 30),
            Inviting(InvitationStore(database), telegram.open, _link, zone),
        )
        return Administration({ADMIN}, parts, reviewing.replied)

    async def say(self, text, who=ANNE, quoted=""):
        return self._see(who, await self.said(who, text, quoted=quoted))

    async def said(self, who, text, **more):
        """The reply to what somebody types in private."""
        return await self._reception.said(Speaker(who, who), text, self.now, **more)

    async def touch_in(self, answer, label, who=ANNE):
        """Press a button of this answer, whose message can still be changed."""
        data = (answer.numbers | answer.buttons)[label]
        return self._see(who, await self.chat.pressed(who, data, self.now, answer.message))

    async def give(self, body, media_type="text/plain", who=ANNE):
        return self._see(who, await self.chat.given(who, Raw("", body, media_type), self.now))

    async def press(self, label, who=ANNE):
        """Press a button that was shown last."""
        return await self.touch(self.shown[who][label], who)

    async def touch(self, data, who=ANNE):
        return self._see(who, await self.chat.pressed(who, data, self.now))

    async def has_it_at_once(self):
        """Anne follows Russia, and wants each story at once, no edition."""
        await self.say("/follow russie")
        await self.touch("now:on")
        await self.say("/hours sans 8h")

    async def publish(self, *titles, about=(), kind=Kind.NEWS):
        """Put stories on the shelf, the first one the newest, each of this kind, tagged with these topics."""
        topics = [parse(name, self.catalogue).topic for name in about]
        for age, title in enumerate(titles):
            written = article(title, f"{title} : récit n° {age}.", moment=self.now - timedelta(hours=age))
            await shelve(self.archive, new(replace(written, kind=kind), *topics), self.now)

    async def follows(self, who=ANNE):
        """The labels of the topics that this reader follows."""
        return [topic.label for topic, mode in await self.readership.chosen(who) if mode is Mode.FOLLOW]

    async def _draw(self, chart):
        """What the worker process does, without a pencil; `drawing` is raised instead if it is an error."""
        if self.drawing:
            raise self.drawing
        self.drawn.append(chart)
        return f"picture {len(self.drawn)}".encode()

    async def _zone_at(self, latitude, longitude):
        """What the worker process does; `lost` is raised instead if it is an error."""
        if self.lost:
            raise self.lost
        return zone_at(latitude, longitude)

    async def _qr(self, address):
        """What the worker process does."""
        if self.lost:
            raise self.lost
        return qr(address)

    def _see(self, who, reply):
        answer = Answer(reply)
        if answer.buttons:
            self.shown[who] = answer.buttons
        return answer
