"""Logs: ours and the libraries', one line each, to standard error; no secret in them, and no reader's words.

What goes wrong again and again is told once, and once more with how often.
"""

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

_TOKEN = re.compile(r"\d{1,12}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)  # in an address it follows "/bot"
_QUIET = (
    "aiosqlite",
    "alembic",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "htmldate",
    "telegram",
    "trafilatura",
    "uvicorn",
)

_WORDY = ("telegram.request",)
"""They print an answer that they can't read, whole, with readers' words; our callers say the error."""
_NUMBER = re.compile(r"0x[0-9a-f]+|\d+(?:\.\d+)?")
_NEVER_THE_SAME = ("timestamp", "exc_info")
_AGAIN_S = 60.0
_MUCH = 10
"""Lines of one event within that time, however they differ; and of one line, a single one."""


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
    handler = _Sparing(sys.stderr)
    handler.setFormatter(
        _Redacting(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # It warns of each tick that finds the last one at work.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    for name in _WORDY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in _QUIET:  # httpx logs every address it opens at INFO, and the bot's token stands in them
        logging.getLogger(name).setLevel(logging.WARNING)


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Takes bot tokens out of the finished line, wherever in it they stand."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("<token>", super().format(record))


class _Sparing(logging.StreamHandler[TextIO]):
    """Tells a warning or an error once a minute, and after it how often the like of it was kept back."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._clock = clock
        self._since = clock()
        self._events: Counter[str] = Counter()
        self._lines: set[str] = set()
        self._kept_back: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell it, unless that was done a moment ago."""
        if self._clock() - self._since >= _AGAIN_S:
            self._begin_anew()
        event, line = _told(record)
        if record.levelno >= logging.WARNING:
            if line in self._lines or self._events[event] >= _MUCH:
                self._kept_back[event] += 1
                return
            self._events[event] += 1
            self._lines.add(line)
        super().emit(record)

    def _begin_anew(self) -> None:
        """Another minute."""
        kept_back = self._kept_back
        self._since = self._clock()
        self._events, self._lines, self._kept_back = Counter(), set(), Counter()
        for event, times in kept_back.items():
            told = {"name": __name__, "levelno": logging.WARNING, "levelname": "WARNING"}
            words = {"msg": "kept back in the last minute: %s (%d times)", "args": (event, times)}
            super().emit(logging.makeLogRecord(told | words))


def _told(record: logging.LogRecord) -> tuple[str, str]:
    """What a record tells of, and all that it tells."""
    if isinstance(record.msg, dict):  # structlog's
        told = {key: str(value) for key, value in record.msg.items() if key not in _NEVER_THE_SAME}
        return _NUMBER.sub("#", str(record.msg.get("event"))), repr(sorted(told.items()))
    return _NUMBER.sub("#", str(record.msg)), record.getMessage()
