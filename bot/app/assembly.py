"""What the core's adapters are put together to: the chat, the passes that fill and empty the outbox."""

import asyncio
from collections.abc import Callable
from functools import lru_cache, partial

from telegram import Bot

from bot.announcing import Announcer
from bot.app.clock import clock
from bot.app.core import Core
from bot.app.tracing import SpannedChannel
from bot.attempts import Attempts
from bot.chat.administration import Administration
from bot.chat.admission import Admission, Inviting
from bot.chat.arrivals import Arrivals
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
from bot.chat.request_limits import Limits
from bot.chat.reviewing import Reviewing
from bot.chat.searching import Searching
from bot.chat.source_keeping import SourceKeeping
from bot.chat.speaking import Speaking
from bot.chat.trending import Trending
from bot.chat.wanted_kinds import WantedKinds
from bot.chat.whereabouts import zone_at
from bot.delivery import Courier
from bot.editions.selection import Selection
from bot.ports import Hear
from bot.ports.dashboard import Dashboard
from bot.receiving import Receiver
from bot.sending import Sender
from bot.store.announcements import AnnouncementStore
from bot.store.feedback import FeedbackStore
from bot.store.invitations import InvitationStore
from bot.store.questions import QuestionStore
from bot.store.setups import SetupStore
from bot.telegram import command_menus
from bot.telegram.channel import TelegramChannel
from bot.telegram.chat_administrators import TelegramChatAdministrators
from bot.telegram.handlers import Handlers, channel_link, deep_link
from bot.telegram.membership import Membership
from bot.telegram.rate_limiter import RateLimiter
from bot.trends.chart import draw
from bot.web.metrics import STRANGER, TOO_MUCH, Passes

_THREADS = 64
"""Of so many threads what answers there is kept."""


def rate_limiter(built: Core) -> RateLimiter:
    """How fast messages leave, with all other processes on this database."""
    delivery = built.settings.delivery
    # A turn that is further away than this would eat up the time that a send has.
    return RateLimiter(built.turns, delivery.messages_per_s, delivery.send_timeout_s / 4, clock)


def courier(built: Core) -> Courier:
    """The passes that fill the outbox."""
    return Courier(
        tellings=built.tellings,
        feedback=FeedbackStore(built.database),
        selection=Selection(built.tellings, built.coverage, built.settings.readers.kinds),
        outbox=built.outbox,
        events=built.events,
        settings=built.settings.delivery,
        readers=built.settings.readers,
        catalogue=built.catalogue,
    )


def announcer(built: Core) -> Announcer:
    """The pass that spreads what admins tell all readers."""
    announcements = AnnouncementStore(built.database)
    return Announcer(announcements, built.outbox, built.database.unit, built.settings.delivery)


def sender(built: Core, bot: Bot, limits: RateLimiter, heard: asyncio.Event) -> Sender:
    """The pass that empties it, through `bot`, once readers have been `heard`."""

    async def turns(wanted: int) -> int:
        return await limits.turns(wanted) if heard.is_set() else 0

    delivery = built.settings.delivery
    channel = TelegramChannel(bot, delivery.send_timeout_s, pushes=True, paid=delivery.paid_broadcast)
    return Sender(_attempts(built, channel), turns)


def receiver(built: Core, bot: Bot, measured: Passes, dashboard: Dashboard) -> Receiver:
    """What takes in and heeds what readers say, and answers through `bot`.

    Admins see the `dashboard`; `measured` is told of what is not heeded.
    """
    administrators = TelegramChatAdministrators(bot, clock)
    knows = admission(built, built.settings.administrators.__contains__).knows
    arrivals = Arrivals(built.readership, lambda: bot.username, knows)
    membership = Membership(built.readership, arrivals, administrators, clock)

    def handlers() -> Handlers:
        link = partial(deep_link, bot)
        operators = administration(built, dashboard, link)
        chat_in = partial(chat, built, link, operators, measured.request_refused)
        talk = reception(built, bot, lru_cache(_THREADS)(chat_in), administrators)
        menu = partial(command_menus.follow, bot, built.settings.administrators)
        return Handlers(talk, built.readership, membership, bot, clock, menu)

    def hear() -> Hear:
        return built.tracing.spanned("update", handlers())

    def hear_by_what_is_configured_now() -> None:
        heeds.hear = hear()

    heeds = Receiver(
        inbox=built.inbox,
        hear=hear(),
        attempts=_attempts(built, TelegramChannel(bot, built.settings.delivery.send_timeout_s)),
        unit=partial(built.database.unit, brief=True),
        passed_over=measured.update_passed_over,
        addressed=handlers().addressed,
    )
    built.after_reload = hear_by_what_is_configured_now
    return heeds


