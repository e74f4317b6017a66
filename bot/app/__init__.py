"""The only place that builds adapters and wires them.

alarm       a database that lost its readers, or is no longer the one that was opened
configuration  all of it, checked: settings, sources, topics; reloading reads it again when somebody asks
core        what works without a chat; every command of the terminal needs no more
assembly    what is put together of it: the chat, the passes that fill and empty the outbox
tracing     spans for OpenTelemetry, where somebody wants them
ticks       the clock that wakes the passes; passes says which, by role
exclusive   a lease that one process has for as long as it runs
clockwork   what a jump of the machine's clock did is mended
copies      backups that are made by themselves, and go when they are old
loop        the event loop: a name server that hangs holds up nothing
meanwhile   what may take long to begin, while all else goes on
presence    which processes of this home are alive
keys        what opens the bot and its pages
monitoring  what a process shows of itself: /health, /ready, /alive, /metrics
desk        what the operator's pages show, and what their buttons do
condition   what is not well, and what to do about it; causes has the words, recent_events the latest
upkeep      what is done once a day, by one process for all
replay      days of the press lived again, by a simulated clock
service     the whole bot: runs what the others have built
"""
