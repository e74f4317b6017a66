"""feedparser's own test files; run as a program, fetches the source distribution that holds them.

Its wheel has none of them, and the files are its authors': they are kept beside the libraries, not in the
project.
"""

import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

_FOLDER = Path(sys.prefix) / "share" / "feedparser"


def find() -> Path | None:
    """The folder of the tests of the release that is installed."""
    tests = _FOLDER / f"feedparser-{version('feedparser')}" / "tests"
    return tests if tests.is_dir() else None


def main() -> None:
    """Fetch and unpack them, once a release."""
    if find() is not None:
        return
    wanted = f"feedparser=={version('feedparser')}"
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    _FOLDER.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([*fetch, "--dest", str(_FOLDER), wanted], check=False)
    archive = _FOLDER / f"{wanted.replace('==', '-')}.tar.gz"
    if done.returncode or not archive.exists():
        print("feedparser's own tests cannot be fetched: what reads them will be skipped.")  # noqa: T201
        return
    with tarfile.open(archive) as opened:
        opened.extractall(_FOLDER, filter="data")
    archive.unlink()


if __name__ == "__main__":
    main()
