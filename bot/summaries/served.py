"""Edge, one job: let a model behind a server of the operator's own write the summaries.

The server speaks OpenAI's protocol, as vLLM, Ollama and llama.cpp do; what is asked at the same time it puts
together by itself. Whatever it answers costs one extract at most; one that has no room for us, is late, or is
not there, is left alone for a while.
"""

import asyncio
from functools import partial
from time import monotonic

import httpx

from bot.errors import ModelFailed, SummaryError
from bot.model import Article, Summary
from bot.summaries import Run, Summariser
from bot.summaries.batched import Asking
from bot.summaries.gate import refused, told
from bot.summaries.line import Line
from bot.summaries.prompt import candidates, request

_METHOD = 1
"""Counts up when the same model would be asked or checked in another way."""
_NAME_MOST = 60
_ANSWER_MOST = 262_144
"""Bytes: a hundred times what is asked for."""
_REST_S = 15.0
"""For a server that is not there, or says it is busy and not for how long."""
_REST_MOST_S = 300.0
_BUSY = (429, 503)


class ServedSummariser:
    """Summarises with the model that a server calls `model`; `run` takes what needs thinking to a worker."""

    def __init__(
        self, run: Run, client: httpx.AsyncClient, model: str, *, at_once: int, deadline_s: float
    ) -> None:
        """Ask through `client`, which knows the server and our key, `at_once` articles at most."""
        self._run = run
        self._client = client
        self._model = model
        self._line = Line(at_once)
        self._deadline_s = deadline_s
        self._rests_until = 0.0
        self.version = f"served-{_METHOD}-{model[:_NAME_MOST]}"

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, ModelFailed, WorkerError."""
        return await self._summary(article, urgent=False)

    @property
    def on_demand(self) -> Summariser:
        """The same for a person who waits: asked before all others, after what the server has at hand."""
        return Asking(partial(self._summary, urgent=True), self.version)

    async def _summary(self, article: Article, *, urgent: bool) -> Summary:
        asked = await self._run(_asked, self._model, article)
        if isinstance(asked, SummaryError):
            raise asked
        async with self._line.turn(urgent=urgent):
            body = await self._answer(asked)
        summary = await self._run(told, self.version, article, candidates(body))
        if isinstance(summary, ModelFailed):
            raise summary
        return summary

    async def _answer(self, asked: dict[str, object]) -> bytes:
        """The body of the answer. Raises: ModelFailed."""
        if monotonic() < self._rests_until:
            raise ModelFailed("the server is given a rest")
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._posted(asked)
        except TimeoutError as err:
            self._rests_until = monotonic() + _REST_S
            raise ModelFailed(f"the server took more than {self._deadline_s:g} s") from err
        except httpx.HTTPError as err:
            self._rests_until = monotonic() + _REST_S
            raise ModelFailed(f"the server: {type(err).__name__}: {err}") from err

    async def _posted(self, asked: dict[str, object]) -> bytes:
        async with self._client.stream("POST", "/v1/chat/completions", json=asked) as answer:
            if answer.status_code in _BUSY:
                self._rests_until = monotonic() + _rest_s(answer.headers.get("Retry-After", ""))
            if answer.status_code != httpx.codes.OK:
                raise ModelFailed(f"the server answers {answer.status_code} {answer.reason_phrase}")
            body = b""
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > _ANSWER_MOST:
                    raise ModelFailed(f"the server answers more than {_ANSWER_MOST} bytes")
            return body


def client(address: str, key: str, deadline_s: float) -> httpx.AsyncClient:
    """Speaks to the server at this address, with or without `/v1` at its end; follows nobody elsewhere."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    base = address.rstrip("/").removesuffix("/v1")
    return httpx.AsyncClient(base_url=base, headers=headers, timeout=deadline_s, trust_env=False)


def _asked(model: str, article: Article) -> dict[str, object] | SummaryError:
    """What to post about an article, or why it is not asked about."""
    return refused(article) or request(model, article)


def _rest_s(said: str) -> float:
    return min(float(said), _REST_MOST_S) if said.isdecimal() else _REST_S
