"""What Telegram asks of a message and its buttons: https://core.telegram.org/bots/api#sendmessage."""

from bot.editions.pack import MESSAGE_MAX, width
from bot.editions.rising import CAPTION_MAX
from bot.sandbox.markup import link_fault, parse_html

BUTTONS_MAX = 100
BUTTON_DATA_MAX = 64  # bytes


def check(message):
    """Fail when Telegram would refuse the message, its markup or one of its buttons."""
    assert sum(map(len, message.buttons)) <= BUTTONS_MAX
    assert 1 <= width(message.html) <= MESSAGE_MAX
    text, _ = parse_html(message.html)
    assert text.strip()
    assert not message.picture or width(text) <= CAPTION_MAX
    for button in (button for row in message.buttons for button in row):
        assert button.label.strip()
        assert [bool(button.data), bool(button.url), bool(button.shared)].count(True) == 1
        assert len(button.data.encode()) <= BUTTON_DATA_MAX
        assert not (button.url and link_fault(button.url))
