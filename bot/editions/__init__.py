"""Who gets what, when, in which messages.

slots      when an edition is due
compose    which subscriber hears of which story, and why
render     stories -> Telegram messages; the only place where text is escaped
pack       blocks -> as few messages as hold them
"""
