"""What French calls the days and the months: spelt here and nowhere else."""

from bot.french import tables

WEEKDAYS = tables.words("dates", "weekdays")
"""Folded, Monday first."""

MONTHS = tables.words("dates", "months")
"""Folded, January first."""

CALENDAR = frozenset({*WEEKDAYS, *MONTHS})
"""Folded names of days and months."""
