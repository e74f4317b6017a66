"""All that the page shows, at one moment."""

from typing import Final

from bot.sandbox.chats import Group, Json, Person
from bot.sandbox.hub import Hub
from bot.sandbox.methods import menu

HISTORY: Final = 300
"""Messages of one chat that the page is given at first."""


def snapshot(hub: Hub) -> Json:
    """The bot, the people and the groups, and the last messages of each chat."""
    chats: dict[int, list[Json]] = {}
    for _, message in sorted(hub.state.messages.items()):
        chats.setdefault(message["chat"]["id"], []).append(message)
    former = {new: old for old, new in hub.state.moved.items()}
    people = [_person(hub, who) for who in hub.state.people.values()]
    groups = [_group(hub, one) | {"was": former.get(one.id)} for one in hub.state.groups.values()]
    for one in (*people, *groups):
        before = chats.get(one.get("was") or 0, [])
        one["messages"] = [*before, *chats.get(one["id"], [])][-HISTORY:]
    return {"bot": hub.bot, "people": people, "groups": groups}


def _person(hub: Hub, who: Person) -> Json:
    told = {"id": who.id, "name": who.name, "language": who.language}
    return told | {"started": who.started, "blocked": who.blocked, "commands": menu(hub.state, who.id)}


def _group(hub: Hub, group: Group) -> Json:
    bot = hub.bot["id"]
    people = [user for user in group.roles if user != bot and group.holds(user)]
    return {
        "id": group.id,
        "kind": group.kind,
        "title": group.title,
        "forum": group.forum,
        "bot": group.role(bot),
        "posts": group.posts,
        "members": [{"id": user, "role": group.role(user)} for user in people],
        "threads": [
            {"id": id_, "name": one.name, "closed": one.closed} for id_, one in group.threads.items()
        ],
        "commands": {user: menu(hub.state, user, group.id) for user in people} if group.holds(bot) else {},
    }
