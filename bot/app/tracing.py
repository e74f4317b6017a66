"""What was done and how long it took, as spans for OpenTelemetry: passes, updates, sends and summaries.

Off, and nothing of it loaded, unless OTEL_EXPORTER_OTLP_ENDPOINT says where spans go. A span bears what was
done and the kind of error that ended it: no reader's words, no chat, no address.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, MutableMapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, TypeVar

from bot.errors import SettingsError
from bot.model import Article, Message, Summary
from bot.ports import Channel
from bot.summaries import Summariser
from bot.version import __version__
from bot.wording import Remark

ENDPOINT: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
_SECRETS: Final = ("OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS")
_TIMEOUT_S: Final = 2.0
"""A collector that does not answer holds up no end for longer."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Tracing:
    """Makes spans while it is `started`; before and after it lets everything be."""

    def __init__(self) -> None:
        self._tracer: Any = None

    @asynccontextmanager
    async def started(self, environment: MutableMapping[str, str]) -> AsyncIterator[None]:
        """Send spans while the block runs, if this environment says where to; its secrets go out of it.

        Raises: SettingsError when the libraries are not installed.
        """
        if not environment.get(ENDPOINT):
            yield
            return
        provider = _provider(environment)
        for name in _SECRETS:
            environment.pop(name, None)
        self._tracer = provider.get_tracer("laconique")
        try:
            yield
        finally:
            self._tracer = None
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(provider.shutdown), _TIMEOUT_S)

    def spanned(self, name: str, work: Callable[_P, Awaitable[_T]]) -> Callable[_P, Coroutine[Any, Any, _T]]:
        """The same work, in a span of this name."""

        async def within(*given: _P.args, **named: _P.kwargs) -> _T:
            if self._tracer is None:
                return await work(*given, **named)
            # What an error says may name a chat.
            quiet = {"record_exception": False, "set_status_on_exception": False}
            with self._tracer.start_as_current_span(name, **quiet) as span:
                try:
                    return await work(*given, **named)
                except BaseException as err:
                    span.set_attribute("error.type", type(err).__name__)
                    raise

        return within


@dataclass(frozen=True, slots=True)
class SpannedChannel:
    """Sends in spans (`ports.Channel`)."""

    channel: Channel
    tracing: Tracing

    async def send(
        self, chat_id: int, message: Message, reply_to: int | None = None, thread: int | None = None
    ) -> int:
        """One attempt."""
        return await self.tracing.spanned("send", self.channel.send)(chat_id, message, reply_to, thread)

    async def redraw(self, chat_id: int, number: int, message: Message) -> None:
        """An earlier message anew."""
        await self.tracing.spanned("redraw", self.channel.redraw)(chat_id, number, message)

    async def reach(self, chat_id: int) -> None:
        """Whether the chat could be served."""
        await self.tracing.spanned("reach", self.channel.reach)(chat_id)


@dataclass(frozen=True, slots=True)
class SpannedSummariser:
    """Summarises in spans (`summaries.Summariser`)."""

    summariser: Summariser
    tracing: Tracing

    @property
    def version(self) -> str:
        """The exact method."""
        return self.summariser.version

    async def summarise(self, article: Article) -> Summary:
        """One article."""
        return await self.tracing.spanned("summary", self.summariser.summarise)(article)


def _provider(environment: MutableMapping[str, str]) -> Any:  # noqa: ANN401 - of a library that may not be there
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as err:
        raise SettingsError(
            Remark("{name} : il faut de plus : pip install laconique[otel]", name=ENDPOINT)
        ) from err
    name = environment.get("OTEL_SERVICE_NAME", "laconique")
    about = Resource.create({"service.name": name, "service.version": __version__})
    provider = TracerProvider(resource=about, shutdown_on_exit=False)
    to = OTLPSpanExporter(f"{environment[ENDPOINT].rstrip('/')}/v1/traces", timeout=_TIMEOUT_S)
    provider.add_span_processor(BatchSpanProcessor(to))
    return provider
