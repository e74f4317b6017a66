"""Environment and files -> one frozen Settings; what is wrong is said with its key and what is allowed."""

import math
from itertools import product
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingsError
from bot.model import Role, Source, SourceKind
from bot.settings import Delivery, Ingest, Part, Settings, Summarising, Work
from bot.settings.loading import ENVIRONMENT, load, taken
from bot.wording.values import IMPOSSIBLE, expected

CONFIG = Path(__file__).parent.parent / "config"
TOKEN = "123456789:an-invented-token-of-no-value"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config"
    path.mkdir()
    return path


def loaded(config: Path, **environment: str) -> Settings:
    return load({"LACONIQUE_CONFIG": str(config), "LACONIQUE_HOME": "/srv/laconique", **environment})


def test_without_any_file_everything_has_its_default(config):
    assert loaded(config) == Settings(
        home=Path("/srv/laconique"),
        config=config,
        database_url="sqlite+aiosqlite:////srv/laconique/laconique.db",
    )


def test_the_files_that_are_shipped_say_the_defaults(tmp_path):
    shipped, bare = loaded(CONFIG), loaded(tmp_path)
    parts = ("ingest", "workers", "summary", "delivery", "readers", "retention", "web")
    assert [getattr(shipped, part) for part in parts] == [getattr(bare, part) for part in parts]
    assert shipped.topics
    assert shipped.sources[0].kind is SourceKind.FOLDER
    assert len(shipped.sources) > 1


def test_with_no_variable_at_all_the_shipped_files_are_found():
    settings = load({"HOME": "/home/anne"})
    assert settings.config.resolve() == CONFIG
    assert settings.home.parts[-3:] == (".local", "share", "laconique")


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        pytest.param("LACONIQUE_HOME", "/var/l", "home", Path("/var/l"), id="where the data lie"),
        pytest.param("XDG_DATA_HOME", "/data", "home", Path("/data/laconique"), id="or in the XDG place"),
        pytest.param("LACONIQUE_MODEL_DIR", "/", "model_dir", Path("/"), id="the model"),
        pytest.param("LACONIQUE_MODEL", "a/b@v1", "model", "a/b@v1", id="a model by its name"),
        pytest.param("LACONIQUE_PUBLIC_URL", "  ", "public_url", "", id="an empty variable sets nothing"),
        pytest.param("LACONIQUE_HOST", "0.0.0.0", "host", "0.0.0.0", id="the address to listen at"),
        pytest.param("LACONIQUE_PORT", "9000", "port", 9000, id="the port"),
        pytest.param("LACONIQUE_ADMINS", "7001, 7002", "admins", {7001, 7002}, id="two admins"),
        pytest.param(
            "LACONIQUE_DATABASE_URL",
            "sqlite+aiosqlite:////var/other.db",
            "database_url",
            "sqlite+aiosqlite:////var/other.db",
            id="another database file",
        ),
    ],
)
def test_the_environment_chooses_the_place_and_the_mode(config, variable, value, field, expected):
    settings = load({"LACONIQUE_CONFIG": str(config), "HOME": "/home/anne", variable: value})
    assert getattr(settings, field) == expected


def test_admins_are_those_of_the_file_and_those_of_the_environment(config):
    (config / "bot.toml").write_text("[telegram]\nadmins = [7001]", encoding="utf-8")
    assert loaded(config).administrators == {7001}
    assert loaded(config, LACONIQUE_ADMINS="7002").administrators == {7001, 7002}


def test_each_variable_sets_a_field_of_its_own():
    assert set(ENVIRONMENT) <= set(Settings.model_fields)
    assert len(set(ENVIRONMENT.values())) == len(ENVIRONMENT)


# The roles


@pytest.mark.parametrize(
    ("given", "roles", "role"),
    [
        pytest.param("", set(Role), "all", id="nothing said"),
        pytest.param("all", set(Role), "all", id="all"),
        pytest.param("chat,ingest,summarise,deliver", set(Role), "all", id="all, one by one"),
        pytest.param("deliver", {Role.DELIVER}, "deliver", id="one"),
        pytest.param(" deliver , chat", {Role.CHAT, Role.DELIVER}, "chat,deliver", id="two"),
    ],
)
def test_the_roles_of_a_process(config, given, roles, role):
    settings = loaded(config, LACONIQUE_ROLE=given, TELEGRAM_TOKEN=TOKEN)
    assert (settings.roles, settings.role) == (roles, role)


