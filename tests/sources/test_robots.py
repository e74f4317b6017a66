"""What sites ask of robots: asked once, and kept to."""

import asyncio

import pytest

from bot.errors import Disallowed, Forbidden, Unfetchable
from bot.sources.robots import Robots

SITE = "https://phare.example.org"
RULES = """
User-agent: *
Disallow: /prive
Allow: /prive/feed.xml
Disallow: /*.pdf$

User-agent: Bruyant
Disallow: /
"""


class StoryIndex:
    """Holds the robots.txt of every site, and counts who asks."""

    def __init__(self, text: str | Exception) -> None:
        self.text = text
        self.asked: list[str] = []

    async def read(self, address: str) -> str:
        self.asked.append(address)
        await asyncio.sleep(0)
        if isinstance(self.text, Exception):
            raise self.text
        return self.text


@pytest.mark.parametrize(
    ("rules", "path", "agent", "allowed"),
    [
        pytest.param("", "/", "Laconique", True, id="no rules"),
        pytest.param(RULES, "/", "Laconique", True, id="not spoken of"),
        pytest.param(RULES, "/prive/1", "Laconique", False, id="for nobody"),
        pytest.param(RULES, "/prive/feed.xml", "Laconique", True, id="the longer rule wins"),
        pytest.param(RULES, "/numero.pdf", "Laconique", False, id="by its ending"),
        pytest.param(RULES, "/numero.pdf?page=2", "Laconique", True, id="another ending"),
        pytest.param(RULES, "/", "Bruyant", False, id="one robot in particular"),
        pytest.param(RULES.replace("Bruyant", "laconique"), "/", "Laconique", False, id="we are meant"),
        pytest.param("<html><body>Introuvable</body></html>", "/", "Laconique", True, id="a page, no rules"),
        pytest.param("\ufeffUser-agent:*\rDisallow:/", "/", "Laconique", False, id="as old systems write"),
        pytest.param("User-agent: *\nDisallow: /" + "*a" * 5000 + "$", "/" + "a" * 5000 + "b", "Laconique",
                     True, id="a rule made to take for ever"),
    ],
)  # fmt: skip
async def test_what_may_be_read(rules, path, agent, allowed):
    robots = Robots(StoryIndex(rules).read, agent)
    if allowed:
        await robots.check(SITE + path)
    else:
        with pytest.raises(Disallowed, match="asks robots to stay away"):
            await robots.check(SITE + path)


@pytest.mark.parametrize(
    ("rules", "delay_s"),
    [
        pytest.param("", 0, id="no rules"),
        pytest.param(RULES, 0, id="no word of it"),
        pytest.param("User-agent: *\nCrawl-delay: 10", 10, id="for all"),
        pytest.param(
            "User-agent: *\nCrawl-delay: 10\n\nUser-agent: laconique\nCrawl-delay: 2.5", 2.5, id="for us"
        ),
        pytest.param("User-agent: Bruyant\nCrawl-delay: 10", 0, id="for another"),
        pytest.param("User-agent: *\nCrawl-delay: 86400", 30, id="for ever: at most half a minute"),
        pytest.param("User-agent: *\nCrawl-delay: inf", 0, id="without end"),
        pytest.param("User-agent: *\nCrawl-delay: nan", 0, id="no number, though it is called one"),
        pytest.param("User-agent: *\nCrawl-delay: -5", 0, id="before it was asked"),
        pytest.param("User-agent: *\nCrawl-delay: souvent", 0, id="in words"),
    ],
)
async def test_how_long_a_site_asks_to_be_left_alone(rules, delay_s):
    assert await Robots(StoryIndex(rules).read, "Laconique").check(f"{SITE}/page") == delay_s


async def test_a_site_is_asked_once_for_all_its_pages():
    shelf = StoryIndex(RULES)
    robots = Robots(shelf.read, "Laconique")
    await asyncio.gather(*[robots.check(f"{SITE}/{number}") for number in range(5)])
    assert shelf.asked == [f"{SITE}/robots.txt"]


async def test_another_port_or_scheme_is_another_site():
    shelf = StoryIndex("")
    robots = Robots(shelf.read, "Laconique")
    for site in (SITE, f"{SITE}:8443", "http://phare.example.org"):
        await robots.check(f"{site}/page")
    assert len(shelf.asked) == 3


async def test_a_site_that_does_not_say_is_left_alone_for_a_while():
    shelf = StoryIndex(Unfetchable(f"{SITE}/robots.txt", "answered 503"))
    robots = Robots(shelf.read, "Laconique")
    for _ in range(3):
        with pytest.raises(Unfetchable, match=r"robots\.txt can't be read") as caught:
            await robots.check(f"{SITE}/page")
    assert len(shelf.asked) == 1
    assert 0 < caught.value.retry_after_s <= 300


async def test_a_site_that_is_never_opened_says_so_itself():
    robots = Robots(StoryIndex(Forbidden("127.0.0.1 is not a public address")).read, "Laconique")
    with pytest.raises(Forbidden):
        await robots.check("http://127.0.0.1/page")


async def test_sites_met_long_ago_are_forgotten():
    robots = Robots(StoryIndex("").read, "Laconique")
    for number in range(1010):
        await robots.check(f"https://{number}.example.org/")
    assert len(robots._sites) <= 1000
