"""How well flattened pages are read: text, titles and dates by the way in which they were flattened.

    python -m bench.dumps FOLDER [--worst N] [--keep FOLDER]

The folder is one of `bench.pages`: NAME.html, and beside it NAME.json that says what is to be read in it.
Each page is flattened in every way whose program is here, and read as a text: copied out of a browser
(Chromium), by `lynx -dump`, by `w3m -dump`, by html2text without links, and with them as Markdown (extra
`bench`). No script of a page runs, and nothing is fetched for it. --keep writes the texts into a folder, to
be looked at.
"""

import argparse
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from bench.pages import LOW, Mark, mark, pages_of
from tests.browser import ARGUMENTS, find

DUMP_S = 60
WIDE = "200"
PROGRAMS = {
    "lynx": ["lynx", "-dump", "-stdin", "-force_html", "-assume_charset=utf-8", "-display_charset=utf-8"],
    "lynx, 200 wide": [
        *["lynx", "-dump", "-nolist", "-stdin", "-force_html", f"-width={WIDE}"],
        *["-assume_charset=utf-8", "-display_charset=utf-8"],
    ],
    "w3m": ["w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8"],
    "w3m, 200 wide": ["w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8", "-cols", WIDE],
}


def main() -> None:
    """Flatten and read the pages, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=3, help="how many of the worst are named, by way")
    parser.add_argument("--keep", type=Path, help="where to write the texts")
    options = parser.parse_args()
    pages = list(pages_of(options.folder))
    if not pages:
        parser.error(f"{options.folder}: no NAME.html with a NAME.json beside it")
    with ExitStack() as stack:
        for way, flattened in _ways(stack):
            texts = [flattened(html) for _, html, _ in pages]
            if options.keep:
                _keep(options.keep / way.replace(", ", "-"), [name for name, _, _ in pages], texts)
            marks = [
                mark(name, text, wanted, "text/plain")
                for (name, _, wanted), text in zip(pages, texts, strict=True)
            ]
            _report(way, marks, options.worst)


def _ways(stack: ExitStack) -> Iterator[tuple[str, Callable[[str], str]]]:
    """What makes a text of a page, by name; the names of those that are not here are printed."""
    browser = find()
    if browser is None:
        print("copied: no Chromium")
    else:
        yield "copied", _copying(stack, browser)
    for way, command in PROGRAMS.items():
        if shutil.which(command[0]) is None:
            print(f"{way}: no {command[0]}")
        else:
            yield way, _dumping(command)
    if find_spec("html2text") is None:
        print("html2text: not installed")
        return
    for way, links in (("html2text", False), ("Markdown", True)):
        yield way, _marking_down(links=links)


def _copying(stack: ExitStack, browser: str) -> Callable[[str], str]:
    from playwright.sync_api import sync_playwright

    chromium = stack.enter_context(sync_playwright()).chromium.launch(executable_path=browser, args=ARGUMENTS)
    stack.callback(chromium.close)
    tab = chromium.new_context(java_script_enabled=False, offline=True).new_page()

    def copied(html: str) -> str:
        tab.set_content(html, wait_until="domcontentloaded")
        return tab.inner_text("body")

    return copied


def _dumping(command: list[str]) -> Callable[[str], str]:
    def dumped(html: str) -> str:
        done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=DUMP_S, check=True)
        return done.stdout.decode("utf-8", "replace")

    return dumped


def _marking_down(*, links: bool) -> Callable[[str], str]:
    from html2text import HTML2Text

    def marked_down(html: str) -> str:
        writer = HTML2Text()
        writer.ignore_links = writer.ignore_images = not links
        return writer.handle(html)

    return marked_down


def _keep(folder: Path, names: list[str], texts: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in zip(names, texts, strict=True):
        (folder / f"{name}.txt").write_text(text, "utf-8")


def _report(way: str, marks: list[Mark], worst: int) -> None:
    f1 = [one.f1 for one in marks]
    told = [f"{way:<14} F1 {mean(f1):.3f}, below {LOW} {sum(one < LOW for one in f1) / len(f1):.1%}"]
    for what in ("title", "date"):
        asked = [getattr(one, what) for one in marks if getattr(one, what) is not None]
        told.append(f"{what}s right {sum(asked)}/{len(asked)}")
    print(", ".join(told))
    for one in sorted(marks, key=lambda one: one.f1)[:worst]:
        print(f"  {one.f1:.3f} {one.name} {one.reason}")


if __name__ == "__main__":
    main()
