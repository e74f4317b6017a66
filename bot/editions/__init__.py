"""Who gets what, when, in which messages.

slots      when an edition is due
compose    which subscriber hears of which story, and why
render     stories -> Telegram messages: text is escaped here, as the last step
run_in     a headline made of the first sentence -> bold words in it
rising     trends -> the words under their picture, escaped too, and those in it
pack       blocks -> as few messages as hold them
"""
