"""A strict Bot API server on this machine, and the chat page where a person talks to the bot in a browser.

    markup      Telegram HTML -> text and entities, with Telegram's refusals
    entities    what Telegram finds by itself in a text: commands, links, mentions
    keyboards   reply_markup, with Telegram's refusals
    pictures    the width and height of an uploaded photo
    params      the body of a request -> parameters and files
    refusals    what the Bot API answers when it says no
    state       the fold: events -> people, chats, messages, updates waiting for the bot
    journal     the events on disk, one transaction a line
    forgetting  a reader is forgotten, in the state and in the journal
    faults      the trouble an operator or a test asks for
    hub         state + journal + whoever listens
    updates     getUpdates and the webhook: updates on their way to the bot
    messages    the methods that send, change and delete messages
    queries     the methods that answer a button and an inline query
    methods     all other methods, and the table of them all
    api         HTTP for the bot: /bot<token>/<method>, /file/bot<token>/<path>
    person      what a person does: write, press, ask inline, send a file, block
    access      who may speak to the sandbox, and how much at once
    page        HTTP for the person: the chat page, its events, the faults
    web/        the page itself: plain HTML, CSS and JavaScript
    sandbox     the sandbox as the application sees it

`from bot.sandbox.sandbox import Sandbox` is all the application needs.
"""
