"""What French writes before and around names."""

from bot.french import tables

CIVILITIES = frozenset(tables.words("names", "civilities"))
"""Folded titles before a name, which are part of no name."""
