"""Words and marks of a text, folded, with their places."""

from hypothesis import given
from hypothesis import strategies as st

from bot.french.tokens import placed


@given(st.text(alphabet="aé0.'\N{COMBINING GRAVE ACCENT}\N{COMBINING CEDILLA} ", max_size=40))
def test_no_token_is_empty_when_folded_and_each_stands_where_it_says(text):
    for token in placed(text):
        assert token.folded
        assert text[token.start : token.end] == token.written
