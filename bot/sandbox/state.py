"""The fold: what happened, event by event, -> people, messages, and the updates that wait for the bot.

An event is a JSON object whose `event` names one of `RULES`. The same events always give the same state:
dates and identifiers are in the events. Messages, updates and users are kept as the Bot API writes them.
"""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

Json = dict[str, Any]
Event = dict[str, Any]

FIRST_PEOPLE: Final = ((7001, "Anne"), (7002, "Bruno"), (7003, "Chloé"))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may talk to the bot. `chat` is where: the private chat, or a supergroup once moved.

    Before `started` the bot may not write; `blocked` is the person's choice.
    """

    id: int
    name: str
    chat: int
    started: bool = False
    blocked: bool = False

    @property
    def user_json(self) -> Json:
        """The person as a User."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "fr"}

    @property
    def chat_json(self) -> Json:
        """The chat as a Chat."""
        if self.chat == self.id:
            return {"id": self.chat, "type": "private", "first_name": self.name}
        return {"id": self.chat, "type": "supergroup", "title": self.name}


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
        default_factory=lambda: {id_: Person(id_, name, id_) for id_, name in FIRST_PEOPLE}
    )
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

    def person_at(self, chat: int) -> Person | None:
        """Who is in this chat."""
        known = self.people.get(chat)  # nearly always: a private chat has its person's number
        if known is not None and known.chat == chat:
            return known
        return next((person for person in self.people.values() if person.chat == chat), None)


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Apply `events` in order to `state`, which is changed in place, or to a new one."""
    state = state or State()
    for event in events:
        RULES[event["event"]](state, event)
    return state


def _person(state: State, event: Event) -> None:
    state.people[event["id"]] = Person(event["id"], event["name"], event["id"])


def _message(state: State, event: Event) -> None:
    message = event["message"]
    state.messages[message["message_id"]] = message
    state.last_message = max(state.last_message, message["message_id"])
    sender = state.people.get(message["from"]["id"])
    if sender:
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


def _moved(state: State, event: Event) -> None:
    person = state.people[event["user"]]
    state.moved[person.chat] = event["chat"]
    state.people[person.id] = replace(person, chat=event["chat"])
    chat = state.people[person.id].chat_json
    for id_, message in state.messages.items():
        if message["chat"]["id"] == person.chat:
            state.messages[id_] = message | {"chat": chat}


def _commands(state: State, event: Event) -> None:
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
    for id_ in event["files"]:
        state.files[id_] = StoredFile("", state.files[id_].media_type, b"")
    state.last_message = max(state.last_message, event["last_message"])
    state.last_update = max(state.last_update, event["last_update"])
    for person in [one for one in state.people.values() if one.chat in event["chats"]]:
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
    "moved": _moved,
    "commands": _commands,
    "webhook": _webhook,
    "allowed": _allowed,
    "file": _file,
    "forgotten": _forgotten,
}
