"""The words themselves: TOML files of groups, each with a line that says what it is for.

`tables` reads them.
"""
