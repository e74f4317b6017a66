"""The methods of the Bot API that tell of a chat and of who is in it, and the one that leaves it."""

from collections.abc import Callable
from typing import Final

from bot.sandbox.chats import CHANNEL, LEFT, Group, Json
from bot.sandbox.hub import Hub
from bot.sandbox.params import Params
from bot.sandbox.reach import known
from bot.sandbox.refusals import bad_request

GIFTS: Final = (
    *("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"),
    "gifts_from_channels",
)


def get_chat(hub: Hub, params: Params) -> Json:
    """The chat as a ChatFullInfo."""
    more = {"accent_color_id": 0, "max_reaction_count": 11}
    return known(hub, params).chat_json | more | {"accepted_gift_types": dict.fromkeys(GIFTS, False)}


def get_chat_member(hub: Hub, params: Params) -> Json:
    """What someone is in a chat."""
    place, user = known(hub, params), params.integer("user_id")
    who = _user(hub, user)
    if who is None:
        raise bad_request("user not found")
    if not isinstance(place, Group):
        return {"user": who, "status": "member"}
    _readable(hub, place)
    return place.member_json(who)


def get_chat_administrators(hub: Hub, params: Params) -> list[Json]:
    """Who runs the chat, without other bots."""
    place = known(hub, params)
    if not isinstance(place, Group):
        raise bad_request("there are no administrators in the private chat")
    _readable(hub, place)
    users = [who for user in place.roles if place.is_run_by(user) and (who := _user(hub, user))]
    return [place.member_json(who) for who in users]


def get_chat_member_count(hub: Hub, params: Params) -> int:
    """How many are in the chat, the bot among them."""
    place = known(hub, params)
    return sum(map(place.holds, place.roles)) if isinstance(place, Group) else 2


def leave_chat(hub: Hub, params: Params) -> bool:
    """Leave a group or a channel; the bot is told of it as if somebody else had put it out."""
    place = known(hub, params)
    if not isinstance(place, Group):
        raise bad_request("chat member status can't be changed in private chats")
    bot = hub.bot["id"]
    change = {
        "chat": place.chat_json,
        "from": hub.bot,
        "date": hub.now,
        "old_chat_member": place.member_json(hub.bot),
        "new_chat_member": {"user": hub.bot, "status": LEFT},
    }
    gone = {"event": "role", "chat": place.id, "user": bot, "role": LEFT, "posts": place.posts}
    hub.commit(gone, *hub.update("my_chat_member", change))
    return True


def _user(hub: Hub, user: int) -> Json | None:
    if user == hub.bot["id"]:
        return hub.bot
    person = hub.state.people.get(user)
    return person.user_json if person else None


def _readable(hub: Hub, group: Group) -> None:
    """Who is in a channel, only its administrators are told."""
    if group.kind == CHANNEL and not group.is_run_by(hub.bot["id"]):
        raise bad_request("member list is inaccessible")


METHODS: Final[dict[str, Callable[[Hub, Params], object]]] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
}