def test_an_unknown_role_is_named(config):
    allowed = "LACONIQUE_ROLE: all is expected, or some .*: chat, ingest, summarise, deliver .*'chat,ingets'"
    with pytest.raises(SettingsError, match=allowed):
        loaded(config, LACONIQUE_ROLE="chat,ingets")


@pytest.mark.parametrize(("role", "sandbox"), [("all", True), ("ingest", False), ("chat", False)])
def test_the_sandbox_is_one_process_that_does_all(config, role, sandbox):
    assert loaded(config, LACONIQUE_ROLE=role).sandbox is sandbox


def test_telegram_calls_a_plain_address_only_from_a_server_of_our_own(config):
    plain = {"TELEGRAM_TOKEN": TOKEN, "LACONIQUE_PUBLIC_URL": "http://l.example"}
    with pytest.raises(SettingsError, match="LACONIQUE_PUBLIC_URL: Telegram calls https only"):
        loaded(config, **plain)
    own = loaded(config, **plain, LACONIQUE_TELEGRAM_URL="http://127.0.0.1:8081")
    assert (own.public_url, own.telegram_url) == ("http://l.example", "http://127.0.0.1:8081")


# The token


def test_a_webhook_is_for_a_bot_with_a_token(config):
    own = "https://l.example"
    assert loaded(config, LACONIQUE_PUBLIC_URL=own, TELEGRAM_TOKEN=TOKEN).public_url == own
    with pytest.raises(SettingsError, match=r"LACONIQUE_PUBLIC_URL: .*https"):
        loaded(config, LACONIQUE_PUBLIC_URL="http://l.example", TELEGRAM_TOKEN=TOKEN)
    with pytest.raises(SettingsError, match="LACONIQUE_PUBLIC_URL: of use with TELEGRAM_TOKEN only"):
        loaded(config, LACONIQUE_PUBLIC_URL=own)


def test_a_token_leaves_the_sandbox(config):
    assert loaded(config).sandbox
    assert not loaded(config, TELEGRAM_TOKEN=TOKEN).sandbox


def test_a_token_can_lie_in_a_file_and_the_variable_wins(config, tmp_path):
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert loaded(config, TELEGRAM_TOKEN_FILE=str(secret)).token.get_secret_value() == TOKEN
    both = loaded(config, TELEGRAM_TOKEN_FILE=str(secret), TELEGRAM_TOKEN="1:other")
    assert both.token.get_secret_value() == "1:other"


def test_the_address_of_the_database_can_lie_in_a_file_for_a_password_stands_in_it(config, tmp_path):
    secret = tmp_path / "database"
    secret.write_text("postgresql://anne:of-no-value@db/laconique\n", encoding="utf-8")
    settings = loaded(config, LACONIQUE_DATABASE_URL_FILE=str(secret))
    assert settings.database_url == "postgresql+psycopg://anne:of-no-value@db/laconique"


def test_the_token_of_the_pages_can_lie_in_a_file_too(config, tmp_path):
    secret = tmp_path / "token"
    secret.write_text("an-invented-one\n", encoding="utf-8")
    settings = loaded(config, LACONIQUE_WEB_TOKEN_FILE=str(secret))
    assert settings.web_token.get_secret_value() == "an-invented-one"


def test_secrets_leave_the_environment_which_others_inherit(config):
    given = {"LACONIQUE_CONFIG": str(config), "LACONIQUE_HOME": "/srv/laconique", "PATH": "/bin"}
    url = "postgresql+psycopg://anne:secret@db/laconique"
    secrets = {"TELEGRAM_TOKEN": TOKEN, "LACONIQUE_WEB_TOKEN": TOKEN, "LACONIQUE_DATABASE_URL": url}
    environment = given | secrets
    settings = taken(environment, LACONIQUE_ROLE="chat")
    assert (settings.token.get_secret_value(), settings.database_url, settings.role) == (TOKEN, url, "chat")
    assert environment == given


