"""`laconique config`, and what a running bot does when it is told to read its configuration anew."""

import asyncio
import signal

import httpx
import pytest

from bot.cli.config import check
from bot.cli.run import Ending
from bot.errors import SettingsError
from bot.settings.effective import DEFAULT, effective
from bot.settings.loading import load
from tests.running import ANNE, BRISK, ROOT, SOURCES, eventually, free_port, laconique, make_config, running

TOKEN = "42:an-invented-token"
STORY = (ROOT / "tests" / "data" / "russie.txt").read_text(encoding="utf-8")
SAMPLES = [*(ROOT / "bot" / "sandbox" / "samples").iterdir()]
MORE = SOURCES + '\n[[sources]]\nname = "Deux"\nkind = "folder"\naddress = "inbox/deux"\n'


@pytest.fixture
def config(tmp_path):
    return make_config(
        tmp_path / "config", bot='[readers]\nslots = ["07:15"]\n[backup]\nevery_days = "never"\n'
    )


@pytest.fixture
def environment(config, tmp_path):
    return {"LACONIQUE_HOME": str(tmp_path / "home"), "LACONIQUE_CONFIG": str(config)}


def shown(environment):
    return {name: (value, origin) for name, value, origin in effective(load(environment), environment)}


def test_each_setting_is_told_with_where_it_comes_from(environment, config):
    found = shown(environment)
    file = str(config / "bot.toml")
    assert found["LACONIQUE_CONFIG"] == (f'"{config}"', "LACONIQUE_CONFIG")
    assert found["LACONIQUE_PORT"] == ("8080", DEFAULT)
    assert found["LACONIQUE_ROLE"] == ('"all"', DEFAULT)
    assert found["readers.slots"] == ('["07:15"]', file)
    assert found["backup.every_days"] == ('"never"', file)
    assert found["ingest.parallel"] == ("4", DEFAULT)
    assert found["retention.stories_days"] == ('"forever"', DEFAULT)
    assert found["delivery.paid_broadcast"] == ("false", DEFAULT)


def test_what_is_not_set_is_told_as_the_file_would_have_it(environment, config):
    (config / "bot.toml").unlink()
    assert shown(environment)["readers.slots"] == ('["08:00", "12:30", "19:00"]', DEFAULT)


def test_of_a_secret_only_that_there_is_one(environment, tmp_path):
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    environment |= {"TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}
    environment |= {"LACONIQUE_DATABASE_URL": "postgresql://anne:invented@base/laconique"}
    found = shown(environment)
    assert found["TELEGRAM_TOKEN"] == ("***", "TELEGRAM_TOKEN_FILE")
    assert found["LACONIQUE_WEB_TOKEN"] == ('""', DEFAULT)
    assert found["LACONIQUE_DATABASE_URL"][0] == '"postgresql+psycopg://anne:***@base/laconique"'
    assert TOKEN not in str(found)


def test_a_configuration_that_can_be_is_called_so(environment, capsys):
    check(environment)
    said = capsys.readouterr().out
    assert ": 1 sources, " in said.replace("\u00a0", " ")
    assert "n’est pas là" not in said


def test_a_file_that_is_not_there_is_told(environment, config, capsys):
    (config / "topics.toml").unlink()
    check(environment)
    assert "topics.toml n’est pas là" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param("bot.toml", "[ingest]\nparalell = 2", "ingest.paralell: unknown key", id="of bot.toml"),
        pytest.param("topics.toml", "[colours]", "colours: unknown key", id="of topics.toml"),
        pytest.param("sources.toml", "[[sources]]\nname = 1", "sources.0.name", id="of sources.toml"),
    ],
)
def test_what_can_t_be_is_named_whichever_file_it_stands_in(environment, config, file, text, said):
    (config / file).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        check(environment)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr_FR.UTF-8", "laconique : {file} : ingest.paralell : clé inconnue ; il y a : "),
        ("C.UTF-8", "laconique : {file} : ingest.paralell : clé inconnue ; il y a : "),
        ("en_GB.UTF-8", "laconique: {file}: ingest.paralell: unknown key; allowed: "),
    ],
)
def test_it_is_named_in_the_operator_s_language(config, tmp_path, locale, said):
    (config / "bot.toml").write_text("[ingest]\nparalell = 2", encoding="utf-8")
    done = laconique("config", "check", home=tmp_path / "home", config=config, LC_ALL=locale)
    assert done.returncode == 2
    told = done.stderr.replace("\u00a0", " ").replace("\u202f", " ")
    assert told.startswith(said.format(file=config / "bot.toml"))


def test_a_byte_order_mark_and_tabs_are_no_trouble(environment, config):
    (config / "bot.toml").write_text("[ingest]\n\tparallel\t=\t2\t# deux\n", encoding="utf-8-sig")
    assert shown(environment)["ingest.parallel"][0] == "2"


def test_another_encoding_is_named_in_one_line(environment, config):
    (config / "sources.toml").write_text(MORE, encoding="utf-16")
    with pytest.raises(SettingsError, match=r"sources\.toml: not UTF-8 \(byte 0\); save it as UTF-8$"):
        check(environment)


@pytest.fixture
def ending(environment):
    return Ending(asyncio.Event(), environment, lambda _leave: None)


def test_who_is_told_to_end_does_not_begin_anew(ending):
    ending.begin_anew()
    ending.begin()
    assert not ending.anew


@pytest.mark.slow
def test_a_running_bot_takes_sources_and_topics_over_without_a_restart(tmp_path):
    config = make_config(tmp_path / "config")
    with running(tmp_path / "home", config) as bot:
        before = bot.health()["sources"]
        bot.say(ANNE, "/follow zyxvanie")
        eventually(lambda: any("zyxvanie" in text for text in bot.texts(ANNE)), "words to follow")
        (config / "sources.toml").write_text(MORE, encoding="utf-8")
        topics = (config / "topics.toml").read_text(encoding="utf-8")
        anew = topics.replace('"sportif"]', '"sportif", "zyxvanie"]')
        (config / "topics.toml").write_text(anew, encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        # Each question finds it there: the port never goes away.
        eventually(lambda: bot.health()["sources"] == before + 1, "the new source")
        bot.say(ANNE, "/follow zyxvanie")
        eventually(lambda: any("Sport" in text for text in bot.texts(ANNE)), "the topic of that name")


@pytest.mark.slow
def test_what_is_said_while_a_bot_begins_anew_is_answered(tmp_path):
    """Other settings than those that can be taken over in place: the same process, from its beginning."""
    config = make_config(tmp_path / "config")
    with running(tmp_path / "home", config, LACONIQUE_PORT=str(free_port())) as bot:
        before = bot.health()["sources"]
        (config / "bot.toml").write_text(BRISK + "[summary]\nbatch = 2\n", encoding="utf-8")
        (config / "sources.toml").write_text(MORE, encoding="utf-8")
        bot.say(ANNE, "/help")
        bot.process.send_signal(signal.SIGHUP)
        bot.drop("russie.txt", STORY)

        def more() -> bool:
            try:
                state = bot.health()
                return state["sources"] == before + 1 and state["articles"] == len(SAMPLES) + 1
            except httpx.TransportError:  # it is away for a moment
                return False

        eventually(more, "all that was announced before, or meanwhile, read")
        assert len(bot.texts(ANNE)) == 1
        assert bot.health()["sources"] == before + 1
        assert bot.process.poll() is None
