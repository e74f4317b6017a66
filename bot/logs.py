"""Logs: ours and the libraries', one line each, to standard error, and no secret in them."""

import logging
import re
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

_TOKEN = re.compile(r"\d{1,12}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)  # in an address it follows "/bot"
_QUIET = (
    "aiosqlite",
    "alembic",
    "httpcore",
    "httpx",
    "htmldate",
    "telegram",
    "trafilatura",
    "uvicorn",
)


def configure() -> None:
    """Write everything to standard error: for people on a terminal, as JSON lines elsewhere."""
    terminal = sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if terminal else "iso", utc=not terminal),
    ]
    # Plain tracebacks: the fancy ones show local variables, and colours in the middle of a token.
    rendered: list[Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if terminal
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Redacting(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _QUIET:  # httpx logs every address it opens at INFO, and the bot's token stands in them
        logging.getLogger(name).setLevel(logging.WARNING)


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Takes bot tokens out of the finished line, wherever in it they stand."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("<token>", super().format(record))
