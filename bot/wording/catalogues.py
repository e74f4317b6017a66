"""The translations, `bot/locale/LANGUAGE/LC_MESSAGES/laconique.po`, as gettext takes them.

They are read as they stand, once, when the language is first spoken: no compiled file can be older than what
it was compiled from, and nothing has to be built before the program runs.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

DOMAIN = "laconique"


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language, whatever the locale of the process.

    Raises: FileNotFoundError when there are none, PoFileError.
    """
    # A tenth of a second, which only who speaks this language needs.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = resources.files("bot") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = BytesIO()
    with file.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
