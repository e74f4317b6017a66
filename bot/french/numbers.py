"""Numbers as French writes them in words."""

from collections.abc import Mapping

from bot.french import tables

NUMBER_WORDS: Mapping[str, int] = tables.pairs("numbers", "words")
"""Folded words and what each counts; «un» and «une» are articles as well."""
