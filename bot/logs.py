"""Logs: ours and the libraries', one line each, to standard error, and no secret in them."""

import logging
import re
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

_TOKEN = re.compile(r"\b\d{1,12}:[A-Za-z0-9_-]{20,}")
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


def configure(*, verbose: bool = False) -> None:
    """Write everything to standard error: for people on a terminal, as JSON lines elsewhere."""
    terminal = sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if terminal else "iso", utc=not terminal),
    ]
    last: Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
    )
    handler = logging.StreamHandler(sys.stderr)
    remaining = [] if terminal else [structlog.processors.format_exc_info]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *remaining,
                _redact,
                last,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("apscheduler").setLevel(
        logging.ERROR
    )  # it warns of each tick that finds the last one at work
    for name in _QUIET:  # httpx logs every address it opens at INFO, and the bot's token stands in them
        logging.getLogger(name).setLevel(logging.WARNING)


def _redact(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    """Take bot tokens out of whatever is about to be written."""
    return {
        key: _TOKEN.sub("<token>", value) if isinstance(value, str) else value for key, value in event.items()
    }
