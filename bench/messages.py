"""What readers see, the commands' helps, and what operators have to mend, for translators.

`python -m bench.messages` brings the catalogues up to date.

It writes `bot/locale/laconique.pot` from the texts that the code marks, and takes what is new and what has
changed into each `bot/locale/LANGUAGE/LC_MESSAGES/laconique.po`; what is marked «fuzzy» there was guessed
from a text that looks alike, and waits for somebody to read it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.wording import FRENCH, LANGUAGES
from bot.wording.catalogues import DOMAIN

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "bot/locale"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
ROOMS = ("chat", "editions", "telegram", "topics", "wording")
"""Where readers' texts stand."""
HELPS = ("cli/groups", "cli/helps.py", "cli/main.py", "cli/refused.py")
"""What the commands of the terminal say of themselves; what else operators read has no translation."""
REMARK = "Remark"
"""What marks a text for operators that is translated wherever it stands."""
KEYWORDS = {"_": None, "Marked": None, "later": None, "plural": (1, 2), REMARK: None}
_ANY_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""A catalogue changes when its texts do, and not with the day."""


def template() -> Catalog:
    """All texts that are marked, in the order of the files."""
    found = Catalog(project=DOMAIN, creation_date=_ANY_DAY, revision_date=_ANY_DAY, fuzzy=False)
    for where in (*ROOMS, *HELPS):
        for place, message, comments, context in _marked(Path("bot", where), KEYWORDS):
            found.add(message, None, [(place, 1)], auto_comments=comments, context=context)
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if f"{REMARK}(" in path.read_text(encoding="utf-8"):
            for place, message, comments, context in _marked(path.relative_to(ROOT), {REMARK: None}):
                found.add(message, None, [(place, 1)], auto_comments=comments, context=context)
    return found


def written(catalogue: Catalog) -> bytes:
    """As it stands in its file."""
    lines = BytesIO()
    write_po(lines, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    return lines.getvalue()


def catalogue_of(language: str) -> Path:
    """Where the translations into a language stand."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def updated(language: str) -> Catalog:
    """The translations into a language, with what is new and without what is gone."""
    with catalogue_of(language).open("rb") as lines:
        known = read_po(lines, locale=language)
    known.update(template())
    known.creation_date = known.revision_date = _ANY_DAY
    return known


def _marked(where: Path, keywords: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any, Any]]:
    """(file, message, comments, context) of a room, or of one file."""
    how: dict[str, Any] = {"keywords": keywords, "comment_tags": ("For translators:",)}
    if where.suffix:
        for _line, message, comments, context in extract_from_file("python", ROOT / where, **how):
            yield str(where), message, comments, context
        return
    for file, _line, message, comments, context in extract_from_dir(
        ROOT / where, [("**.py", "python")], **how
    ):
        yield f"{where}/{file}", message, comments, context


def main() -> None:
    """Write them all."""
    TEMPLATE.write_bytes(written(template()))
    for language in LANGUAGES:
        if language != FRENCH:
            path = catalogue_of(language)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(written(Catalog(locale=language, project=DOMAIN, creation_date=_ANY_DAY)))
            path.write_bytes(written(updated(language)))


if __name__ == "__main__":
    main()