def test_a_token_is_never_shown(config):
    assert TOKEN not in repr(loaded(config, TELEGRAM_TOKEN=TOKEN))


# The files


def test_what_a_file_says_is_set_and_the_rest_stays(config):
    (config / "bot.toml").write_text(
        """
        [ingest]
        feed_check_s = 60
        private_hosts = ["feeds.intranet"]
        [summary]
        method = "extract"
        [readers]
        zone = "America/Montreal"
        slots = ["7:05", "23:59"]
        """,
        encoding="utf-8",
    )
    settings = loaded(config)
    assert settings.ingest == Ingest(feed_check_s=60, private_hosts=frozenset({"feeds.intranet"}))
    assert settings.summary == Summarising(method="extract")
    assert (settings.readers.zone, settings.readers.slots) == ("America/Montreal", (425, 1439))
    assert (settings.workers, settings.delivery) == (Work(), Delivery())


def test_a_folders_address_starts_at_home_and_a_feeds_stays_as_it_is(config):
    (config / "sources.toml").write_text(
        """
        [[sources]]
        name = "Dossier"
        kind = "folder"
        address = "inbox"
        [[sources]]
        name = "Ailleurs"
        kind = "folder"
        address = "/mnt/presse"
        [[sources]]
        name = "  La Gazette  "
        kind = "feed"
        address = "https://gazette.example/flux"
        language = "oc"
        section = "côte"
        """,
        encoding="utf-8",
    )
    assert loaded(config).sources == (
        Source("Dossier", SourceKind.FOLDER, "/srv/laconique/inbox"),
        Source("Ailleurs", SourceKind.FOLDER, "/mnt/presse"),
        Source("La Gazette", SourceKind.FEED, "https://gazette.example/flux", "oc", "côte"),
    )


