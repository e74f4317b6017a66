"""The sandbox as the application sees it: a token, a journal, and routes to mount."""

from starlette.routing import BaseRoute

from bot.sandbox.api import Api
from bot.sandbox.forgetting import forget
from bot.sandbox.hub import Hub
from bot.sandbox.page import Page


class Sandbox(Hub):
    """A strict Bot API for one bot, and the page where people talk to it; everything in one event loop.

    Python-telegram-bot talks to it through `base_url="http://127.0.0.1:<port>/bot"` and
    `base_file_url="http://127.0.0.1:<port>/file/bot"`. Before the server is asked to stop, stop the
    bot's polling, then call `close()`: long polls and the pages' streams end at once.
    """

    def forget(self, chat: int) -> None:
        """Erase what was said in a chat."""
        forget(self, chat)

    def routes(self) -> list[BaseRoute]:
        """The routes: `/`, `/sandbox/...`, `/bot<token>/...`, `/file/bot<token>/...`."""
        return [*Page(self).routes(), *Api(self).routes()]
