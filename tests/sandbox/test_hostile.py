"""Whatever is asked of the Bot API, it answers or refuses; it never fails."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import person
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params, read_params
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.serving import ANNE, TOKEN, Clock

NAMES = """
    chat_id message_id text parse_mode entities caption caption_entities reply_markup reply_parameters
    reply_to_message_id action document photo file_id callback_query_id show_alert commands scope
    language_code user_id message_thread_id url secret_token allowed_updates drop_pending_updates
    max_connections results next_offset cache_time is_personal
"""
FIELDS = "inline_keyboard text url callback_data type offset length command description message_id id title"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=4)
        | st.fixed_dictionaries({"type": st.just("bold"), "offset": st.integers(), "length": st.integers()})
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("method", sorted(METHODS))
@settings(max_examples=15, deadline=None)
@given(values=st.dictionaries(st.sampled_from(NAMES.split()), JSON, max_size=6), known=st.booleans())
def test_any_parameters_are_answered_or_refused(method, values, known):
    sandbox = Sandbox(TOKEN, clock=Clock())
    person.say(sandbox, ANNE, "/start")
    sandbox.state.updates.clear()
    there = {"chat_id": ANNE, "message_id": 1, "inline_query_id": person.ask_inline(sandbox, ANNE, "russie")}
    with suppress(Refusal):
        METHODS[method](sandbox, Params(values | (there if known else {})))


@given(
    st.binary(max_size=60),
    st.sampled_from(
        ["", "application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain; x"]
    ),
)
def test_any_body_is_read_or_refused(body, content_type):
    with suppress(Refusal):
        assert "a" in read_params("a=b", content_type, body).values


@given(st.binary())
def test_a_multipart_file_is_kept_byte_for_byte(content):
    boundary = "a-boundary-not-in-the-content"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="é.bin"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    read = read_params("", f"multipart/form-data; boundary={boundary}", body)
    assert (read.files["f"].name, read.files["f"].content) == ("é.bin", content)
