"""The fold: what happened, event by event, -> people, groups, messages, and the updates that wait.

An event is a JSON object whose `event` names one of `RULES`. The same events always give the same state:
dates and identifiers are in the events. Messages, updates and users are kept as the Bot API writes them.
"""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from bot.sandbox.chats import SUPERGROUP, Group, Json, Person, Place, Thread, is_of

Event = Json

FIRST_PEOPLE: Final = ((7001, "Anne"), (7002, "Bruno"), (7003, "Chloé"))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file that went through a chat."""

    name: str
    media_type: str
    content: bytes


@dataclass(slots=True)
class State:
    """All that the sandbox knows."""

    people: dict[int, Person] = field(
        default_factory=lambda: {id_: Person(id_, name) for id_, name in FIRST_PEOPLE}
    )
    groups: dict[int, Group] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    last_message: int = 0
    updates: list[Json] = field(default_factory=list)
    last_update: int = 0
    queries: dict[str, Json] = field(default_factory=dict)
    """Callback queries without an answer, with their `date`."""
    commands: dict[str, list[Json]] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    allowed: list[str] = field(default_factory=list)
    """Kinds of updates the bot wants; none means the usual ones."""
    files: dict[str, StoredFile] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    """Chats that became supergroups: old id -> new id."""

    def place(self, chat: int) -> Place | None:
        """What has this number."""
        return self.people.get(chat) or self.groups.get(chat)

    def named(self, username: str) -> Group | None:
        """The group or channel that everybody can find by this name."""
        wanted = username.lower()
        found = (one for one in self.groups.values() if one.username and one.username.lower() == wanted)
        return next(found, None)


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Apply `events` in order to `state`, which is changed in place, or to a new one."""
    state = state or State()
    for event in events:
        RULES[event["event"]](state, event)
    return state


def _person(state: State, event: Event) -> None:
    state.people[event["id"]] = Person(event["id"], event["name"])


def _message(state: State, event: Event) -> None:
    message = event["message"]
    state.messages[message["message_id"]] = message
    state.last_message = max(state.last_message, message["message_id"])
    sender = state.people.get(message["chat"]["id"])
    if sender and sender.id == message["from"]["id"]:
        state.people[sender.id] = replace(sender, started=True)


def _deleted(state: State, event: Event) -> None:
    state.messages.pop(event["message_id"], None)


def _update(state: State, event: Event) -> None:
    update = event["update"]
    state.updates.append(update)
    state.last_update = update["update_id"]


def _query(state: State, event: Event) -> None:
    state.queries[event["id"]] = event


def _answered(state: State, event: Event) -> None:
    state.queries.pop(event["id"], None)


def _confirmed(state: State, event: Event) -> None:
    state.updates = [update for update in state.updates if update["update_id"] >= event["before"]]


def _blocked(state: State, event: Event) -> None:
    state.people[event["user"]] = replace(state.people[event["user"]], blocked=event["blocked"])


def _language(state: State, event: Event) -> None:
    state.people[event["user"]] = replace(state.people[event["user"]], language=event["language"])


def _group(state: State, event: Event) -> None:
    roles = {int(user): role for user, role in event["roles"].items()}
    what = (event["kind"], event["title"], event["forum"])
    group = Group(event["chat"], *what, roles, username=event.get("username", ""))
    state.groups[group.id] = group


def _role(state: State, event: Event) -> None:
    group = state.groups[event["chat"]]
    roles = group.roles | {event["user"]: event["role"]}
    state.groups[group.id] = replace(group, roles=roles, posts=event["posts"])


def _thread(state: State, event: Event) -> None:
    group = state.groups[event["chat"]]
    threads = group.threads | {event["id"]: Thread(event["name"], event["closed"])}
    state.groups[group.id] = replace(group, threads=threads)


def _thread_deleted(state: State, event: Event) -> None:
    group = state.groups[event["chat"]]
    threads = {id_: thread for id_, thread in group.threads.items() if id_ != event["id"]}
    state.groups[group.id] = replace(group, threads=threads)


def _migrated(state: State, event: Event) -> None:
    """What was written stays under the old number, as in Telegram; all else goes on under the new one."""
    group = state.groups.pop(event["chat"])
    state.moved[group.id] = event["to"]
    state.groups[event["to"]] = replace(group, id=event["to"], kind=SUPERGROUP)


def _commands(state: State, event: Event) -> None:
    state.commands.pop(event["key"], None)
    if event["commands"]:
        state.commands[event["key"]] = event["commands"]


def _webhook(state: State, event: Event) -> None:
    state.webhook = event["webhook"]


def _allowed(state: State, event: Event) -> None:
    state.allowed = event["kinds"]


def _forgotten(state: State, event: Event) -> None:
    """A chat's past is gone, but for what it still waits for; the numbers go on where they were."""
    state.messages = {
        id_: message
        for id_, message in state.messages.items()
        if message["chat"]["id"] not in event["chats"] or id_ in event["kept"]
    }
    kept = {key: menu for key, menu in state.commands.items() if not is_of(key, event["chats"])}
    state.commands = kept
    for id_ in event["files"]:
        state.files[id_] = StoredFile("", state.files[id_].media_type, b"")
    state.last_message = max(state.last_message, event["last_message"])
    state.last_update = max(state.last_update, event["last_update"])
    for person in [one for one in state.people.values() if one.id in event["chats"]]:
        state.people[person.id] = replace(person, started=True)


def _file(state: State, event: Event) -> None:
    content = base64.b64decode(event["content"])
    state.files[event["id"]] = StoredFile(event["name"], event["media_type"], content)


RULES: Final[dict[str, Callable[[State, Event], None]]] = {
    "person": _person,
    "message": _message,
    "deleted": _deleted,
    "update": _update,
    "query": _query,
    "answered": _answered,
    "confirmed": _confirmed,
    "blocked": _blocked,
    "language": _language,
    "group": _group,
    "role": _role,
    "thread": _thread,
    "thread_deleted": _thread_deleted,
    "migrated": _migrated,
    "commands": _commands,
    "webhook": _webhook,
    "allowed": _allowed,
    "file": _file,
    "forgotten": _forgotten,
}
