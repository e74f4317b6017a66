"""What kind of failure it is: what one deed of the operator's mends has one cause."""

import socket

import pytest

from bot.errors import Cause, Unfetchable
from bot.sources.robots import Robots
from tests.sources.newsstand import LOOPBACK, fetching

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        pytest.param(403, Cause.REFUSED, id="we are not wanted"),
        pytest.param(429, Cause.REFUSED, id="not so often"),
        pytest.param(404, Cause.MISSING, id="nothing there"),
        pytest.param(503, Cause.SERVER, id="the site is in trouble"),
        pytest.param(418, Cause.OTHER, id="whatever that means"),
    ],
)
async def test_what_the_site_answers(newsstand, fetcher, status, cause):
    with pytest.raises(Unfetchable) as caught:
        await fetcher.get(f"{newsstand.url}/page?status={status}")
    assert caught.value.cause is cause


async def test_nobody_listens(fetcher, unused_tcp_port):
    with pytest.raises(Unfetchable) as caught:
        await fetcher.get(f"http://{LOOPBACK}:{unused_tcp_port}/page")
    assert caught.value.cause is Cause.UNCONNECTED
    assert "robots.txt" not in str(caught.value)


async def test_no_answer_in_time(newsstand):
    async with fetching(LOOPBACK, timeout_s=0.1) as hasty:
        with pytest.raises(Unfetchable) as caught:
            await hasty.get(f"{newsstand.url}/late?after=1")
    assert caught.value.cause is Cause.SILENT


@pytest.mark.parametrize(
    ("failure", "cause", "told"),
    [
        pytest.param(
            socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
            Cause.UNRESOLVED,
            "there is no host phare.intranet: Name or service not known",
            id="no such host",
        ),
        pytest.param(
            socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
            Cause.NETWORK,
            "no name server answers: Temporary failure in name resolution",
            id="no name server",
        ),
    ],
)
async def test_a_host_that_is_not_found_is_not_a_matter_of_its_robots_txt(failure, cause, told):
    async def resolve(_host):
        raise failure

    async with fetching("phare.intranet", resolve=resolve) as fetcher:
        with pytest.raises(Unfetchable) as caught:
            await fetcher.get("http://phare.intranet/flux")
    assert caught.value.cause is cause
    assert str(caught.value) == f"http://phare.intranet/flux: {told}"


async def test_rules_that_can_t_be_read_keep_their_cause():
    async def read(address):
        raise Unfetchable(address, "answered 503", cause=Cause.SERVER)

    with pytest.raises(Unfetchable, match=r"its robots\.txt can't be read") as caught:
        await Robots(read, "Laconique").check("https://phare.example.org/page")
    assert caught.value.cause is Cause.SERVER
