"""A home in which one story has been read: the same for each test that begins with one."""

import shutil
from pathlib import Path

import pytest

from tests.running import ROOT, laconique, make_config


@pytest.fixture(scope="session")
def has_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home, to be copied."""
    made = tmp_path_factory.mktemp("has_read")
    story = ROOT / "tests" / "data" / "russie.txt"
    done = laconique("ingest", str(story), home=made / "home", config=make_config(made / "config"))
    assert done.returncode == 0, done.stderr
    return made / "home"


@pytest.fixture
def place(has_read: Path, tmp_path: Path) -> dict[str, Path]:
    """A home of one's own that has read a story, and its configuration."""
    home = shutil.copytree(has_read, tmp_path / "home")
    return {"home": home, "config": make_config(tmp_path / "config")}
