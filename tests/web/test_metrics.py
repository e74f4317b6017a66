"""`/metrics` as Prometheus reads it, `/alive` as a load balancer does."""

from datetime import UTC, datetime

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from bot.errors import Cause, DatabaseError
from bot.ports import Failing, Health, Supply
from bot.web.health import alive, ready
from bot.web.metrics import Passes, State, route

NUMBERS = {
    "articles": 12,
    "subscribers": 3,
    "entries_waiting": 4,
    "entries_failed": 5,
    "summaries_waiting": 2,
}
STATE = State(
    Health(
        **NUMBERS,
        sources_unseen=1,
        outbox={"due": 2, "sent": 9},
        supply=Supply(3, 3, (Failing("Le Phare", "https://u:secret@x", Cause.SILENT),)),
    ),
    {"messages": (2, 75.5)},
    {"backup": datetime(2026, 11, 23, tzinfo=UTC)},
    {"sent": (30, 0.0), "summaries model": (4, 10.0)},
    votes={"up": 7, "down": 2},
    reports=1,
    telegram_lost_s=75.0,
)


async def asked(path, one):
    transport = httpx.ASGITransport(Starlette(routes=[one]))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path)


async def metrics(state, passes=None, models=None):
    """Name and labels -> value, as Prometheus understands it."""
    told = route(passes or Passes(), models or {}, state, "1.2.3", "chat", "a-token-of-no-value")
    answer = await asked("/metrics", told)
    assert answer.status_code == 200
    assert "secret" not in answer.text
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def well():
    return STATE


async def gone():
    raise DatabaseError("gone")


@pytest.mark.parametrize(
    ("sample", "value"),
    [
        (("laconique_up",), 1),
        (("laconique_info", "chat", "1.2.3"), 1),
        (("laconique_articles",), 12),
        (("laconique_sources_failing",), 1),
        (("laconique_sources",), 3),
        (("laconique_telegram_lost_seconds",), 75),
        (("laconique_last_hour", "sent"), 30),
        (("laconique_last_hour", "summaries model"), 4),
        (("laconique_last_hour_seconds", "summaries model"), 10),
        (("laconique_votes", "up"), 7),
        (("laconique_reports",), 1),
        (("laconique_outbox", "due"), 2),
        (("laconique_outbox", "sent"), 9),
        (("laconique_due", "messages"), 2),
        (("laconique_due_age_seconds", "messages"), 75.5),
        (("laconique_done_timestamp_seconds", "backup"), 1_795_392_000),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else str(given),
)
async def test_what_the_database_says(sample, value):
    assert (await metrics(well))[sample] == value


async def test_how_long_the_passes_take_and_how_many_fail():
    passes = Passes()
    passes.ended("read", 0.5, failed=False)
    passes.ended("read", 2.0, failed=True)
    told = await metrics(well, passes)
    assert told["laconique_pass_seconds_count", "read"] == 2
    assert told["laconique_pass_seconds_sum", "read"] == 2.5
    assert told["laconique_pass_failures_total", "read"] == 1


async def test_how_many_updates_could_not_be_read():
    passes = Passes()
    passes.update_passed_over()
    assert (await metrics(well, passes))["laconique_updates_passed_over_total",] == 1


async def test_how_often_a_model_told_and_how_often_the_extract_stood_in():
    told = await metrics(well, models={("plume-1", "told"): 7, ("plume-1", "refused"): 3})
    assert told["laconique_model_articles_total", "plume-1", "told"] == 7
    assert told["laconique_model_articles_total", "plume-1", "refused"] == 3


async def test_without_the_database_this_process_s_own_numbers_are_told():
    passes = Passes()
    passes.ended("read", 0.5, failed=True)
    told = await metrics(gone, passes)
    assert told["laconique_up",] == 0
    assert told["laconique_pass_failures_total", "read"] == 1


@pytest.mark.parametrize(("ask", "status"), [(well, 200), (gone, 503)], ids=["it answers", "it does not"])
async def test_alive_says_whether_the_database_answers(ask, status):
    assert (await asked("/alive", alive(ask))).status_code == status
    assert (await asked("/ready", ready(ask, lambda: True))).status_code == status


async def test_who_starts_or_stops_is_alive_and_not_ready():
    assert (await asked("/ready", ready(well, lambda: False))).status_code == 503
