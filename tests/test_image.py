"""The image, built and run as compose.yaml runs it, where that is possible; else the reason why not."""

import subprocess
import sys

import pytest

from bench import podman
from tests.running import ROOT

_BOX_S = 600


@pytest.mark.slow
@pytest.mark.timeout(_BOX_S + 20)
def test_the_image_answers_is_well_ends_when_told_and_loses_nothing():
    """What it looked at, and what did not hold, is what the command says."""
    if reason := podman.missing():
        pytest.skip(f"no containers here: {reason}")
    command = [sys.executable, "-m", "bench.containers", "--runs=1", "--idle-s=0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_BOX_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
