"""The only place that builds adapters and wires them.

core       what works without a chat; every command of the terminal needs no more
ticks      the clock that wakes the passes
service    the whole bot
"""
