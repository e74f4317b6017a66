"""`/metrics`: what an operator plots, as Prometheus reads it.

The state of the database, and this process's passes.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import DatabaseError
from bot.ports import Health
from bot.web.door import Guarded

STRANGER, TOO_MUCH = "stranger", "too much"
"""Why a request of a chat is refused."""
_PASS_S = (0.01, 0.05, 0.25, 1, 5, 30, 120, 600)


@dataclass(frozen=True, slots=True)
class State:
    """What the database says."""

    health: Health
    waiting: Mapping[str, tuple[int, float]]
    """What is due now: how many, and for how many seconds the oldest."""
    done: Mapping[str, datetime]
    """Duty -> when it was done last."""
    last_hour: Mapping[str, tuple[int, float]]
    """What was done in the hour before this one: how many, and how many seconds they took together."""
    votes: Mapping[str, int]
    """Up or down -> how many votes are kept."""
    reports: int
    """Stories that readers say are told wrongly, and nobody has seen to."""
    telegram_lost_s: float
    """For how long Telegram has not answered this process; 0 while it does."""


class Passes:
    """How long the passes of this process take, how many fail, and how many updates it could not read."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "laconique_pass_seconds",
            "How long a pass took.",
            ["name"],
            buckets=_PASS_S,
            registry=self.registry,
        )
        self._failures = Counter(
            "laconique_pass_failures", "Passes that failed.", ["name"], registry=self.registry
        )
        self._passed_over = Counter(
            "laconique_updates_passed_over", "Updates that could not be read.", registry=self.registry
        )

        self._refused = Counter(
            "laconique_requests_refused",
            "Requests of readers that were not heeded: of strangers, or too much at once.",
            ["why"],
            registry=self.registry,
        )
        for why in (STRANGER, TOO_MUCH):  # a metric that is 0 is there
            self._refused.labels(why)

    def ended(self, name: str, seconds: float, *, failed: bool) -> None:
        """A pass has come to its end."""
        self._seconds.labels(name).observe(seconds)
        if failed:
            self._failures.labels(name).inc()

    def request_refused(self, why: str) -> None:
        """A reader, or a stranger, was told to come back later, or by invitation."""
        self._refused.labels(why).inc()

    def update_passed_over(self) -> None:
        """What Telegram sent could not be read."""
        self._passed_over.inc()


def route(
    passes: Passes,
    told_by_models: Mapping[tuple[str, str], int],
    state: Callable[[], Awaitable[State]],
    version: str,
    role: str,
    token: str,
) -> Route:
    """The route; `state` asks the database. Without it, this process's own numbers are told all the same.

    `told_by_models` is how many articles by version of the model and outcome. For this machine, and for who
    has the token.
    """

    async def metrics(_request: Request) -> Response:
        told = CollectorRegistry()
        try:
            found = await state()
        except DatabaseError:
            told.register(_Fixed([_gauge("up", "Whether the database answers.", 0)]))
        else:
            told.register(_Fixed(_of(found)))
        about = {"version": version, "role": role}
        told.register(_Fixed([InfoMetricFamily("laconique", "This process.", value=about)]))
        told.register(_Fixed([_by_model(told_by_models)]))
        body = generate_latest(told) + generate_latest(passes.registry)
        return Response(body, media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics, middleware=[Middleware(Guarded, token=token)])


class _Fixed:
    """Hands out metrics that are made already."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _of(state: State) -> list[Metric]:
    health = state.health
    return [
        _gauge("up", "Whether the database answers.", 1),
        _gauge("articles", "Articles that are kept.", health.articles),
        _gauge("subscribers", "Subscribers who are not paused.", health.subscribers),
        _gauge("telegram_lost_seconds", "For how long Telegram has not answered.", state.telegram_lost_s),
        _gauge("sources", "Sources that are looked at.", health.supply.watched),
        _gauge("entries_failed", "Entries that were given up.", health.entries_failed),
        _gauge("sources_failing", "Sources whose last look failed.", len(health.supply.failing)),
        _gauge("reports", "Stories reported by readers that nobody has seen to.", state.reports),
        _by("votes", "Votes of readers that are kept.", "vote", state.votes),
        _by("outbox", "Messages, by state.", "state", health.outbox),
        _by("due", "Work that is due and not taken.", "what", {k: n for k, (n, _) in state.waiting.items()}),
        _by(
            "due_age_seconds",
            "For how long the oldest of it is due.",
            "what",
            {what: age_s for what, (_, age_s) in state.waiting.items()},
        ),
        _by(
            "last_hour",
            "What was done in the hour before this one.",
            "what",
            {what: number for what, (number, _) in state.last_hour.items()},
        ),
        _by(
            "last_hour_seconds",
            "How many seconds it took together.",
            "what",
            {what: took_s for what, (_, took_s) in state.last_hour.items() if took_s},
        ),
        _by(
            "done_timestamp_seconds",
            "When a lease was done last.",
            "lease",
            {name: moment.timestamp() for name, moment in state.done.items()},
        ),
    ]


def _by_model(told: Mapping[tuple[str, str], int]) -> Metric:
    family = CounterMetricFamily(
        "laconique_model_articles",
        "Articles that a model was asked about by this process: told, or refused or failed: an extract.",
        labels=["model", "outcome"],
    )
    for labels, number in told.items():
        family.add_metric(labels, number)
    return family


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"laconique_{name}", told, value=value)


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"laconique_{name}", told, labels=[label])
    for of, value in values.items():
        family.add_metric([of], value)
    return family