A_FEED = '[[sources]]\nname = "A"\nkind = "feed"\naddress = "https://a.example"\n'


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param(
            "bot.toml",
            "[ingest]\nfeed_chek_s = 1",
            ["ingest.feed_chek_s", "feed_check_s"],
            id="an unknown key",
        ),
        pytest.param("bot.toml", "[ingst]\nparallel = 1", ["ingst", "ingest"], id="an unknown section"),
        pytest.param("bot.toml", "port = 1", ["port", "ingest"], id="a key outside of any section"),
        pytest.param("bot.toml", "ingest = 3", ["ingest", "table"], id="a section that is none"),
        pytest.param(
            "bot.toml", "[ingest]\nparallel = 0", ["ingest.parallel", "more than 0", "0"], id="too little"
        ),
        pytest.param(
            "bot.toml",
            '[ingest]\nparallel = "many"',
            ["ingest.parallel", "whole number", "'many'"],
            id="no number",
        ),
        pytest.param(
            "bot.toml", "[ingest]\nfeed_check_s = inf", ["ingest.feed_check_s", "finite"], id="for ever"
        ),
        pytest.param(
            "bot.toml",
            '[delivery]\non_ambiguous = "maybe"',
            ["delivery.on_ambiguous", "resend, hold", "'maybe'"],
            id="another word than those allowed",
        ),
        pytest.param(
            "bot.toml",
            "[delivery]\nlease_s = 16",
            ["delivery", "lease_s must be longer than send_timeout_s + tick_s"],
            id="a lease shorter than a send",
        ),
        *(
            pytest.param(
                "bot.toml",
                f'[readers]\nzone = "{zone}"',
                ["readers.zone", "Europe/Paris", repr(zone)],
                id=f"a zone that is none: {zone}",
            )
            for zone in ("Europe/Lyon", "Europe", "../etc/passwd", "")
        ),
        *(
            pytest.param(
                "bot.toml",
                f"[readers]\nslots = [{hour}]",
                ["readers.slots.0", "08:00"],
                id=f"a time of day that is none: {hour}",
            )
            for hour in ('"24:00"', '"08h00"', '"8"', "480", "08:00:00")
        ),
        pytest.param("bot.toml", "[ingest", ["line 1: not valid TOML: [ingest"], id="no TOML"),
        pytest.param(
            "bot.toml", '[web]\na = """', ['line 2: not valid TOML: a = """'], id="it ends too soon"
        ),
        pytest.param(
            "bot.toml",
            "[ingest]\nparallel = 1\nparallel = 2",
            ["line 3: not valid TOML: parallel = 2"],
            id="a key that is there twice",
        ),
        pytest.param(
            "bot.toml",
            '[backup]\nevery_days = "often"',
            ["backup.every_days", "number of days", "never", "'often'"],
            id="a word for a number of days",
        ),
        pytest.param("topics.toml", "menu =", ["not valid TOML"], id="no TOML in the topics"),
        pytest.param(
            "sources.toml", A_FEED + A_FEED, ["name of its own", "given twice: A"], id="a name twice"
        ),
        pytest.param(
            "sources.toml",
            A_FEED + 'url = "x"',
            ["sources.0.url (A)", "address, kind"],
            id="an unknown key of a source",
        ),
        pytest.param("sources.toml", "[[source]]", ["source", "allowed: sources"], id="an unknown table"),
        pytest.param(
            "sources.toml",
            A_FEED.replace("feed", "web"),
            ["sources.0.kind", "feed, folder"],
            id="a kind",
        ),
        pytest.param(
            "sources.toml",
            '[[sources]]\nname = "A"\nkind = "feed"',
            ["sources.0.address", "missing"],
            id="missing",
        ),
        pytest.param(
            "sources.toml",
            A_FEED + 'language = "french"',
            ["sources.0.language", "[a-z]{2}"],
            id="a language",
        ),
        pytest.param(
            "sources.toml", A_FEED.replace('"A"', '" "'), ["sources.0.name", "not empty"], id="no name"
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_key_and_what_is_allowed(config, file, text, said):
    (config / file).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        loaded(config)
    assert [word for word in (str(config / file), *said) if word not in str(caught.value)] == []
    assert "\n" not in str(caught.value)


ANYTHING = ("", "x", -1, 10**9, 0.5, math.inf, True, [], ["x"], [-1], {}, {"x": 1})


def test_no_word_of_the_library_s_is_told():
    """Whatever stands behind a key: what is wrong with it is ours to say."""
    keys = [(section, key) for section, part in Settings.model_fields.items() for key in keys_of(part)]
    assert ("ingest", "parallel") in keys
    for (section, key), given in product(keys, ANYTHING):
        for library, ours in wrong_with({section: {key: given}}):
            assert library not in ours
            assert ours != str(IMPOSSIBLE), library


def keys_of(field):
    """The keys of a section of bot.toml."""
    kind = field.annotation
    return kind.model_fields if isinstance(kind, type) and issubclass(kind, Part) else ()


def wrong_with(data):
    """What pydantic finds, and what we say of it."""
    try:
        Settings.model_validate({"home": "/srv", "config": "/srv", "database_url": "x", **data})
    except ValidationError as err:
        return [(problem["msg"], str(expected(problem))) for problem in err.errors()]
    return []


def test_all_that_is_wrong_is_said_at_once(config):
    (config / "bot.toml").write_text('[ingest]\nparallel = 0\n[readers]\nzone = "Mars"', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        loaded(config)
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        pytest.param("LACONIQUE_PORT", "abc", ["whole number", "'abc'"], id="a port that is no number"),
        pytest.param("LACONIQUE_PORT", "70000", ["65535"], id="a port that is none"),
        pytest.param("LACONIQUE_ADMINS", "@anne", ["numbers", "'@anne'"], id="an admin by name"),
        pytest.param("LACONIQUE_ADMINS", "-100123", ["numbers"], id="a group as an admin"),
        pytest.param("LACONIQUE_ADMINS", "7001,0", ["more than 0"], id="an admin who is nobody"),
        pytest.param(
            "LACONIQUE_CONFIG", "/nowhere", ["/nowhere", "directory"], id="a directory that is not there"
        ),
        pytest.param("LACONIQUE_MODEL_DIR", "/nowhere", ["/nowhere", "directory"], id="no model there"),
        pytest.param("LACONIQUE_MODEL", "../plume", ["../plume"], id="no name of a model"),
        pytest.param("LACONIQUE_MODEL_URL", "http://x", ["LACONIQUE_MODEL"], id="a server, and no model"),
        pytest.param(
            "TELEGRAM_TOKEN_FILE", "/nowhere", ["/nowhere", "read"], id="a token file that is not there"
        ),
        pytest.param(
            "TELEGRAM_TOKEN_FILE", "/dev/null", ["/dev/null", "empty"], id="a token file without a token"
        ),
        pytest.param(
            "LACONIQUE_DATABASE_URL",
            "mysql://laconique:s3cret@db/laconique",
            ["sqlite+aiosqlite:///PATH", "postgresql+psycopg://"],
            id="a database that we do not speak to",
        ),
        *(
            pytest.param("LACONIQUE_DATABASE_URL", url, ["postgresql+psycopg://USER:PASSWORD@HOST"], id=why)
            for why, url in {
                "a port that is a word": "postgresql://anne:s3cret@db:port/laconique",
                "a port beyond all ports": "postgresql://anne:s3cret@db:99999/laconique",
                "half of an IPv6 address": "postgresql://anne:s3cret@[::1/laconique",
                "no address at all": "postgresql",
                "a line break": "postgresql://anne:s3cret@db/lac\nonique",
                "a null character": "sqlite+aiosqlite:////srv/\0s3cret",
                "no file": "sqlite+aiosqlite:///",
                "memory, which each connection has of its own": "sqlite+aiosqlite:///:memory:",
                "a file on another host": "sqlite+aiosqlite://anne:s3cret@db/laconique.db",
            }.items()
        ),
        *(
            pytest.param("TELEGRAM_TOKEN", token, ["digits, a colon"], id=f"a token with {why}")
            for why, token in {
                "a line break": "123456789:s3cret\nof-no-value",
                "a blank": "123456789:s3cret of-no-value",
                "the word bot before it": "bot123456789:s3cret",
                "no secret": "123456789:",
                "quotation marks": '"123456789:s3cret"',
                "letters of another alphabet": "123456789:s3crét",
            }.items()
        ),
        pytest.param("LACONIQUE_WEB_TOKEN", "s3cret", ["8 letters"], id="a token that is guessed"),
        pytest.param("LACONIQUE_WEB_TOKEN", "s3cret s3cret", ["blank"], id="a token that no header carries"),
    ],
)
def test_what_is_wrong_in_the_environment_is_said_with_the_variable(config, variable, value, said):
    with pytest.raises(SettingsError) as caught:
        loaded(config, **{variable: value})
    assert [word for word in (variable, *said) if word not in str(caught.value)] == []
    assert "s3cret" not in str(caught.value)


