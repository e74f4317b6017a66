"""What is printed stays whole, also where nobody said how wide the terminal is."""

import os
import subprocess
import sys
from textwrap import dedent

import pytest

from tests.running import ROOT

LONG = " ".join(f"mot{number}" for number in range(60))
STORY = f"""
    from tests.editions.stories import story
    from bot.cli.output import show_story
    show_story(story({LONG!r}, ({LONG!r},)), "Europe/Paris")
"""
TABLE = f"""
    from rich.table import Table
    from bot.cli.output import out
    table = Table("source", "état", box=None)
    table.add_row("Le Phare", {LONG!r})
    out.print(table)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("printed", "times"),
    [pytest.param(STORY, 2, id="a headline and a sentence"), pytest.param(TABLE, 1, id="a cell")],
)
def test_into_a_pipe_each_text_is_one_whole_line(printed, times):
    known = {name: told for name, told in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        [sys.executable, "-c", dedent(printed)],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
        check=True,
    )
    assert sum(LONG in line for line in done.stdout.splitlines()) == times
