"""What each command does and prints. French for what readers see; the log speaks English.

output       where and how things are printed
reading      ingest, summarise, digest
operating    run, deliver, retry
diagnosing   doctor
keeping      migrate, backup, restore
mending      stories: list, split, merge
watching     sources: list, add, remove, import, export
modelling    model: check, convert
"""