def test_a_file_in_another_encoding_is_named(config):
    (config / "bot.toml").write_bytes('[ingest]\ncontact = "é"'.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"bot\.toml: not UTF-8"):
        loaded(config)


def test_settings_do_not_change_once_loaded(config):
    settings = loaded(config)
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1
    with pytest.raises(ValidationError, match="frozen"):
        settings.ingest.parallel = 9


@pytest.mark.parametrize(
    ("messages_per_s", "in_flight"),
    [
        pytest.param(30, 30, id="a second's worth"),
        pytest.param(0.5, 1, id="at least one"),
        pytest.param(1000, 64, id="more would be no faster"),
    ],
)
def test_so_many_messages_are_on_their_way_at_a_time(messages_per_s, in_flight):
    assert Delivery(messages_per_s=messages_per_s, paid_broadcast=True).in_flight == in_flight


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("postgresql+psycopg://anne:secret@db/laconique", id="with the driver"),
        pytest.param("postgresql://anne:secret@db/laconique", id="as other programs write it"),
        pytest.param("postgres://anne:secret@db/laconique", id="as some hosts give it"),
    ],
)
def test_a_postgresql_database(config, given):
    url = loaded(config, LACONIQUE_DATABASE_URL=given).database_url
    assert url == "postgresql+psycopg://anne:secret@db/laconique"
