"""The command line as a person meets it: what it prints, its exit codes, what it leaves in the database."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store.database import Database
from bot.store.schema import articles, entries
from tests.running import free_port, laconique, make_config

pytestmark = pytest.mark.slow
DATA = Path(__file__).parent / "data"
STORY = DATA / "russie.txt"
PAGE = Path(__file__).parents[1] / "bot" / "sandbox" / "samples" / "04-france-trains-de-nuit.html"
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Le Courrier de Montferrier</title>
<item><title>L’usine des trains de nuit embauche</title><link>/trains.html</link><guid>trains-1</guid>
<pubDate>Mon, 02 Nov 2026 18:30:00 +0100</pubDate><description>Quatre cent vingt emplois.</description></item>
</channel></rss>"""


ANNOUNCING = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'


@pytest.fixture
def place(tmp_path: Path) -> dict[str, Path]:
    bot = '[ingest]\nprivate_hosts = ["127.0.0.1"]\nfetch_timeout_s = 1\nhost_gap_s = 0\n'
    return {"home": tmp_path / "home", "config": make_config(tmp_path / "config", bot=bot)}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A small web site: a feed with one article, a page of links, and an address that never answers."""
    hang = threading.Event()
    served = {
        "/feed.xml": ("application/rss+xml", FEED.encode()),
        "/accueil": ("text/html", ANNOUNCING),
        "/trains.html": ("text/html; charset=utf-8", PAGE.read_bytes()),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/hang":
                hang.wait(10)
                return
            if self.path in served:
                self.answer(*served[self.path])
                return
            links = "".join(f"<li><a href='/{n}'>Rubrique {n}</a></li>" for n in range(9))
            page = f"<html><title>Accueil</title><nav><ul>{links}</ul></nav></html>"
            self.answer("text/html; charset=utf-8", page.encode())

        def answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    hang.set()
    server.shutdown()
    server.server_close()


def stored(home: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, str]]]:
    """The paragraphs of the articles, and the (state, reason) of the entries."""

    async def read() -> tuple[list[tuple[str, ...]], list[tuple[str, str]]]:
        database = Database(f"sqlite+aiosqlite:///{home / 'laconique.db'}")
        async with database.read() as connection:
            texts = [tuple(row.paragraphs) for row in await connection.execute(select(articles))]
            states = [(row.state, row.reason) for row in await connection.execute(select(entries))]
        await database.close()
        return texts, states

    return asyncio.run(read())


def words(output: str) -> str:
    """One line, with plain spaces: how it is wrapped and spaced is not what is tested."""
    return " ".join(output.split())


def test_a_file_becomes_an_article_a_digest_and_an_answer(place: dict[str, Path]) -> None:
    """The page dump loses its dateline, its foreign headlines and its QR line, and nothing else."""
    done = laconique("ingest", str(STORY), **place)
    assert done.returncode == 0, done.stderr
    assert "paragraphes gardés : 8, lignes écartées : 6" in words(done.stdout)
    assert "année déduite" in done.stdout

    texts, states = stored(place["home"])
    lines = STORY.read_text(encoding="utf-8").splitlines()
    assert texts == [tuple(lines[1:9])]
    assert states == [("done", "")]

    answer = laconique("digest", "--topic", "russie", **place)
    assert answer.returncode == 0
    assert all(
        word in words(answer.stdout)
        for word in ("Velnikov", "Helsinki", "3 novembre", "phrases de l’article")
    )
    narrow = laconique("digest", "--topic", "russie", **place, COLUMNS="40")
    assert narrow.stdout == answer.stdout  # a pipe has no width: nothing is cut off
    nothing = laconique("digest", "--topic", "chine", **place)
    assert nothing.returncode == 1
    assert "Rien à raconter" in nothing.stderr


def test_a_second_run_adds_nothing(place: dict[str, Path]) -> None:
    laconique("ingest", str(STORY), **place)
    again = laconique("ingest", str(STORY), **place)
    assert again.returncode == 0
    assert "déjà connu" in again.stdout
    assert len(stored(place["home"])[0]) == 1


def test_each_bad_input_has_one_clear_line_and_the_rest_is_done(
    place: dict[str, Path], tmp_path: Path, site: str
) -> None:
    """What, where, what to do; an exit code that is not 0; nothing half-written."""
    bad = {
        "missing": (tmp_path / "absent.txt", "n’existe pas"),
        "a folder": (tmp_path, "pas un texte lisible"),
        "empty": (tmp_path / "empty.txt", "pas un texte lisible"),
        "binary": (tmp_path / "picture.txt", "pas un texte lisible"),
        "huge": (tmp_path / "huge.txt", "trop volumineux"),
        "no article": (tmp_path / "menu.txt", "Aucun article"),
        "a page of links": (f"{site}/", "annonce plusieurs articles"),
        "no answer": (f"{site}/hang", "ne répond pas"),
        "nobody there": ("http://127.0.0.1:9/", "ne répond pas"),
        "a private address": ("http://10.0.0.1/", "n’est pas permise"),
    }
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40)
    (tmp_path / "huge.txt").write_bytes(b"Une phrase de plus. " * 2_500_000)
    (tmp_path / "menu.txt").write_text("Accueil\nSport\nMétéo\nContact\n", encoding="utf-8")
    latin = tmp_path / "latin1.txt"
    latin.write_bytes(STORY.read_text(encoding="utf-8").replace("’", "'").encode("latin-1"))

    names = [str(where) for where, _ in bad.values()]
    done = laconique("ingest", *names, str(latin), **place)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for what, (where, said) in bad.items():
        line = next((line for line in done.stderr.splitlines() if line.startswith(f"✗ {where} ")), "")
        assert said in line, f"{what}: {line}"
    assert "paragraphes gardés : 8" in words(done.stdout)
    texts, states = stored(place["home"])
    assert [text[2][:25] for text in texts] == ["Ce sera la première renco"]
    assert all(reason for state, reason in states if state == "failed")


def test_a_feed_leads_to_its_pages(tmp_path: Path, site: str) -> None:
    """The entry is read from its page, under the title and the date that the feed gives; once."""
    sources = f'[[sources]]\nname = "Le Courrier"\nkind = "feed"\naddress = "{site}/feed.xml"\n'
    config = make_config(
        tmp_path / "config", sources=sources, bot='[ingest]\nprivate_hosts = ["127.0.0.1"]\n'
    )
    first = laconique("ingest", home=tmp_path / "home", config=config)
    assert first.returncode == 0, first.stderr
    assert "Nouvelles entrées : 1 ; articles en tout : 1" in words(first.stdout)
    again = laconique("ingest", home=tmp_path / "home", config=config)
    assert "Nouvelles entrées : 0 ; articles en tout : 1" in words(again.stdout)
    told = words(laconique("digest", home=tmp_path / "home", config=config).stdout)
    assert "L’usine des trains de nuit embauche" in told
    assert "Le Courrier · 2 novembre" in told
    assert f"{site}/trains.html" in told


def test_a_feed_that_is_a_page_is_told_with_its_reason(tmp_path: Path, site: str) -> None:
    sources = f'[[sources]]\nname = "Le Faux Flux"\nkind = "feed"\naddress = "{site}/"\n'
    config = make_config(
        tmp_path / "config", sources=sources, bot='[ingest]\nprivate_hosts = ["127.0.0.1"]\n'
    )
    done = laconique("ingest", home=tmp_path / "home", config=config)
    assert done.returncode == 1
    assert "Le Faux Flux" in done.stderr
    assert "a web page, not an RSS or Atom feed" in done.stderr
    report = laconique("doctor", home=tmp_path / "home", config=config)
    assert report.returncode == 1
    assert "Le Faux Flux" in report.stdout


def test_a_source_is_looked_at_before_it_is_added(place: dict[str, Path], site: str, tmp_path: Path) -> None:
    """The address of a site finds its feed; what would come is shown; OPML carries it elsewhere."""
    shown = laconique("sources", "add", f"{site}/accueil", **place)
    assert shown.returncode == 0, shown.stderr
    assert "Le Courrier de Montferrier · feed" in words(shown.stdout)
    assert "2 novembre 2026 · L’usine des trains de nuit embauche" in words(shown.stdout)
    assert "Courrier" not in laconique("sources", **place).stdout

    laconique("sources", "add", f"{site}/accueil", "--yes", **place)
    assert "Le Courrier de Montferrier" in laconique("sources", **place).stdout
    for name, why in ((), "porte déjà ce nom"), (("--name", "Autre"), "a déjà cette adresse"):
        again = laconique("sources", "add", f"{site}/accueil", "--yes", *name, **place)
        assert (again.returncode, why in again.stderr) == (2, True), again.stderr
    assert laconique("ingest", **place).returncode == 0
    assert len(stored(place["home"])[0]) == 1

    opml = laconique("sources", "export", **place).stdout
    assert f"{site}/feed.xml" in opml
    (tmp_path / "feeds.opml").write_text(opml, encoding="utf-8")
    assert laconique("sources", "remove", "Le Courrier de Montferrier", **place).returncode == 0
    assert "Courrier" not in laconique("sources", **place).stdout
    assert laconique("sources", "import", str(tmp_path / "feeds.opml"), **place).returncode == 0
    assert "Le Courrier de Montferrier" in laconique("sources", **place).stdout


def test_a_site_that_is_not_reached_is_said_as_such(place: dict[str, Path]) -> None:
    done = laconique("sources", "add", f"http://127.0.0.1:{free_port()}/", **place)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].endswith("le serveur ne se laisse pas joindre")


def test_nothing_to_watch_is_said_in_words(place: dict[str, Path], site: str) -> None:
    done = laconique("sources", "add", f"{site}/nothing", **place)
    assert done.returncode == 1
    assert "flux" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param({"LACONIQUE_PORT": "eighty"}, "LACONIQUE_PORT", id="a port that is no number"),
        pytest.param(
            {"LACONIQUE_CONFIG": "/nowhere"}, "LACONIQUE_CONFIG", id="a directory that is not there"
        ),
        pytest.param({"LACONIQUE_HOME": "/proc/laconique"}, "LACONIQUE_HOME", id="a home that can't be made"),
    ],
)
def test_a_wrong_setting_is_named(place: dict[str, Path], wrong: dict[str, str], said: str) -> None:
    done = laconique("doctor", **{**place, **wrong})
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_mission_s_own_document(place: dict[str, Path], corpus: Path) -> None:
    """The real page dump, where it is present: 12 lines, Russie and États-Unis, never Chine."""
    seed = corpus / "seed-article.txt"
    lines = seed.read_text(encoding="utf-8").splitlines()
    done = laconique("ingest", str(seed), **place)
    assert done.returncode == 0, done.stderr
    texts, _ = stored(place["home"])
    assert texts == [tuple(lines[1:13])]
    assert "26 mai 2021 à 9 h 54 (année déduite)" in words(done.stdout)
    for topic, code in (("russie", 0), ("états-unis", 0), ("chine", 1)):
        answer = laconique("digest", "--topic", topic, **place)
        assert answer.returncode == code
    told = words(laconique("digest", "--topic", "russie", **place).stdout)
    assert all(fact in told for fact in ("Joe Biden", "Vladimir Poutine", "16 juin", "Genève"))
