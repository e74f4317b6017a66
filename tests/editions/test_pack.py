"""Blocks -> as few messages as hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editions.pack import MESSAGE_MAX, pack, width

LIMIT = 40
BLOCKS = st.lists(st.text(st.sampled_from("aé😀 \n"), min_size=1, max_size=LIMIT // 2), max_size=12)


def fewest(blocks, limit):
    """The least number of messages, by trying every way to cut the list."""
    best = [0]
    for end in range(1, len(blocks) + 1):
        starts = [start for start in range(end) if width("\n\n".join(blocks[start:end])) <= limit]
        best.append(1 + min(best[start] for start in starts))
    return best[-1]


@given(BLOCKS)
def test_order_is_kept_and_nothing_is_cut(blocks):
    assert "\n\n".join(pack(blocks, LIMIT)) == "\n\n".join(blocks)


@given(BLOCKS)
def test_no_message_is_wider_than_the_limit(blocks):
    assert all(width(message) <= LIMIT for message in pack(blocks, LIMIT))


@given(BLOCKS)
def test_no_other_way_needs_fewer_messages(blocks):
    assert len(pack(blocks, LIMIT)) == fewest(blocks, LIMIT)


@given(BLOCKS, st.integers(1, 30), st.data())
def test_one_block_that_is_too_wide_is_refused(blocks, excess, data):
    blocks.insert(data.draw(st.integers(0, len(blocks))), "é" * (LIMIT + excess))
    with pytest.raises(ValueError, match=f"a block of {LIMIT + excess} units does not fit into {LIMIT}"):
        pack(blocks, LIMIT)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("été", 3, id="accents count one"),
        pytest.param("😀", 2, id="an emoji counts two"),
        pytest.param("👩‍🚒", 5, id="a joined emoji counts all its parts"),
    ],
)
def test_width_is_counted_as_telegram_counts(text, units):
    assert width(text) == units


def test_nothing_to_say_is_no_message():
    assert pack([]) == []


def test_a_message_is_filled_to_the_last_unit():
    emoji = "😀" * ((MESSAGE_MAX - 4) // 2)
    assert pack([emoji, "ab"]) == [f"{emoji}\n\nab"]
    assert pack([emoji, "abc"]) == [emoji, "abc"]
