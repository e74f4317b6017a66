"""A newcomer's first minute: which topics, when, on which clock, and a first edition at once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import group_texts, menus, settings_menu, texts, zones
from bot.chat.cards import TOPIC
from bot.chat.choices import Choices
from bot.chat.following import Following
from bot.chat.joining import Newcomers, joined, newcomer
from bot.chat.menus import tick
from bot.chat.opening import Opening
from bot.chat.own_edition import OwnEdition
from bot.chat.reply import Reply, plain, say
from bot.chat.speaking import Speaking
from bot.errors import StaleButton
from bot.model import Button, Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import LANGUAGES, Marked, _, spoken
from bot.wording.formats import in_a_row

_STORY = "story_"
"""What the payload of a deep link begins with, as that to a topic does."""
_MORNING, _EVENING, _AT_ONCE = "morning", "evening", "now"


@dataclass(frozen=True, slots=True)
class Onboarding:
    """Leads through three short pages, each one touch; whoever stops on the way has a morning edition."""

    readership: Readership
    choices: Choices
    following: Following
    opening: Opening
    own: OwnEdition
    speaking: Speaking
    newcomers: Newcomers
    settings: Readers

    async def start(self, chat_id: int, payload: str, now: datetime) -> Reply:
        """`/start`, maybe with what a deep link carries: a topic to follow, a story to read."""
        if payload.startswith(TOPIC):
            follow = self.newcomers.telling(self.following.follow)
            return await follow(chat_id, _spoken(payload.removeprefix(TOPIC)), now)
        if payload.startswith(_STORY):
            tell = self.newcomers.telling(self._story, apart=True)
            return await tell(chat_id, payload.removeprefix(_STORY), now)
        known = await self.readership.subscriber(chat_id)
        subscriber = await joined(self.readership, self.settings, chat_id, now)
        if known is not None and subscriber.topics:
            return say(texts.WELCOME_BACK, await self.choices.topic_rows(subscriber))
        return say(_welcome(chat_id), await self._topics(subscriber))

    async def _story(self, chat_id: int, story: str, now: datetime) -> Reply:
        await joined(self.readership, self.settings, chat_id, now)
        try:
            return await self.opening.more(chat_id, story, now)
        except StaleButton:
            return say(texts.STORY_GONE)

    async def greet(self, chat_id: int, language: str, now: datetime) -> Reply:
        """The other language was touched on the first page. Raises: StaleButton when we do not speak it."""
        await self.speaking.choose(chat_id, language, now)
        return await self.show_topics(chat_id, "", now)

    async def toggle_topic(self, chat_id: int, short: str, now: datetime) -> Reply:
        """A topic of the first page was touched."""
        notice = await self.choices.toggled(chat_id, short, now)
        return Reply(rows=await self._topics(await self._known(chat_id)), notice=notice)

    async def show_regions(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """«Ma région» was touched on the first page: which one is asked."""
        rows = menus.regions(self.choices.catalogue.home, await self._known(chat_id), "home", "welcome:")
        return Reply(instead=plain(texts.WHICH_REGION, rows))

    async def toggle_region(self, chat_id: int, key: str, now: datetime) -> Reply:
        """A region was touched: back to the first page, where it stands among the topics."""
        notice = await self.choices.toggled(chat_id, key, now)
        return replace(await self.show_topics(chat_id, "", now), notice=notice)

    async def show_topics(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """The first page again."""
        return Reply(instead=plain(_welcome(chat_id), await self._topics(await self._known(chat_id))))

    async def show_times(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """The second page."""
        return Reply(instead=plain(texts.WHEN, self._times(await self._known(chat_id))))

    async def plan(self, chat_id: int, name: str, now: datetime) -> Reply:
        """A time of the second page was touched: the third page. Raises: StaleButton when it is none."""
        if name not in self._plans:
            raise StaleButton(name)
        await joined(self.readership, self.settings, chat_id, now)
        await self._plan(chat_id, name, now)
        return await self._clock(chat_id)

    async def live(self, chat_id: int, zone: str, now: datetime) -> Reply:
        """A zone of the third page was touched. Raises: StaleButton when it is none."""
        if not zones.exists(zone):
            raise StaleButton(zone)
        subscriber = await joined(self.readership, self.settings, chat_id, now)
        await self.readership.choose(replace(subscriber, zone=zone), now)
        return await self._clock(chat_id)

    async def begin(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """«Terminé» was touched: what was chosen, and the first edition at once, but in a channel."""
        subscriber = await self._known(chat_id)
        ready = plain(texts.READY.format(when=settings_menu.when(subscriber, self.settings)))
        first = Reply() if subscriber.channel else await self._first_edition(chat_id, now)
        return Reply(first.messages, instead=ready)

    async def _first_edition(self, chat_id: int, now: datetime) -> Reply:
        return await self.own.digest(chat_id, "", now, nothing=texts.NOTHING_FRESH)

    @property
    def buttons(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """What each of its buttons does."""
        return {
            "first": self.toggle_topic,
            "greet": self.greet,
            "homes": self.show_regions,
            "home": self.toggle_region,
            "welcome": self.show_topics,
            "when": self.show_times,
            "plan": self.plan,
            "live": self.live,
            "begin": self.begin,
            "setup": self.start,
        }

    @property
    def _plans(self) -> Mapping[str, tuple[int, ...]]:
        morning, *later = sorted(self.settings.slots) or [8 * 60]
        return {_MORNING: (morning,), _EVENING: (morning, *later[-1:]), _AT_ONCE: ()}

    async def _plan(self, chat_id: int, name: str, now: datetime) -> None:
        wanted = self._plans[name]
        for minute in {*(await self._known(chat_id)).slots, *wanted}:
            await self.readership.set_slot(chat_id, minute, wanted=minute in wanted, now=now)
        await self.readership.set_instant(chat_id, instant=not wanted)

    async def _topics(self, subscriber: Subscriber) -> menus.Rows:
        onward = (replace(menus.my_region(), data="homes:"), Button(_("Continuer ›"), data="when:"))
        rows = await self.choices.topic_rows(subscriber, verb="first", onward=onward)
        others = (Button(name, data=f"greet:{one}") for one, name in LANGUAGES.items() if one != spoken())
        return (tuple(others), *rows)  # below the topics, who reads no French would have to scroll for it

    def _times(self, subscriber: Subscriber) -> menus.Rows:
        plans = self._plans
        labels = {
            _MORNING: _("Une édition le matin, à {clock}"),
            _EVENING: _("Deux éditions, à {clock}"),
            _AT_ONCE: _("Dès la parution, {most} par jour au plus"),
        }
        most = settings_menu.cap(subscriber, self.settings)
        chosen = () if subscriber.instant else subscriber.slots
        return tuple(
            (Button(tick(_filled(label, plans[name], most), on=plans[name] == chosen), data=f"plan:{name}"),)
            for name, label in labels.items()
        )

    async def _clock(self, chat_id: int) -> Reply:
        subscriber = await self._known(chat_id)
        offered = [
            Button(tick(zones.name(zone), on=zone == subscriber.zone), data=f"live:{zone}")
            for zone in zones.OFFERED
        ]
        when = settings_menu.when(subscriber, self.settings)
        done = (Button(_("Terminé"), data="begin:"),)
        return Reply(
            instead=plain(
                texts.WHICH_CLOCK.format(when=when),
                (done, *settings_menu.place(subscriber), *menus.pairs(offered, 3)),
            )
        )

    async def _known(self, chat_id: int) -> Subscriber:
        return await self.readership.subscriber(chat_id) or newcomer(self.settings, chat_id)


def _welcome(chat_id: int) -> Marked:
    """A group was greeted when we came, and who sets up a channel knows us."""
    return texts.WELCOME if chat_id > 0 else group_texts.CHOOSE_TOPICS


def _filled(label: str, minutes: tuple[int, ...], most: int) -> str:
    at = in_a_row([settings_menu.at(minute) for minute in minutes]) if minutes else ""
    return label.format(clock=at, most=most)


def _spoken(slug: str) -> str:
    """A topic as a link carries it: «coree_du_nord»."""
    return slug.replace("_", " ")
