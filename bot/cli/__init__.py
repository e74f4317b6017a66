"""The commands: what a person types is in `main` and `groups`, what each does and prints in a module.

French for what readers see; the log speaks English. `output` says where and how things are printed, `work`
what each command needs first; what measures and learns stands in `bot.lab`.
"""
