"""An e-mail is read by its text, its subject and its date."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LaconiqueError, Unreadable
from tests.articles.texts import MORE, PROSE, read_bytes

MAIL = "message/rfc822"
TITLE = "La piscine rouvre à Valmont"


def mail(plain: str = "", page: str = "", subject: str = TITLE) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["Date"] = "Thu, 18 Apr 2024 07:15:00 +0200"
    if plain:
        message.set_content(plain)
    if page:
        (message.add_alternative if plain else message.set_content)(page, subtype="html")
    return message


HTML = f"<html><body><table><tr><td><p>{PROSE}</p><p>{MORE}</p></td></tr></table></body></html>"


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(mail(f"{PROSE}\n\n{MORE}\n"), id="plain"),
        pytest.param(mail(page=HTML), id="a page"),
        pytest.param(mail(f"{PROSE}\n\n{MORE}\n", HTML), id="both"),
        pytest.param(
            mail("Lisez ce message en ligne.", HTML), id="a plain part that only points to the other"
        ),
        pytest.param(mail(f"{PROSE}\n\n{MORE}\n", subject=f"TR : Re: {TITLE}"), id="forwarded"),
    ],
)
def test_a_mail_is_read(message):
    article = read_bytes(message.as_bytes(), MAIL)
    assert (article.title, article.paragraphs) == (TITLE, (PROSE, MORE))
    assert article.dating.moment == datetime(2024, 4, 18, 5, 15, tzinfo=UTC)


def test_attached_files_are_not_read():
    message = mail(f"{PROSE}\n\n{MORE}\n")
    message.add_attachment(f"{MORE} {MORE}", filename="autre.txt")
    assert read_bytes(message.as_bytes(), MAIL).paragraphs == (PROSE, MORE)


def test_headers_that_nobody_can_decode_do_no_harm():
    head = "Subject: =?klingon?q?La=20piscine?=\nDate: hier\nContent-Type: text/plain; charset=klingon\n\n"
    article = read_bytes((head + f"{PROSE}\n\n{MORE}").encode(), MAIL)
    assert article.paragraphs == (PROSE, MORE)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"Subject: x\nContent-Type: image/png\n\nabc", id="no text"),
        pytest.param(
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(900)),
            id="nested without end",
        ),
        pytest.param(
            b"Content-Type: message/rfc822\n\n" * 5000 + b"Subject: x\n\nabc", id="mail in mail without end"
        ),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000, id="thousands of parts"
        ),
    ],
)
def test_a_mail_without_text_or_built_to_harm_is_refused(body):
    with pytest.raises(Unreadable):
        read_bytes(body, MAIL)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=a", "x"])
)
def test_nothing_but_our_errors_comes_out_of_any_mail(body, kind):
    try:
        article = read_bytes(f"Subject: a\nContent-Type: {kind}\n\n".encode() + body, MAIL)
    except LaconiqueError:
        return
    assert article.paragraphs
