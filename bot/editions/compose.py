"""Which subscriber hears of which story, and why. A mute wins over a follow."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from bot.model import Message, Mode, Topic, TopicKind
from bot.ports import Follower, Queued, Telling, Untold
from bot.topics.query import stems_of


def matches(topic: Topic, story_topics: Collection[str], stems: Collection[str]) -> bool:
    """Whether a story is about `topic`: tagged with it, or holding all its words."""
    if topic.kind is TopicKind.WORDS:
        wanted = stems_of(topic.key)
        return bool(wanted) and set(wanted) <= set(stems)
    return topic.key in story_topics


def reasons(untold: Untold, followers: Sequence[Follower]) -> list[Follower]:
    """For each subscriber who should hear of the story, the subscription that says why."""
    by_chat: dict[int, list[Follower]] = defaultdict(list)
    for follower in followers:
        if matches(follower.topic, untold.story.topics, untold.stems):
            by_chat[follower.chat_id].append(follower)
    return [
        matching[0]
        for matching in by_chat.values()
        if all(subscription.mode is Mode.FOLLOW for subscription in matching)
    ]


def telling(
    untold: Untold, followers: Sequence[Follower], render: Callable[[Topic, str], Message]
) -> Telling:
    """Who hears of the story now, and who in the next edition; whoever asked for both has both.

    `render` makes the message that names the followed topic and shows dates in a time zone.
    """
    why = reasons(untold, followers)
    return Telling(
        story_id=untold.story.id,
        now=tuple(
            Queued(
                f"story:{untold.story.id}:{reason.chat_id}", reason.chat_id, render(reason.topic, reason.zone)
            )
            for reason in why
            if reason.instant
        ),
        next_edition=tuple(reason.chat_id for reason in why if reason.slotted or not reason.instant),
    )
