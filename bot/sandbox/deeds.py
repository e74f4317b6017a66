"""What the page asks for in a person's name: JSON -> a deed."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Final

from bot.sandbox import groups, person
from bot.sandbox.chats import Json
from bot.sandbox.faults import read_fault
from bot.sandbox.hub import Hub
from bot.sandbox.person import Given, Impossible, Where

DOCUMENT_MAX: Final = 5 * 2**20


def _say(hub: Hub, asked: Json) -> object:
    return person.say(hub, int(asked["user"]), str(asked["text"]), _where(asked))


def _press(hub: Hub, asked: Json) -> object:
    who, message = int(asked["user"]), int(asked["message_id"])
    return {"query_id": person.press(hub, who, message, str(asked["data"]))}


def _hand_over(hub: Hub, asked: Json) -> object:
    given = _given(asked)
    who = int(asked["user"])
    return person.hand_over(hub, who, given.name, given.media_type, given.content, _where(asked))


def _give(hub: Hub, asked: Json) -> object:
    files = [_given(one) for one in asked["files"]]
    if sum(len(file.content) for file in files) > DOCUMENT_MAX:
        raise Impossible(f"what is sent at once has at most {DOCUMENT_MAX} bytes")
    sent = person.give(hub, int(asked["user"]), files, str(asked.get("caption", "")), _where(asked))
    return {"message_ids": [message["message_id"] for message in sent]}


def _share_place(hub: Hub, asked: Json) -> object:
    latitude, longitude = float(asked["latitude"]), float(asked["longitude"])
    return person.share_place(hub, int(asked["user"]), latitude, longitude, _where(asked))


def _ask_inline(hub: Hub, asked: Json) -> object:
    who, query = int(asked["user"]), str(asked["query"])
    group = hub.state.groups.get(int(asked.get("chat") or 0))
    kind = group.kind if group else "sender"
    return {"query_id": person.ask_inline(hub, who, query, str(asked.get("offset", "")), kind)}


def _choose(hub: Hub, asked: Json) -> object:
    query, result = str(asked["query_id"]), str(asked["result_id"])
    return person.choose(hub, int(asked["user"]), query, result, _where(asked))


def _join(hub: Hub, asked: Json) -> object:
    return {"user": person.join(hub, str(asked["name"])).id}


def _speak(hub: Hub, asked: Json) -> None:
    person.speak(hub, int(asked["user"]), str(asked["language"]))


def _block(hub: Hub, asked: Json) -> None:
    person.block(hub, int(asked["user"]), blocked=asked["blocked"] is True)


def _found(hub: Hub, asked: Json) -> object:
    who, title, kind = int(asked["user"]), str(asked["title"]), str(asked.get("kind", "group"))
    members = [int(one) for one in asked.get("members", ())]
    made = groups.found(hub, who, title, kind, forum=asked.get("forum") is True, members=members)
    return {"chat": made.id}


def _share(hub: Hub, asked: Json) -> object:
    return groups.share(hub, int(asked["user"]), int(asked["message_id"]), int(asked["chat"]))


def _set_role(hub: Hub, asked: Json) -> None:
    by, chat, role = int(asked["user"]), int(asked["chat"]), str(asked["role"])
    if asked.get("of") == "bot":
        groups.set_bot(hub, by, chat, role, posts=asked.get("posts", True) is True)
    else:
        groups.set_role(hub, by, chat, int(asked["of"]), role)


def _thread(hub: Hub, asked: Json) -> object:
    by, chat = int(asked["user"]), int(asked["chat"])
    if "thread" not in asked:
        return {"thread": groups.open_thread(hub, by, chat, str(asked["name"]))}
    groups.close_thread(hub, by, chat, int(asked["thread"]), closed=asked["closed"] is True)
    return None


def _migrate(hub: Hub, asked: Json) -> object:
    return {"chat": groups.migrate(hub, int(asked["user"]), int(asked["chat"])).id}


def _fault(hub: Hub, asked: Json) -> object:
    hub.faults.append(read_fault(asked))
    return {"waiting": len(hub.faults)}


def _where(asked: Json) -> Where:
    numbers = {name: int(asked.get(name) or 0) for name in ("chat", "thread", "reply_to")}
    return Where(**numbers, anonymous=asked.get("anonymous") is True)


def _given(asked: Json) -> Given:
    try:
        content = base64.b64decode(asked["content"], validate=True)
    except binascii.Error as err:
        raise ValueError("content: not base64") from err
    if len(content) > DOCUMENT_MAX:
        raise Impossible(f"a file has at most {DOCUMENT_MAX} bytes")
    kind = str(asked.get("media_type") or "application/octet-stream")
    return Given(str(asked["name"]), kind, content, asked.get("picture") is True)


DEEDS: Final[Mapping[str, Callable[[Hub, Json], object]]] = {
    "send": _say,
    "press": _press,
    "document": _hand_over,
    "files": _give,
    "location": _share_place,
    "inline": _ask_inline,
    "choose": _choose,
    "people": _join,
    "language": _speak,
    "block": _block,
    "groups": _found,
    "share": _share,
    "role": _set_role,
    "threads": _thread,
    "migrate": _migrate,
    "faults": _fault,
}
"""Under /sandbox/, each as the page calls it. What makes no sense raises Impossible or ValueError."""
