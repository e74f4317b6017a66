"""A reader's words -> a reply. Knows no Telegram: words and chat ids come in, messages go out.

words      what was typed: a command, a link, a text, a question
texts      what we say, in French
menus      the buttons, and what their data means
trending   what rises
places     what was asked, and what a button carries of it
asking     what was asked -> what is looked for, and how we say it
searching, following, why, news, choices, hours, trending     the answers, by what they are about
chat       the conversation: what each command does
"""
