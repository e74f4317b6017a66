"""A reader judges a story: a vote, which decides nothing, or a mistake, which an operator looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat import menus, texts
from bot.chat.explanation import led_by
from bot.chat.following import Following
from bot.chat.menus import Rows
from bot.chat.reply import Reply, Shown, plain, say
from bot.chat.wanted_kinds import WantedKinds
from bot.editions import buttons
from bot.errors import StaleButton
from bot.model import Button, Complaint, Kind, Message, Mode, Story, Topic, Vote
from bot.ports import Archive, Feedback, Readership
from bot.topics.source_names import key_of, publisher
from bot.wording import Marked, _

COMPLAINTS: Mapping[Complaint, Marked] = {
    Complaint.FACT: Marked("Un fait est faux"),
    Complaint.GROUPED: Marked("Mal regroupé : deux événements en un"),
    Complaint.MISSED: Marked("Le résumé ne dit pas l'essentiel"),
    Complaint.NO_NEWS: Marked("Ce n'est pas une nouvelle"),
    Complaint.OTHER: Marked("Autre chose"),
}
_SIGNS: Mapping[Vote, str] = {Vote.UP: "👍", Vote.DOWN: "👎"}
_VOTE, _WRONG, _UNSAY = "vote:", "wrong:", "unsay:"
_NOTHING = "no"
_TOPICS_MAX = 2
"""That may be muted after a vote; more would be a menu."""
_WORDS_MAX = 500


def votes(story_id: int, voted: Vote | None) -> tuple[Button, ...]:
    """Like it or not; what was chosen is ticked, and touched again is taken back.

    Each button says what it leads to: touched twice in haste, it does so once.
    """
    return tuple(
        Button(
            menus.tick(sign, on=voted is vote),
            data=f"{_VOTE}{story_id}:{'' if voted is vote else vote}",
        )
        for vote, sign in _SIGNS.items()
    )


def complaint(story_id: int, *, reported: bool) -> Button:
    """Say that something is wrong with this story."""
    label = _("✓ Erreur signalée") if reported else _("Signaler une erreur")
    return Button(label, data=f"{_WRONG}{story_id}")


@dataclass(frozen=True, slots=True)
class Listening:
    """Keeps votes and reports, in the place where they are given."""

    archive: Archive
    readership: Readership
    feedback: Feedback
    following: Following
    kinds: WantedKinds

    async def vote(self, chat_id: int, rest: str, now: datetime, shown: Shown | None) -> Reply:
        """👍 or 👎 was touched. Raises: StaleButton when the story is gone."""
        story, said = await self._story(rest)
        if said not in {*Vote, ""}:
            raise StaleButton(rest)
        vote = Vote(said) if said else None
        is_new = await self.feedback.vote(chat_id, story, vote, now)
        rows = _instead(shown, _VOTE, (votes(story.id, vote),))
        offered = (await self._less(chat_id, story, now),) if is_new and vote is Vote.DOWN else ()
        notice = str(texts.VOTED if vote else texts.VOTE_TAKEN_BACK)
        return Reply(offered, rows=rows, notice=notice)

    async def enough(self, chat_id: int, short: str, now: datetime) -> Reply:
        """A topic or a source was touched of which no more is wanted."""
        topic = await self.following.interpreter.topic(short)
        said = await self.following.take(chat_id, topic, Mode.MUTE, now)
        mode = await self._mode(chat_id, topic)
        said = f"{said} {texts.STILL_FOUND}" if mode is Mode.MUTE else said
        return Reply(instead=plain(said, (menus.choices(topic, mode),)))

    async def no_kind(self, chat_id: int, name: str, now: datetime) -> Reply:
        """A kind of texts was touched of which no more is wanted. Raises: StaleButton when it is none."""
        said = await self.kinds.refuse(chat_id, name, now)
        return Reply(instead=plain(said, ((menus.kinds(),),)))

    async def no_thanks(self, _chat_id: int, _rest: str, _now: datetime) -> Reply:
        """«Non, merci» was touched."""
        return Reply(instead=plain(texts.NOTHING_CHANGES))

    async def wrong(self, chat_id: int, rest: str, now: datetime, shown: Shown | None) -> Reply:
        """«Signaler une erreur» was touched, then which one, or none after all.

        Raises: StaleButton when the story is gone.
        """
        story, said = await self._story(rest)
        if not said:
            asked = _complaints(story.id)
            return Reply(rows=_instead(shown, _WRONG, asked)) if shown else say(texts.WHAT_IS_WRONG, asked)
        if said == _NOTHING:
            await self.feedback.withdraw(chat_id, story.id)
            return Reply(rows=_instead(shown, _WRONG, ((complaint(story.id, reported=False),),)))
        if said not in COMPLAINTS:
            raise StaleButton(rest)
        is_new = await self.feedback.report(chat_id, story.id, Complaint(said), now)
        rows = _instead(shown, _WRONG, ((complaint(story.id, reported=True),),))
        unsay = Button(_("Annuler le signalement"), data=f"{_UNSAY}{story.id}")
        thanks = (plain(texts.REPORTED, ((unsay,),)),) if is_new else ()
        return Reply(thanks, rows=rows, notice=str(texts.NOTED))

    async def unsay(self, chat_id: int, story_id: str, _now: datetime) -> Reply:
        """«Annuler le signalement» was touched."""
        await self.feedback.withdraw(chat_id, buttons.number(story_id))
        return Reply(instead=plain(texts.REPORTED_NO_MORE))

    async def words(self, chat_id: int, typed: str, answered: Shown) -> Reply | None:
        """What a reader wrote in answer to our thanks for a report; none when it answers something else."""
        found = (one for row in answered.rows for one in row if one.data.startswith(_UNSAY))
        unsay = next(found, None)
        if unsay is None:
            return None
        story_id = buttons.number(unsay.data.removeprefix(_UNSAY))
        kept = await self.feedback.add_words(chat_id, story_id, menus.short(typed.strip(), _WORDS_MAX))
        return say(texts.WORDS_KEPT if kept else texts.SEEN_TO)

    async def _story(self, rest: str) -> tuple[Story, str]:
        """The story that a button names, and what else it says. Raises: StaleButton when it is gone."""
        number, _, said = rest.partition(":")
        story = await self.archive.story(buttons.number(number))
        if story is None:
            raise StaleButton(rest)
        return story, said

    async def _less(self, chat_id: int, story: Story, now: datetime) -> Message:
        """«Moins de cela ?»: what led to the story, its source, its kind, each to be had no more."""
        interpreter, source = self.following.interpreter, publisher(story.lead.source)
        chosen = await self.readership.chosen(chat_id)
        known = interpreter.catalogue.topics
        followed = led_by(story, [topic for topic, mode in chosen if mode is Mode.FOLLOW])
        named = [known[key] for key in story.topics if key in known]
        muted = {topic for topic, mode in chosen if mode is Mode.MUTE}
        topics = [topic for topic in dict.fromkeys([*followed, *named]) if topic not in muted][:_TOPICS_MAX]
        offered = [*topics, Topic(key_of(source), source)] if source else topics
        rows = [(menus.enough(topic, await interpreter.keep(chat_id, topic.key, now)),) for topic in offered]
        if story.lead.kind is not Kind.NEWS and (no_kind := self.kinds.refusal(story.lead.kind)):
            rows.append((no_kind,))
        return plain(texts.LESS_OF_THIS, (*rows, (Button(_("Non, merci"), data="nothanks:"),)))

    async def _mode(self, chat_id: int, topic: Topic) -> Mode | None:
        subscriber = await self.readership.subscriber(chat_id)
        return subscriber.topics.get(topic.key) if subscriber else None


def _complaints(story_id: int) -> Rows:
    asked = [(Button(str(label), data=f"{_WRONG}{story_id}:{kind}"),) for kind, label in COMPLAINTS.items()]
    return (*asked, (Button(_("‹ Rien, finalement"), data=f"{_WRONG}{story_id}:{_NOTHING}"),))


def _instead(shown: Shown | None, verb: str, rows: Rows) -> Rows | None:
    """The buttons of a message, these in the place of those of one verb; what stood beside those stays."""
    if shown is None:
        return None
    bearing = [at for at, row in enumerate(shown.rows) if any(one.data.startswith(verb) for one in row)]
    if not bearing:
        return shown.rows
    beside = (one for at in bearing for one in shown.rows[at] if not one.data.startswith(verb))
    *first, last = rows
    return (*shown.rows[: bearing[0]], *first, (*beside, *last), *shown.rows[bearing[-1] + 1 :])
