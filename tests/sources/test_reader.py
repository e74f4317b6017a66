"""Looks at feeds and folders, fetches pages, loads files."""

import os
from pathlib import Path

import pytest

from bot.errors import ArticleError, Forbidden, Missing, NotAFeed, TooLarge, Unfetchable, Unreadable
from bot.model import Source, SourceKind
from bot.ports import Look, Watched
from bot.sources.reader import WebAndFiles

pytestmark = pytest.mark.asyncio(loop_scope="module")
MAX_BYTES = 1000
LONG_AGO = 1_760_000_000  # seconds since 1970


async def here(function, *values):
    """Runs what the bot runs in a worker."""
    return function(*values)


@pytest.fixture
def reader(fetcher):
    return WebAndFiles(fetcher, here, MAX_BYTES)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "articles"


def put(path, text="Le port de Kerlanic a rouvert.", changed_at=LONG_AGO):
    """A file that nobody is writing any more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (changed_at, changed_at))


def at(address, kind=SourceKind.FOLDER, **known):
    return Watched(1, Source("Le Phare", kind, str(address)), **known)


async def listed(reader, folder):
    """The files of a folder, by their path in it."""
    entries = (await reader.look(at(folder))).entries
    return [str(Path(entry.address).relative_to(folder)) for entry in entries]


async def test_a_folder_announces_its_texts_and_pages_and_those_of_its_subfolders(reader, folder):
    for name in ("b.txt", "a.html", "2026/11/c.HTM", "été.TXT"):
        put(folder / name)
    assert await listed(reader, folder) == ["2026/11/c.HTM", "a.html", "b.txt", "été.TXT"]


async def test_what_is_hidden_or_of_another_kind_is_left_alone(reader, folder):
    for name in (".a.txt", "a.xlsx", "a.txt~", "a.txt.part", "txt", "notes.md", "b.txt"):
        put(folder / name)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    assert await listed(reader, folder) == ["b.txt"]


async def test_no_link_leads_out_of_the_folder(reader, folder, tmp_path):
    """Whoever may put files there must not have ours read to everybody."""
    put(folder / "a.txt")
    put(tmp_path / "elsewhere" / "secret.txt")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "outside.txt").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    (folder / "subfolder").symlink_to(tmp_path / "elsewhere")
    assert await listed(reader, folder) == ["a.txt", "inside.txt"]


@pytest.mark.parametrize("name", ["outside.txt", "pipe.txt"])
async def test_what_became_of_a_file_since_it_was_listed_is_not_read(reader, folder, tmp_path, name):
    put(tmp_path / "secret.txt")
    folder.mkdir()
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(Unreadable, match="no file of"):
        await reader.load(str(folder / name), str(folder))


async def test_a_folder_may_itself_be_a_link(reader, folder, tmp_path):
    put(tmp_path / "volume" / "a.txt")
    folder.symlink_to(tmp_path / "volume")
    assert await listed(reader, folder) == ["a.txt"]
    assert (await reader.load(str(folder / "a.txt"), str(folder))).body


async def test_a_file_still_being_written_is_left_for_later(reader, folder):
    put(folder / "done.txt")
    (folder / "growing.txt").write_text("Le port de Ker", encoding="utf-8")
    os.utime(folder / "growing.txt", (4 * LONG_AGO, 4 * LONG_AGO))
    assert await listed(reader, folder) == ["done.txt"]
    os.utime(folder / "growing.txt", (LONG_AGO, LONG_AGO))
    assert await listed(reader, folder) == ["done.txt", "growing.txt"]


async def test_a_file_is_the_same_entry_until_it_changes(reader, folder):
    put(folder / "a.txt")
    first = await reader.look(at(folder))
    assert await reader.look(at(folder)) == first
    put(folder / "a.txt", changed_at=LONG_AGO + 1)
    touched = await reader.look(at(folder))
    put(folder / "a.txt", "Le port de Kerlanic a fermé.", changed_at=LONG_AGO + 1)
    rewritten = await reader.look(at(folder))
    assert len({look.entries[0].key for look in (first, touched, rewritten)}) == 3
    assert len({look.entries[0].address for look in (first, touched, rewritten)}) == 1


async def test_a_file_with_the_same_name_elsewhere_is_another_entry(reader, folder):
    put(folder / "a" / "a.txt")
    put(folder / "b" / "a.txt")
    one, other = (await reader.look(at(folder))).entries
    assert one.key != other.key


async def test_a_name_that_is_no_text_is_told_in_one(reader, folder):
    """It cannot be read under this name: the entry is kept with the reason, and the others go on."""
    put(folder / "a.txt")
    (folder / "a.txt").rename(os.fsdecode(os.fsencode(folder) + b"/\xe9t\xe9.txt"))
    put(folder / "b.txt")
    usual, odd = (await reader.look(at(folder))).entries
    (odd.key + odd.address).encode()
    assert "t\\udce9.txt" in odd.address
    with pytest.raises(Missing):
        await reader.load(odd.address)
    assert (await reader.load(usual.address)).body


async def test_an_empty_folder_announces_nothing(reader, tmp_path):
    assert await reader.look(at(tmp_path)) == Look()


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
async def test_what_is_no_folder_is_said(reader, tmp_path, name):
    put(tmp_path / "file.txt")
    with pytest.raises(Unfetchable, match="no such folder"):
        await reader.look(at(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.html", "text/html"), ("A.HTM", "text/html"), ("a", "text/plain")],
)
async def test_a_file_is_loaded_as_what_its_name_says(reader, tmp_path, name, media_type):
    put(tmp_path / name, "L’été.")
    raw = await reader.load(str(tmp_path / name))
    assert (raw.body, raw.media_type, raw.address) == ("L’été.".encode(), media_type, str(tmp_path / name))
    assert (raw.charset, raw.published) == (None, None)


@pytest.mark.parametrize(
    ("path", "error"),
    [
        pytest.param("nowhere.txt", Missing, id="missing"),
        pytest.param("nowhere/a.txt", Missing, id="in a missing folder"),
        pytest.param("folder.txt", Unreadable, id="a folder"),
        pytest.param("a.txt/b.txt", ArticleError, id="within a file"),
        pytest.param("circle.txt", Unreadable, id="a link to itself"),
        pytest.param("n" * 300 + ".txt", Unreadable, id="a name that is too long"),
        pytest.param("large.txt", TooLarge, id="too large"),
        pytest.param("endless.txt", TooLarge, id="endless"),
    ],
)
async def test_a_file_that_cannot_be_loaded_says_why(reader, tmp_path, path, error):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    put(tmp_path / "a.txt")
    put(tmp_path / "large.txt", "a" * (MAX_BYTES + 1))
    with pytest.raises(error, match=path[:20]):
        await reader.load(str(tmp_path / path))


async def test_a_file_as_large_as_allowed_is_loaded(reader, tmp_path):
    put(tmp_path / "a.txt", "a" * MAX_BYTES)
    assert len((await reader.load(str(tmp_path / "a.txt"))).body) == MAX_BYTES


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_that_we_may_not_read_says_so(reader, tmp_path):
    put(tmp_path / "a.txt")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(Unreadable, match="Permission denied"):
        await reader.load(str(tmp_path / "a.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_is_another_entry_once_we_may_read_it(reader, folder):
    put(folder / "a.txt")
    readable = await reader.look(at(folder))
    (folder / "a.txt").chmod(0)
    closed = await reader.look(at(folder))
    (folder / "a.txt").chmod(0o600)
    assert closed != readable
    assert await reader.look(at(folder)) == readable


async def test_a_feed_is_fetched_read_and_not_read_again(newsstand, reader):
    feed = at(f"{newsstand.url}/feed", SourceKind.FEED)
    look = await reader.look(feed)
    assert [entry.title for entry in look.entries] == ["Le port rouvre"]
    again = at(feed.source.address, SourceKind.FEED, etag=look.etag, last_modified=look.last_modified)
    assert await reader.look(again) == Look((), look.etag, look.last_modified)


async def test_a_feed_that_moved_resolves_its_links_where_it_is_now(newsstand, reader):
    look = await reader.look(at(f"{newsstand.url}/away?to=/feed", SourceKind.FEED))
    assert look.entries[0].address == f"{newsstand.url}/port"


async def test_a_page_is_no_feed(newsstand, reader):
    with pytest.raises(NotAFeed):
        await reader.look(at(f"{newsstand.url}/page?body=<html>", SourceKind.FEED))


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "application/xhtml+xml", "text/markdown"])
async def test_a_page_is_fetched_with_what_the_server_says_of_it(newsstand, reader, media_type):
    typed = media_type.replace("+", "%252B")
    raw = await reader.fetch(f"{newsstand.url}/away?to=/page?type={typed};charset=latin1", newsstand.url)
    assert (raw.body, raw.media_type, raw.charset) == (b"Bonjour", media_type, "latin1")
    assert raw.address.startswith(f"{newsstand.url}/page?type=")


@pytest.mark.parametrize("media_type", ["application/zip", "image/png", "application/json", "video/mp4"])
async def test_what_is_no_page_is_not_read(newsstand, reader, media_type):
    with pytest.raises(Unreadable, match=f"{media_type} is not a page"):
        await reader.fetch(f"{newsstand.url}/page?type={media_type}", newsstand.url)


async def test_a_private_host_is_opened_for_its_own_source_only(newsstand, reader):
    """The operator listed it for a feed: a reader's link, or another source's, does not get there."""
    for source in ("", "https://presse.example.org/feed"):
        with pytest.raises(Forbidden):
            await reader.fetch(f"{newsstand.url}/page?type=text/html", source)
