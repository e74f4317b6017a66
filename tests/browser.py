"""Finds a Chromium for the browser tests; run as a program, lets playwright install one if there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ARGUMENTS = [
    "--no-sandbox",  # root in a container has no user namespaces
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL_S = 300


def find() -> str | None:
    """The path of an installed Chromium or Chrome, or none."""
    from playwright.sync_api import sync_playwright

    given = os.environ.get("CHROMIUM")
    if given:
        return given
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def main() -> None:
    if find() is not None:
        return
    try:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        done = subprocess.run(command, capture_output=True, timeout=_INSTALL_S, check=False)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        print("No Chromium, and none could be installed: the browser tests will be skipped.")  # noqa: T201


if __name__ == "__main__":
    main()
