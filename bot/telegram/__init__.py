"""Edge: python-telegram-bot. Words come in, messages go out, and its errors become ours.

connection   the client of python-telegram-bot, and how it gets its updates
polling      updates that we ask for
webhook      updates that are delivered
parted       what a reader sends at once and Telegram delivers in several messages
raw_updates  what of an update must be read to keep it
addressing   what of a message is for us
chat_administrators  who runs groups and channels
membership   we are let in, or put out
handlers     what Telegram tells us -> the chat, and its replies
inline_results  what is offered to who asks inline, as Telegram takes it
rate_limiter how fast calls leave: the limits of Telegram
contact      whether Telegram answers this process
wire         HTTP, and whether a request was heard
channel      one message to one chat; every error of the library mapped to one of ours
"""
