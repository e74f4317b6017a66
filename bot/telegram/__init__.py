"""Edge: python-telegram-bot. Words come in, messages go out, and its errors become ours.

connection   the application of python-telegram-bot, and how it gets its updates
per_chat     one update of a chat after the other
handlers     what Telegram tells us -> the chat, and its replies
rate_limiter how fast calls leave: the limits of Telegram
pools        the connections, in several small pools
channel      one message to one chat; every error of the library mapped to one of ours
"""
