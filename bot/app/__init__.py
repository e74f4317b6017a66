"""The only place that builds adapters and wires them.

core       what works without a chat; every command of the terminal needs no more
ticks      the clock that wakes the passes; passes says which, by role
holding    a lease that one process has for as long as it runs
watching   what a process shows of itself: /health, /alive, /metrics
upkeep     what is done once a day, by one process for all
service    the whole bot
"""
