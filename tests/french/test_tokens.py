"""Words and marks of a text, folded, with their places."""

from hypothesis import given
from hypothesis import strategies as st

from bot.french.tokens import placed


@given(st.text(alphabet="aé0.'\N{COMBINING GRAVE ACCENT}\N{COMBINING CEDILLA} ", max_size=40))
def test_no_token_is_empty_when_folded_and_each_stands_where_it_says(text):
    for token in placed(text):
        assert token.folded
        assert text[token.start : token.end] == token.written


def test_a_sentence_is_remembered_and_a_whole_text_is_not():
    """It may be what a reader pasted, and as long as a book."""
    sentence = "Le phare éclaire de nouveau la côte. "
    assert placed(sentence) is placed(sentence)
    text = sentence * 40
    assert placed(text) is not placed(text)
    assert placed(text) == placed(text)
