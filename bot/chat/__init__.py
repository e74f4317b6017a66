"""A reader's words -> a reply. Knows no Telegram: words and chat ids come in, messages go out.

intents      what was typed: a command, a link, a text, a question
interpreter  what was typed or touched -> what is asked: a topic, words, a source, days
schedule     what was typed after /hours -> when to tell
zones        a town -> its time zone
onboarding   a newcomer's first minute
opening      a story opened in the place of its list
settings_menu  what a reader has chosen, as one message of buttons
inline       a question from within another chat, and the stories to choose from
searching, news, own_edition, trending, following, choices, hours, explanation     the answers
administration  what admins may do, and who they are: bulletin, pausing, broadcasting,
             source_keeping, reviewing, inviting (in admission)
admission    who may talk to the bot at all; request_limits: how much one chat may ask for
reception    who may say what where: doorkeeper in a group, channels for a channel, rights; speaker: who it is
arrivals     what is said when we are let into a group or a channel; forum: what of its threads
texts, group_texts  what we say, in French; phrasing: what was asked; failures: what went wrong
menus        the buttons under an answer; reply: an answer
chat         the conversation: what each command and each button does
"""
