"""stories as an operator meets it: what it prints, and its exit codes."""

from pathlib import Path

import pytest

from tests.running import laconique, make_config

pytestmark = pytest.mark.slow


def test_where_there_is_none_it_is_said(tmp_path: Path):
    place = {"home": tmp_path / "home", "config": make_config(tmp_path / "config")}
    assert "Aucune histoire" in laconique("stories", **place).stdout


def test_stories_are_listed_and_a_wrong_number_is_one_clear_line(place: dict[str, Path]):
    listed = laconique("stories", **place)
    assert listed.stdout.splitlines()[0] == "Histoire 1"
    assert "Velnikov" in listed.stdout.splitlines()[1]  # the text has no title: its headline
    refused = laconique("stories", "split", "1", "1", **place)
    assert (refused.returncode, "elle a\u00a0: 1" in refused.stderr) == (2, True)
    refused = laconique("stories", "merge", "1", "9", **place)
    assert (refused.returncode, "il n’y a pas d’histoire 9" in refused.stderr) == (2, True)
