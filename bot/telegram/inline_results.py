"""What is offered to who asks inline, as Telegram takes it."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.chat.inline import Offer, Offers

CACHE_S = 60
"""For so long Telegram answers the same question of the same person itself."""


def articles(offers: Offers) -> list[InlineQueryResultArticle]:
    """One a story: https://core.telegram.org/bots/api#inlinequeryresultarticle."""
    return [_article(offer) for offer in offers.page]


def _article(offer: Offer) -> InlineQueryResultArticle:
    rows = [
        [InlineKeyboardButton(button.label, url=button.url) for button in row]
        for row in offer.message.buttons
    ]
    return InlineQueryResultArticle(
        str(offer.story_id),
        offer.title,
        InputTextMessageContent(
            offer.message.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(rows) if rows else None,
        description=offer.description,
    )
