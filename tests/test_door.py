"""The whole program where more people than its operator can reach its port."""

from collections.abc import Iterator

import httpx
import pytest

from tests.running import Running, make_config, running

pytestmark = pytest.mark.slow
FROM_ELSEWHERE = httpx.HTTPTransport(local_address="127.0.0.2")
"""As far as the program can tell: who sits at this machine asks from 127.0.0.1."""
INSIDE = ["/", "/sandbox/state", "/sandbox/chat.js", "/metrics", "/dashboard/"]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = tmp_path_factory.mktemp("open")
    with running(place / "home", make_config(place / "config"), LACONIQUE_HOST="0.0.0.0") as started:
        yield started


@pytest.fixture
def visitor(program: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=program.address, transport=FROM_ELSEWHERE, follow_redirects=True) as client:
        yield client


def test_a_visitor_without_the_token_sees_nothing(visitor: httpx.Client) -> None:
    assert {path: visitor.get(path).status_code for path in INSIDE} == dict.fromkeys(INSIDE, 401)
    said = visitor.post("/sandbox/send", json={"user": 7001, "text": "/start"})
    assert said.status_code == 401
    assert visitor.get("/health").json() == {"status": "ok"}
    assert visitor.get("/alive").status_code == 200


def test_the_link_that_is_printed_opens_it(program: Running, visitor: httpx.Client) -> None:
    assert "?token=" in program.link
    assert visitor.get(program.link).url == f"{program.address}/"
    assert {path: visitor.get(path).status_code for path in INSIDE} == dict.fromkeys(INSIDE, 200)
    assert program.link.rpartition("=")[2] not in visitor.get("/").text


def test_who_sits_at_this_machine_needs_none(program: Running) -> None:
    assert httpx.get(f"{program.address}/sandbox/state").status_code == 200
    assert "articles" in program.health()


@pytest.mark.parametrize(
    "path", ["/alive", "/health", "/metrics", "/dashboard/", "/", "/sandbox/state", "/telegram"]
)
def test_no_path_answers_under_the_name_of_another_site(program: Running, path: str) -> None:
    assert httpx.get(program.address + path, headers={"host": "evil.example"}).status_code == 421
