"""Where the bot may write, and what it may do there; Telegram's words for where it may not."""

from typing import Final

from bot.sandbox.chats import CHANNEL, KICKED, RESTRICTED, Group, Json, Place
from bot.sandbox.hub import Hub
from bot.sandbox.params import Params
from bot.sandbox.refusals import Refusal, bad_request

NO_THREAD: Final = "message thread not found"


def known(hub: Hub, params: Params) -> Place:
    """The chat that the call names, one that the bot is in.

    Raises: Refusal if nobody ever wrote first from there, the chat moved, or the bot was put out of it.
    """
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    name = params.text("chat_id")
    public = hub.state.named(name[1:]) if name.startswith("@") else None
    chat = public.id if public else params.integer("chat_id")
    if chat in hub.state.moved:
        new = hub.state.moved[chat]
        raise Refusal(400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new})
    place = hub.state.place(chat)
    bot = hub.bot["id"]
    if isinstance(place, Group):
        if bot not in place.roles:
            raise bad_request("chat not found")
        if not place.holds(bot):
            gone = "was kicked from" if place.role(bot) == KICKED else "is not a member of"
            raise Refusal(403, f"bot {gone} the {place.kind} chat")
    elif place is None or not place.started:
        raise bad_request("chat not found")
    return place


def writable(hub: Hub, params: Params, what: str = "text messages") -> Place:
    """The chat that the call names, where the bot may write `what` now.

    Raises: Refusal as `known` does; or if the person blocked the bot, or the bot has not the right.
    """
    place = known(hub, params)
    if isinstance(place, Group):
        if place.role(hub.bot["id"]) == RESTRICTED:
            raise bad_request(f"not enough rights to send {what} to the chat")
        if place.kind == CHANNEL and not (place.is_run_by(hub.bot["id"]) and place.posts):
            raise bad_request("need administrator rights in the channel chat")
    elif place.blocked:
        raise Refusal(403, "bot was blocked by the user")
    return place


def thread_of(params: Params, place: Place, answered: Json | None = None, bot: int = 0) -> Json:
    """Which topic of a forum a message of the bot goes to, as fields of the message; none is the general one.

    Raises: Refusal for a topic that is not there, or is closed to who does not run the forum.
    """
    asked = params.integer("message_thread_id")
    if answered and not asked:
        asked = answered["message_thread_id"] if answered.get("is_topic_message") else 0
    if not asked:
        return {}
    thread = place.threads.get(asked) if isinstance(place, Group) and place.forum else None
    if thread is None:
        raise bad_request(NO_THREAD)
    if thread.closed and isinstance(place, Group) and not place.is_run_by(bot):
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": asked, "is_topic_message": True}
