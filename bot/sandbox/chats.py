"""Who and where, as the Bot API writes it: people, groups, forums, channels, and their roles."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

Json = dict[str, Any]

GROUP, SUPERGROUP, CHANNEL = "group", "supergroup", "channel"
CREATOR, ADMINISTRATOR, MEMBER = "creator", "administrator", "member"
RESTRICTED, LEFT, KICKED = "restricted", "left", "kicked"
ADMINISTRATORS: Final = (CREATOR, ADMINISTRATOR)
HERE: Final = (*ADMINISTRATORS, MEMBER, RESTRICTED)
ANONYMOUS: Final = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Who writes as the group itself. Source: https://core.telegram.org/bots/api#message (`sender_chat`)."""
RIGHTS: Final = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    "can_delete_stories",
)
"""Of every administrator; groups and channels have more, each its own."""
PERMISSIONS: Final = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages"),
    *("can_manage_topics", "can_edit_tag", "can_react_to_messages"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may talk to the bot, and the private chat with it, which has the same number.

    Before `started` the bot may not write there; `blocked` is the person's choice.
    """

    id: int
    name: str
    language: str = "fr"
    started: bool = False
    blocked: bool = False

    @property
    def user_json(self) -> Json:
        """The person as a User."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    @property
    def chat_json(self) -> Json:
        """The private chat as a Chat."""
        return {"id": self.id, "type": "private", "first_name": self.name}


@dataclass(frozen=True, slots=True)
class Thread:
    """One topic of a forum."""

    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group, a supergroup (a forum perhaps) or a channel.

    `roles` says of each who ever was there, the bot too, what they are now, in the words of the Bot API.
    `posts`: in a channel, whether the bot as an administrator may post.
    """

    id: int
    kind: str
    title: str
    forum: bool = False
    roles: dict[int, str] = field(default_factory=dict)
    posts: bool = True
    threads: dict[int, Thread] = field(default_factory=dict)
    """By the number of the message that opened them."""
    username: str = ""

    @property
    def chat_json(self) -> Json:
        """The group as a Chat."""
        more: Json = {"is_forum": True} if self.forum else {}
        more |= {"username": self.username} if self.username else {}
        return {"id": self.id, "type": self.kind, "title": self.title} | more

    def role(self, user: int) -> str:
        """What someone is here."""
        return self.roles.get(user, LEFT)

    def holds(self, user: int) -> bool:
        """Whether someone is here."""
        return self.role(user) in HERE

    def is_run_by(self, user: int) -> bool:
        """Whether someone is an administrator here."""
        return self.role(user) in ADMINISTRATORS

    def member_json(self, user: Json) -> Json:
        """Someone as a ChatMember of this group."""
        role = self.role(user["id"])
        member: Json = {"user": user, "status": role}
        match role:
            case "creator":
                return member | {"is_anonymous": False}
            case "administrator":
                return member | {"can_be_edited": False, "is_anonymous": False} | self._rights
            case "restricted":
                return member | {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
            case "kicked":
                return member | {"until_date": 0}
            case _:
                return member

    @property
    def _rights(self) -> Json:
        if self.kind == CHANNEL:
            return dict.fromkeys(RIGHTS, True) | dict.fromkeys(
                ("can_post_messages", "can_edit_messages"), self.posts
            )
        return dict.fromkeys((*RIGHTS, "can_pin_messages"), True) | {"can_manage_topics": self.forum}


Place = Person | Group
"""Where one can write."""


def of_chat(kind: str, chat: int, user: int = 0) -> str:
    """The scope of the commands of one chat, or of one person there, as its key has it."""
    who = {"chat_id": chat} | ({"user_id": user} if user else {})
    return kind + json.dumps(who, sort_keys=True)


def scope_key(scope: str, language: str) -> str:
    """One scope of commands and language as a text; the scope of one chat has its id in it."""
    return f"{scope}/{language}"


def is_of(key: str, chats: Iterable[int]) -> bool:
    """Whether the commands of this key are those of one of the chats."""
    return key.startswith(tuple(scope_key(of_chat("chat", chat), "") for chat in chats))
