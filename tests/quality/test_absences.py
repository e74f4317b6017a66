"""Floors of what is understood of messages of who is away, hears on some days only, or is at home somewhere.

Both halves were written before the code. Of 59 each, 21 and 18 were understood before it, and of the second
half 56 when the first one was.
"""

import pytest

from tests.quality.absences_corpus import examples


@pytest.mark.parametrize(("half", "floor"), [("dev", 59), ("held", 56)])
def test_messages_are_understood_as_well_as_they_were(half, floor):
    assert sum(each.is_understood for each in examples(half)) >= floor


@pytest.mark.parametrize("half", ["dev", "held"])
def test_what_asks_for_news_of_something_is_never_taken_for_a_wish(half):
    searches = [each for each in examples(half) if each.kind.endswith("search")]
    assert [each.written for each in searches if not each.is_understood] == []
