"""What people do with groups and channels: found them, let in, give rights, open topics of forums."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.sandbox.chats import (
    ADMINISTRATOR,
    CHANNEL,
    CREATOR,
    GROUP,
    HERE,
    KICKED,
    LEFT,
    MEMBER,
    RESTRICTED,
    SUPERGROUP,
    Group,
    Json,
)
from bot.sandbox.hearing import hears
from bot.sandbox.hub import Hub
from bot.sandbox.person import Impossible, known, tell
from bot.sandbox.state import Event

TITLE_MAX: Final = 128
THREAD_MAX: Final = 128
GROUPS_MAX: Final = 50
FIRST_GROUP: Final = -4000
FIRST_SUPERGROUP: Final = -1_000_000_000_000
"""As Telegram numbers them: supergroups and channels below, groups above."""
KINDS: Final = (GROUP, SUPERGROUP, CHANNEL)
ROLES: Final = (ADMINISTRATOR, MEMBER, RESTRICTED, LEFT, KICKED)


def found(
    hub: Hub,
    user: int,
    title: str,
    kind: str = GROUP,
    *,
    forum: bool = False,
    members: Sequence[int] = (),
    username: str = "",
) -> Group:
    """Found a group or a channel; only a supergroup can be a forum; a small group has no `username`."""
    title = " ".join(title.split())
    if not 1 <= len(title) <= TITLE_MAX:
        raise Impossible(f"a title has 1 to {TITLE_MAX} characters")
    if kind not in KINDS or (forum and kind != SUPERGROUP):
        raise Impossible("no such kind of chat")
    if username and (kind == GROUP or hub.state.named(username)):
        raise Impossible("no such name")
    if len(hub.state.groups) >= GROUPS_MAX:
        raise Impossible("too many groups")
    roles = {known(hub, one).id: MEMBER for one in members} | {known(hub, user).id: CREATOR}
    chat = _free(hub, FIRST_GROUP if kind == GROUP else FIRST_SUPERGROUP)
    event = {"event": "group", "chat": chat, "kind": kind, "title": title, "forum": forum}
    event |= {"username": username} if username else {}
    hub.commit(event | {"roles": {str(one): role for one, role in roles.items()}})
    return hub.state.groups[chat]


def set_role(hub: Hub, by: int, chat: int, user: int, role: str) -> None:
    """Let someone in, out, or give them a role; who runs the group does, and everybody may leave it."""
    group = _run(hub, by, chat) if (user, role) != (by, LEFT) else _there(hub, chat)
    if role not in ROLES or group.role(user) == CREATOR:
        raise Impossible("no such role")
    who = known(hub, user).user_json
    if role == group.role(user):
        return
    event = _role(group, user, role)
    change = _change(hub, by, group, replace(group, roles=group.roles | {user: role}), who)
    came, went = not group.holds(user) and role in HERE, group.holds(user) and role not in HERE
    if group.kind != CHANNEL and (came or went):
        service = {"new_chat_members": [who]} if came else {"left_chat_member": who}
        hub.commit(event, *_service(hub, group, by, service))
    else:
        hub.commit(event)
    if group.is_run_by(hub.bot["id"]):
        hub.commit(*hub.update("chat_member", change))


def set_bot(hub: Hub, by: int, chat: int, role: str, *, posts: bool = True) -> None:
    """Let the bot in, out, or give it a role; it learns of it by `my_chat_member`, also that it is gone.

    In a channel it is an administrator or not there; `posts` is whether it may post.
    """
    group = _run(hub, by, chat)
    bot = hub.bot["id"]
    if role not in ROLES or (group.kind == CHANNEL and role in (MEMBER, RESTRICTED)):
        raise Impossible("no such role")
    if (role, posts) == (group.role(bot), group.posts):
        return
    event = _role(group, bot, role, posts=posts)
    came = group.kind != CHANNEL and role in HERE and not group.holds(bot)
    after = replace(group, roles=group.roles | {bot: role}, posts=posts)
    change = _change(hub, by, group, after, hub.bot)
    hub.commit(event, *hub.update("my_chat_member", change))
    if came:
        hub.commit(*_service(hub, after, by, {"new_chat_members": [hub.bot]}))


def share(hub: Hub, by: int, message_id: int, chat: int) -> Json:
    """Choose a channel with a key that asks for one: the bot is given rights there, and told which it is."""
    group = _run(hub, by, chat)
    asking = hub.state.messages.get(message_id, {}).get("reply_keyboard", [])
    asked = next((key["request_chat"] for row in asking for key in row if "request_chat" in key), None)
    if asked is None or asked["chat_is_channel"] != (group.kind == CHANNEL):
        raise Impossible("no such key")
    if asked.get("bot_administrator_rights"):
        set_bot(hub, by, chat, ADMINISTRATOR)
    return tell(hub, by, {"chat_shared": {"request_id": asked["request_id"], "chat_id": chat}})


def open_thread(hub: Hub, by: int, chat: int, name: str) -> int:
    """Open a topic in a forum; returns its number."""
    group = _run(hub, by, chat)
    name = " ".join(name.split())
    if not group.forum or not 1 <= len(name) <= THREAD_MAX:
        raise Impossible(f"a topic is of a forum, and has a name of 1 to {THREAD_MAX} characters")
    number = hub.state.last_message + 1
    in_it = {"message_thread_id": number, "is_topic_message": True}
    opened = in_it | {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    thread = {"event": "thread", "chat": chat, "id": number, "name": name, "closed": False}
    hub.commit(thread, *_service(hub, group, by, opened))
    return number


def delete_thread(hub: Hub, by: int, chat: int, thread: int) -> None:
    """Delete a topic of a forum; nobody is told."""
    group = _run(hub, by, chat)
    if thread not in group.threads:
        raise Impossible("no such topic")
    hub.commit({"event": "thread_deleted", "chat": chat, "id": thread})


def close_thread(hub: Hub, by: int, chat: int, thread: int, *, closed: bool) -> None:
    """Close a topic of a forum to all but its administrators, or open it again."""
    group = _run(hub, by, chat)
    if thread not in group.threads:
        raise Impossible("no such topic")
    if group.threads[thread].closed == closed:
        return
    event = {"event": "thread", "chat": chat, "id": thread, "name": group.threads[thread].name}
    done: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    said = {"message_thread_id": thread, "is_topic_message": True} | done
    hub.commit(event | {"closed": closed}, *_service(hub, group, by, said))


def migrate(hub: Hub, by: int, chat: int) -> Group:
    """Turn a group into a supergroup, which has another number; both are told of it."""
    group = _run(hub, by, chat)
    if group.kind != GROUP:
        raise Impossible("only a group becomes a supergroup")
    to = _free(hub, FIRST_SUPERGROUP)
    old = _service(hub, group, by, {"migrate_to_chat_id": to})
    hub.commit({"event": "migrated", "chat": chat, "to": to}, *old)
    new = hub.state.groups[to]
    hub.commit(*_service(hub, new, by, {"migrate_from_chat_id": chat}))
    return new


def _change(hub: Hub, by: int, before: Group, after: Group, who: Json) -> Json:
    """What became of somebody, as a ChatMemberUpdated."""
    return {
        "chat": before.chat_json,
        "from": known(hub, by).user_json,
        "date": hub.now,
        "old_chat_member": before.member_json(who),
        "new_chat_member": after.member_json(who),
    }


def _service(hub: Hub, group: Group, by: int, what: Json) -> list[Event]:
    """The events of a message that tells what was done."""
    message: Json = {
        "message_id": hub.state.last_message + 1,
        "from": known(hub, by).user_json,
        "chat": group.chat_json,
        "date": hub.now,
        **what,
    }
    told = hub.update("message", message) if hears(hub, group, message) else []
    return [{"event": "message", "message": message}, *told]


def _role(group: Group, user: int, role: str, *, posts: bool | None = None) -> Event:
    kept = group.posts if posts is None else posts
    return {"event": "role", "chat": group.id, "user": user, "role": role, "posts": kept}


def _there(hub: Hub, chat: int) -> Group:
    if chat not in hub.state.groups:
        raise Impossible("no such group")
    return hub.state.groups[chat]


def _run(hub: Hub, user: int, chat: int) -> Group:
    """The group, if someone runs it. Raises: Impossible."""
    group = _there(hub, chat)
    if not group.is_run_by(user):
        raise Impossible("only administrators do this")
    return group


def _free(hub: Hub, below: int) -> int:
    """The next number that no group has or had."""
    taken = {*hub.state.groups, *hub.state.moved}
    return next(number for number in range(below - 1, below - 2 - len(taken), -1) if number not in taken)
