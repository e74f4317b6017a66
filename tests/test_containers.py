"""The compose files, as the program reads them that runs them; and what they promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
GIVEN = {
    "TELEGRAM_TOKEN": "123456789:an-invented-token-of-no-value",
    "LACONIQUE_HOST_NAME": "bot.example.org",
    "POSTGRES_PASSWORD": "an-invented-password",
}


@pytest.fixture(scope="module")
def podman(tmp_path_factory) -> str:
    """podman-compose asks which podman there is, also when it only reads a file."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "podman").write_text("#!/bin/sh\necho podman version 4.3.1\n", encoding="utf-8")
    (folder / "podman").chmod(0o755)
    return str(folder)


def read(podman: str, name: str, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    known = {"PATH": f"{podman}:{os.environ['PATH']}", "HOME": podman}
    command = [sys.executable, "-m", "podman_compose", "-f", name, "config"]
    return subprocess.run(command, cwd=ROOT, env=known | given, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def scaled(podman) -> dict[str, dict]:
    done = read(podman, "compose.scale.yaml", GIVEN)
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)["services"]


@pytest.mark.slow
def test_the_plain_file_is_one_service_and_an_https_front_for_who_asks_for_it(podman):
    done = read(podman, "compose.yaml", {})
    assert done.returncode == 0, done.stderr
    assert list(yaml.safe_load(done.stdout)["services"]) == ["laconique"]
    whole = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert whole["services"]["https"]["command"].endswith("--to laconique:8080")


@pytest.mark.slow
@pytest.mark.parametrize("missing", GIVEN)
def test_what_must_be_chosen_is_asked_for(podman, missing):
    given = {name: value for name, value in GIVEN.items() if name != missing}
    done = read(podman, "compose.scale.yaml", given)
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("service", "role", "replicas", "token"),
    [
        pytest.param("chat-1", "chat", 1, True, id="one chat"),
        pytest.param("chat-2", "chat", 1, True, id="another chat"),
        pytest.param("ingest", "ingest", 2, False, id="two that read, and know no secret"),
        pytest.param("summarise", "summarise", 2, False, id="two that summarise, and know no secret"),
        pytest.param("deliver", "deliver", 2, True, id="two that deliver"),
    ],
)
def test_each_role_has_its_processes(scaled, service, role, replicas, token):
    told = scaled[service]
    assert told["command"] == ["run", "--role", role]
    assert told.get("deploy", {}).get("replicas", 1) == replicas
    assert told.get("deploy", {}).get("mode", "replicated") == "replicated"
    assert ("TELEGRAM_TOKEN" in told["environment"]) is token
    assert ("LACONIQUE_PUBLIC_URL" in told["environment"]) is (role == "chat")
    assert told["environment"]["LACONIQUE_DATABASE_URL"].startswith("postgresql+psycopg://laconique:")
    assert told["depends_on"]["database"]["condition"] == "service_healthy"
    assert "/alive" in str(told["healthcheck"])


@pytest.mark.slow
def test_the_image_with_the_driver_is_not_taken_for_the_plain_one_and_data_can_be_written(podman, scaled):
    plain = yaml.safe_load(read(podman, "compose.yaml", {}).stdout)["services"]["laconique"]["image"]
    ours = [told for told in scaled.values() if "build" in told]
    assert {told["image"] for told in ours} == {f"{plain}:postgres"}
    assert all(told["build"]["args"] == ["EXTRAS=postgres"] for told in ours)
    assert all(told["tmpfs"] == ["/tmp"] for told in ours), "a mount at /data would be root's"
    assert all(told["volumes"] == ["data:/data"] for told in ours), (
        "what one claims in the inbox is there for it"
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "given"), [("compose.yaml", {}), ("compose.scale.yaml", GIVEN)])
def test_nothing_grows_without_a_limit_or_is_left_behind(podman, name, given):
    """Logs turn, memory and processes end somewhere, and no `down` leaves a volume without a name."""
    read_file = yaml.safe_load(read(podman, name, given).stdout)
    ours = [told for told in read_file["services"].values() if "build" in told]
    assert all(told["logging"]["options"]["max-size"] for told in read_file["services"].values())
    assert all(told["mem_limit"] and told["pids_limit"] for told in ours)
    assert {volume.split(":")[0] for told in ours for volume in told["volumes"]} <= set(read_file["volumes"])


@pytest.mark.slow
def test_only_the_load_balancer_is_reached_from_outside(scaled):
    assert [name for name, told in scaled.items() if "ports" in told] == ["balancer"]
    assert all("healthcheck" in told for told in scaled.values())
    behind = (ROOT / "Caddyfile").read_text(encoding="utf-8")
    assert "reverse_proxy chat-1:8080 chat-2:8080" in behind
