"""The conversation: which words and which button lead to which answer."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from bot.chat import menus, texts
from bot.chat.administration import Administration, Answer, AnswerInPlace
from bot.chat.admission import Admission
from bot.chat.away import Away
from bot.chat.cards import Cards
from bot.chat.choices import Choices
from bot.chat.commands import ALIASES
from bot.chat.explanation import Explanation
from bot.chat.failures import explained
from bot.chat.following import Following
from bot.chat.from_english import FromEnglish
from bot.chat.hours import Hours
from bot.chat.inline import Inline, Offers
from bot.chat.intents import Command, Intent, Link, Text, content_of, intent_of
from bot.chat.joining import Newcomers
from bot.chat.left_out import LeftOut
from bot.chat.listening import Listening
from bot.chat.news import News
from bot.chat.onboarding import Onboarding
from bot.chat.opening import Opening
from bot.chat.own_edition import OwnEdition
from bot.chat.reply import Reply, Shown, say
from bot.chat.request_limits import Limits, costs
from bot.chat.searching import Searching
from bot.chat.speaking import Speaking
from bot.chat.trending import Trending
from bot.chat.wanted_kinds import WantedKinds
from bot.errors import StaleButton
from bot.model import Raw
from bot.topics.catalogue import Catalogue
from bot.wording import ENGLISH, Marked, spoken

_STORIES_MAX = 20
"""Of one answer, however many are asked for."""

_LETTERS = 5
"""So often who asks inline asks, before what they mean stands there."""

log = structlog.get_logger()


class Chat:
    """Answers readers: what they type, the buttons they press, the files they give."""

    def __init__(
        self,
        news: News,
        searching: Searching,
        choices: Choices,
        hours: Hours,
        away: Away,
        following: Following,
        newcomers: Newcomers,
        explanation: Explanation,
        trending: Trending,
        left_out: LeftOut,
        kinds: WantedKinds,
        own: OwnEdition,
        onboarding: Onboarding,
        opening: Opening,
        cards: Cards,
        speaking: Speaking,
        listening: Listening,
        inline: Inline,
        catalogue: Catalogue,
        administration: Administration,
        admission: Admission,
        limits: Limits,
    ) -> None:
        self._news = news
        self._searching = searching
        self._listening = listening
        self._inline = inline
        self._hours = hours
        self._catalogue = catalogue
        self._from_english = FromEnglish(catalogue)
        self._administration = administration
        self._admission = admission
        self._limits = limits
        self._limits_of_letters = limits.times(_LETTERS)
        typed: Mapping[str, Answer] = {
            **speaking.commands,
            "follow": following.follow,
            "mute": following.mute,
            "region": following.region,
            "subscribe": choices.subscribe,
            "hours": hours.hours,
            "settings": hours.hours,
            "zone": hours.zone,
        }
        self._commands: Mapping[str, Answer] = {
            **{name: _saying(text) for name, text in texts.SAYINGS.items()},
            **newcomers.told(typed),
            **away.commands,
            **cards.commands,
            "start": onboarding.start,
            "latest": self._latest,
            "topic": searching.topic,
            "tendances": trending.trends,
            "topics": choices.topics,
            "unfollow": following.unfollow,
            "less": following.less,
            "unsubscribe": choices.unsubscribe,
            "digest": own.digest,
            "sources": news.sources,
            "privacy": choices.privacy,
            "export": choices.export,
            "forget": choices.forget,
        }
        touched: Mapping[str, Answer] = {  # of the settings, none: they say when
            "region": choices.toggle_region,
            "topic": choices.toggle_topic,
            "follow": following.toggle_follow,
            "mute": following.toggle_mute,
            "enough": listening.enough,
            "nokind": listening.no_kind,
        }
        self._buttons: Mapping[str, Answer] = {
            **newcomers.told(touched),
            **onboarding.buttons,
            **hours.buttons,
            **away.buttons,
            **cards.buttons,
            **speaking.buttons,
            "kinds": kinds.show,
            "kind": kinds.toggle,
            "regions": choices.show_regions,
            "leave": following.leave,
            "why": explanation.explain,
            "data": choices.show_privacy,
            "export": choices.export,
            "erase": choices.forget,
            "themes": choices.show_topics,
            "look": searching.topic_from,
            "last": news.latest_from,
            "rest": left_out.rest,
            "more": opening.more,
            "forget": choices.forgotten,
            "nothanks": listening.no_thanks,
            "unsay": listening.unsay,
        }

        self._in_place: Mapping[str, AnswerInPlace] = {
            "open": opening.open,
            "list": opening.back,
            "dots": opening.show_rest,
            "admin": administration.pressed,
            "vote": listening.vote,
            "wrong": listening.wrong,
        }

    async def answered(
        self, chat_id: int, message: str, quoted: str = "", answered: Shown | None = None
    ) -> Reply | None:
        """What who answers a message of ours that asked for it is told; none for all else.

        `quoted` are its words: an admin corrects a story. `answered` is that message as it stands, if it is
        ours: a reader says what is wrong with one.
        """
        if corrected := await self._administration.replied(chat_id, message, quoted):
            return corrected
        if answered is None or message.startswith("/"):
            return None
        return await self._listening.words(chat_id, message, answered)

    def wish(self, message: str, *, link: str = "", quoted: str = "") -> Intent:
        """What is asked for.

        `link` is an address behind its words, or behind those of the message that it answers, `quoted`.
        """
        if spoken() == ENGLISH:
            message = self._from_english(message)
        intent = intent_of(message, self._names_topic, link, is_region=self._names_region)
        if intent == Command("summarise"):
            intent = content_of(quoted, link) or intent
        return intent

    def knows(self, name: str) -> bool:
        """Whether there is such a command."""
        return name in self._commands

    async def lets_in(self, chat_id: int) -> bool:
        """Whether this chat may be answered: the bot is open to it."""
        return await self._admission.knows(chat_id)

    async def begin(self, chat_id: int, now: datetime) -> Reply:
        """A chat begins that somebody who was let in brings along."""
        return await self._commands["start"](chat_id, "", now)

    async def done(self, chat_id: int, intent: Intent, now: datetime) -> Reply:
        """Do what is asked for."""
        if settled := await self._settled(chat_id, intent, now):
            return settled
        match intent:
            case Command(name, argument):
                answer = self._commands.get(ALIASES.get(name, name))
                return await answer(chat_id, argument, now) if answer else say(texts.UNKNOWN_COMMAND)
            case Link(url):
                return await self._news.link(chat_id, url, now)
            case Text(text):
                raw = Raw("", text.encode(errors="replace"), "text/plain", "utf-8")
                return await self._news.given(chat_id, raw, now)

    async def _settled(self, chat_id: int, intent: Intent, now: datetime) -> Reply | None:
        """What a stranger is told, an admin is answered, and whoever asks too much; none for readers."""
        if refusal := await self._admission.refusal(chat_id, now, intent):
            return refusal
        if isinstance(intent, Command):
            own = await self._administration.commanded(chat_id, intent, now)
            if own is not None:
                return own
        return self._too_much(chat_id, now) if costs(intent) else None

    async def _latest(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/latest`, `/latest 5`, `/latest russie`, `/latest 5 russie`."""
        first, _blank, rest = argument.partition(" ")
        number = min(int(first), _STORIES_MAX) if re.fullmatch("[1-9][0-9]?", first) else None
        subject = argument if number is None else rest.strip()
        if subject:
            return await self._searching.topic(chat_id, subject, now, number)
        return await self._news.latest(chat_id, now, number)

    def _names_topic(self, text: str) -> bool:
        return self._catalogue.named(text) is not None

    def _names_region(self, text: str) -> bool:
        return self._catalogue.region(text) is not None

    def _too_much(self, chat_id: int, now: datetime) -> Reply | None:
        return None if self._administration.is_admin(chat_id) else self._limits.refusal(chat_id, now)

    async def refusal(self, chat_id: int, now: datetime, *, costs: bool = False) -> Reply | None:
        """Why what has no words is not heeded: the chat was not let in, or asks for too much at once."""
        refusal = await self._admission.refusal(chat_id, now)
        return refusal or (self._too_much(chat_id, now) if costs else None)

    async def placed(self, chat_id: int, latitude: float, longitude: float, now: datetime) -> Reply:
        """Answer a position with its time zone; ask for a `refusal` before."""
        return await self._hours.placed(chat_id, latitude, longitude, now)

    async def given(self, chat_id: int, raw: Raw, now: datetime) -> Reply:
        """Answer a file with its summary; ask for a `refusal` before it is fetched."""
        return await self._news.given(chat_id, raw, now)

    async def inline(self, asker: int, typed: str, offset: str, now: datetime) -> Offers:
        """What is offered to who asks from within another chat; to a stranger, or too fast, nothing.

        Raises: StaleButton for a forged offset.
        """
        if not await self._admission.knows(asker):
            return Offers()
        if not self._administration.is_admin(asker) and self._limits_of_letters.refusal(asker, now):
            return Offers()
        if spoken() == ENGLISH:
            typed = self._from_english(typed)
        return await self._inline.offers(asker, typed, offset, now)

    async def pressed(self, chat_id: int, data: str, now: datetime, shown: Shown | None = None) -> Reply:
        """Answer a button; one of another age, or a forged one, gets a kind word.

        `shown` is the message that bears it, where it can still be changed.
        """
        if refusal := await self._admission.refusal(chat_id, now):
            return refusal
        verb, _, rest = data.partition(":")
        answer = self._buttons.get(verb, _stale)
        try:
            if verb in self._in_place:
                return await self._in_place[verb](chat_id, rest, now, shown)
            reply = await answer(chat_id, rest, now)
            return _turned(reply) if shown and _turns(data, shown) else reply
        except StaleButton as err:  # and nothing else: a fault of ours is for the log
            log.info("stale button", verb=verb)
            return Reply(notice=explained(err))


def _turns(data: str, shown: Shown) -> bool:
    """Whether the button that was touched turns the page of a list."""
    touched = (button for row in shown.rows for button in row if button.data == data)
    return any(button.label in menus.NEWER.everywhere | menus.OLDER.everywhere for button in touched)


def _turned(reply: Reply) -> Reply:
    """A page in the place of the one before, if one message holds it."""
    return replace(reply, messages=(), instead=reply.messages[0]) if len(reply.messages) == 1 else reply


async def _stale(_chat_id: int, rest: str, _now: datetime) -> Reply:
    """No button of ours has such a verb."""
    raise StaleButton(rest)


def _saying(text: Marked) -> Answer:
    async def answer(_chat_id: int, _argument: str, _now: datetime) -> Reply:
        return say(text)

    return answer
