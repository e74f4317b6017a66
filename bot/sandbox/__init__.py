"""A strict Bot API server on this machine, and the chat page where a person talks to the bot in a browser.

    markup      Telegram HTML -> text and entities, with Telegram's refusals
    entities    what Telegram finds by itself in a text: commands, links, mentions
    keyboards   reply_markup, with Telegram's refusals
    pictures    the width and height of an uploaded photo
    params      the body of a request -> parameters and files
    refusals    what the Bot API answers when it says no
    chats       people, groups, forums, channels, and what each is there, as the Bot API writes them
    state       the fold: events -> people, groups, messages, updates waiting for the bot
    journal     the events on disk, one transaction a line
    forgetting  a reader is forgotten, in the state and in the journal
    faults      the trouble an operator or a test asks for
    hub         state + journal + whoever listens
    updates     getUpdates and the webhook: updates on their way to the bot
    reach       where the bot may write, and Telegram's refusals
    attachments what is kept of a file, and what a message says of it
    messages    the methods that send, change and delete messages
    members     the methods that tell of a chat and of who is in it
    queries     the methods that answer a button and an inline query
    methods     all other methods, and the table of them all
    api         HTTP for the bot: /bot<token>/<method>, /file/bot<token>/<path>
    hearing     what the bot hears in a group: Telegram's privacy mode
    person      what a person does: write, press, ask inline, send a file, block
    groups      what people do with groups and channels: found, let in, give rights, open topics
    deeds       what the page asks for in a person's name
    access      who may speak to the sandbox, and how much at once
    snapshot    all that the page shows
    page        HTTP for the person: the chat page, its events, its deeds, the faults
    web/        the page itself: plain HTML, CSS and JavaScript
    sandbox     the sandbox as the application sees it

`from bot.sandbox.sandbox import Sandbox` is all the application needs.
"""