def _attempts(built: Core, channel: TelegramChannel) -> Attempts:
    return Attempts(
        outbox=built.outbox,
        readership=built.readership,
        channel=SpannedChannel(channel, built.tracing),
        events=built.events,
        settings=built.settings.delivery,
        clock=clock,
        in_air=built.in_air,
    )


def administration(built: Core, dashboard: Dashboard, link: Callable[[str], str]) -> Administration:
    """What admins may do."""
    settings = built.settings
    zone, is_open = settings.readers.zone, settings.telegram.open
    reviewing = Reviewing(dashboard)
    parts = (
        Bulletin(dashboard, built.archive, zone),
        SourceKeeping(dashboard, QuestionStore(built.database)),
        reviewing,
        Pausing(built.switches),
        Broadcasting(AnnouncementStore(built.database), settings.delivery.messages_per_s),
        Inviting(InvitationStore(built.database), is_open, link, zone),
    )
    return Administration(settings.administrators, parts, reviewing.replied)


def admission(
    built: Core, is_admin: Callable[[int], bool], refused: Callable[[], None] = lambda: None
) -> Admission:
    """Who may talk to the bot; `refused` is told of each stranger."""
    invitations = InvitationStore(built.database)
    return Admission(built.readership, invitations, built.settings.telegram.open, is_admin, refused)


def reception(
    built: Core,
    bot: Bot,
    chat_in: Callable[[int | None], Chat],
    administrators: TelegramChatAdministrators,
) -> Reception:
    """What leads readers to the chat."""
    setups = SetupStore(built.database)
    return Reception(
        chat_in,
        Doorkeeper(administrators),
        Channels(setups, administrators, partial(channel_link, bot)),
        setups,
    )


def chat(
    built: Core,
    link: Callable[[str], str] = lambda _payload: "",
    administration: Administration | None = None,
    refused: Callable[[str], None] = lambda _why: None,
    thread: int | None = None,
) -> Chat:
    """What answers readers, maybe in a thread of a forum, and admins if there are any.

    `link` makes the address that begins a conversation with this payload; `refused` is told why a request is.
    """
    readers, telegram = built.settings.readers, built.settings.telegram
    administration = administration or Administration()
    archive, catalogue = built.archive, built.catalogue
    readership, tellings = built.readership.in_thread(thread), built.tellings.in_thread(thread)
    interpreter = Interpreter(QuestionStore(built.database), archive, readership, catalogue, readers)
    following = Following(readership, interpreter, readers)
    selection = Selection(tellings, built.coverage, readers.kinds)
    trending = Trending(built.counts, built.catalogue, partial(built.run, draw), readers.zone)
    digest = built.pipeline.digest
    news = News(archive, readership, tellings, built.reader, digest, interpreter, readers)
    choices = Choices(
        readership,
        following,
        catalogue,
        readers,
        built.settings.backup.keep_days,
        pasted_to_server=built.summarisers.pasted_to_server,
        by_invitation=not telegram.open,
        thread=thread,
    )
    feedback = FeedbackStore(built.database)
    opening = Opening(archive, readership, tellings, feedback, interpreter, link)
    kinds = WantedKinds(readership, readers)
    searching = Searching(archive, readership, interpreter, catalogue, selection, readers)
    own = OwnEdition(archive, readership, tellings, selection, interpreter, catalogue, readers)
    speaking = Speaking(readership, readers)
    newcomers = Newcomers(readership, readers)
    return Chat(
        news,
        searching,
        choices,
        Hours(readership, readers, partial(built.run, zone_at)),
        Away(readership, readers),
        following,
        newcomers,
        Explanation(archive, readership, catalogue, selection),
        trending,
        LeftOut(tellings, own, interpreter),
        kinds,
        own,
        Onboarding(readership, choices, following, opening, own, speaking, newcomers, readers),
        opening,
        Cards(interpreter, link, partial(built.run, qr)),
        speaking,
        Listening(archive, readership, feedback, following, kinds),
        Inline(searching, interpreter, link),
        catalogue,
        administration,
        admission(built, administration.is_admin, partial(refused, STRANGER)),
        Limits(telegram.requests_a_minute, telegram.requests_an_hour, partial(refused, TOO_MUCH)),
    )
