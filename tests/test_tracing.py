"""Spans for OpenTelemetry: of what was done, to a collector of our own; without any word of a reader."""

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.app.tracing import ENDPOINT, Tracing
from bot.errors import DeliveryError
from tests.running import ANNE, ROOT, eventually, make_config, running

STORY = (ROOT / "tests" / "data" / "russie.txt").read_text(encoding="utf-8")


class Collector(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args):
        pass


@contextmanager
def collecting():
    """Where it listens, and what has arrived."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    server.bodies = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.bodies
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def spans(bodies):
    """Name -> the kinds of error of the spans of that name; none for one that went well."""
    trace_service = pytest.importorskip("opentelemetry.proto.collector.trace.v1.trace_service_pb2")
    found = {}
    for path, body in bodies:
        assert path == "/v1/traces"
        asked = trace_service.ExportTraceServiceRequest.FromString(body)
        for of_resource in asked.resource_spans:
            for scope in of_resource.scope_spans:
                for span in scope.spans:
                    errors = [one.value.string_value for one in span.attributes if one.key == "error.type"]
                    found.setdefault(span.name, []).extend(errors or [""])
    return found


async def works():
    return "done"


async def fails():
    raise DeliveryError(ANNE, "zyxvanie")


async def test_off_it_lets_everything_be():
    tracing = Tracing()
    async with tracing.started({}):
        assert await tracing.spanned("pass read", works)() == "done"


async def test_what_was_done_arrives_and_of_an_error_only_its_kind():
    pytest.importorskip("opentelemetry.sdk")
    tracing = Tracing()
    with collecting() as (address, bodies):
        environment = {ENDPOINT: f"{address}/", "OTEL_EXPORTER_OTLP_HEADERS": "authorization=secret"}
        async with tracing.started(environment):
            assert await tracing.spanned("pass read", works)() == "done"
            with pytest.raises(DeliveryError):
                await tracing.spanned("send", fails)()
        assert environment == {ENDPOINT: f"{address}/"}, "workers inherit no secret"
    assert spans(bodies) == {"pass read": [""], "send": ["DeliveryError"]}
    told = b"".join(body for _, body in bodies)
    assert b"zyxvanie" not in told
    assert str(ANNE).encode() not in told


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({}, "", id="it is not asked for: nothing of it is loaded"),
        pytest.param(
            {ENDPOINT: "http://127.0.0.1:9"},
            "OTEL_EXPORTER_OTLP_ENDPOINT: needs more: pip install laconique[otel]",
            id="it is, and not installed",
        ),
    ],
)
def test_without_the_libraries(environment, said):
    code = (
        "import asyncio, sys\n"
        "sys.modules['opentelemetry'] = None\n"
        "import bot.app.service\n"
        "from bot.app.tracing import Tracing\n"
        "from bot.errors import SettingsError\n"
        "async def run():\n"
        f"    async with Tracing().started({environment!r}):\n"
        "        pass\n"
        "try: asyncio.run(run())\n"
        "except SettingsError as err: print(err)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == said


@pytest.mark.slow
def test_a_running_bot_tells_of_passes_updates_sends_and_summaries_and_of_no_reader(tmp_path):
    pytest.importorskip("opentelemetry.sdk")
    path = {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
    config = make_config(tmp_path / "config")
    with collecting() as (address, bodies):
        more = {ENDPOINT: address, "OTEL_BSP_SCHEDULE_DELAY": "100", **path}
        with running(tmp_path / "home", config, **more) as bot:
            bot.say(ANNE, "/topic zyxvanie")
            bot.drop("russie.txt", STORY)
            eventually(
                lambda: {"update", "send", "summary", "pass read"} <= spans(bodies).keys(), "the spans"
            )
        told = b"".join(body for _, body in bodies)
    assert b"zyxvanie" not in told
    assert str(ANNE).encode() not in told
    assert b"russie.txt" not in told
