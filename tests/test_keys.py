"""What opens the pages: given, or made once for each home, however many processes begin there at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from pydantic import SecretStr

from bot.app.keys import web_token
from bot.settings import Settings


def settings_of(home: Path, token: str = "") -> Settings:
    return Settings(home=home, config=home, database_url="sqlite+aiosqlite://", web_token=SecretStr(token))


def test_all_processes_of_a_home_open_with_one_key(tmp_path):
    at_once = Barrier(8)

    def start(home: Path) -> str:
        at_once.wait()
        return web_token(settings_of(home))

    with ThreadPoolExecutor(at_once.parties) as starting:
        for home in (tmp_path / str(number) for number in range(20)):
            keys = set(starting.map(start, [home] * at_once.parties))
            assert keys == {(home / "web.token").read_text(encoding="utf-8")}


def test_a_key_that_is_given_is_written_nowhere(tmp_path):
    assert web_token(settings_of(tmp_path, "an-invented-one")) == "an-invented-one"
    assert not (tmp_path / "web.token").exists()


def test_what_was_made_is_nobody_elses_to_read(tmp_path):
    web_token(settings_of(tmp_path))
    assert (tmp_path / "web.token").stat().st_mode & 0o077 == 0
