"""A reader's words -> a reply. Knows no Telegram: words and chat ids come in, messages go out.

words      what was typed: a command, a link, a text, a question
texts      what we say, in French
menus      the buttons, and what their data means
trending   what rises
chat       the conversation: what each command does
"""
