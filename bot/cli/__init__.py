"""The commands: `main` is what a person types, each other module what one command does and prints.

French for what readers see; the log speaks English. `output` says where and how things are printed; what
measures and learns stands in `bot.lab`.
"""
