"""Floors of what is understood of messages in English, as people write them.

The second half was written after the table, and read once before it was added to: 33 of 40 were understood
then, and 28 of 58 of the first such half, which stands among the others now.
"""

import pytest

from tests.quality.english_corpus import examples


@pytest.mark.parametrize(("half", "floor", "many"), [("dev", 0.98, 170), ("held", 0.95, 40)])
def test_messages_in_english_are_understood_as_well_as_they_were(half, floor, many):
    understood = [each.is_understood for each in examples(half)]
    assert len(understood) >= many
    assert sum(understood) / len(understood) >= floor


@pytest.mark.parametrize("half", ["dev", "held"])
def test_what_asks_for_news_of_something_is_never_taken_for_a_wish(half):
    searches = [each for each in examples(half) if each.kind == "search"]
    assert [each.written for each in searches if not each.is_understood] == []
