"""Laconique reads the French press and tells it briefly: the map of the package.

Rooms, in the order in which the data flows. Stages decide and touch nothing; edges do and decide nothing.

    model, errors     the nouns, and what can go wrong with them
    wording/          our own texts: marked, said in the language of the reader, set in its typography
    ports/            what the passes and the chat ask of the edges: interfaces and records
    french/           what is known of French, each fact once; imports nothing of ours
    sources/          where articles come from: when to look, how to fetch, what a feed announces
    articles/         anything fetched -> one clean Article
    summaries/        Article -> Summary
    topics/           Article -> topics, search words
    trends/           what articles are counted for, what rises, its picture
    stories/          Article -> what tells its event; the story that it belongs to
    editions/         who gets what, when, in which messages
    chat/             a reader's words -> a reply; knows no Telegram
    study             Raw -> all that can be said of it, in a worker process
    assignment        an article -> its story, one after the other across processes
    pipeline          sources -> articles and their summaries
    delivery          stories -> the outbox
    announcing        what an admin tells all readers -> the outbox
    attempts          one message: one attempt, and what became of it
    receiving         what readers said -> the chat -> the outbox
    sending           the outbox -> readers

    store/            edge: the database
    telegram/         edge: python-telegram-bot
    sandbox/          edge: a strict local Bot API and its chat page
    web/              edge: health, metrics
    workers           edge: parsers and models, in processes with a deadline

    logs              edge: ours and the libraries', one line each, no secret in them
    settings          TOML + environment -> one frozen Settings
    app               builds the adapters and wires them; the only place that does
    cli               laconique run | ingest | digest | ...
    lab               what trains, evaluates and converts; only its commands import it
"""
