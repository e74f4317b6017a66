"""What we say ourselves: marked for translation where it stands, and set in French typography here.

Sources are typed as on a keyboard, with plain spaces and straight apostrophes, so that `grep` finds whatever
a reader quotes; the narrow spaces come in here, and nowhere else. What an article says was set when it was
read.
"""

from functools import cache
from gettext import gettext

from bot.french.typography import french


@cache
def _(text: str) -> str:
    """The text in French typography.

    Args:
        text: as typed, its {fields} still unfilled: what fills them keeps the spelling it came with.
            Addresses, commands and plain tags stay as they are; links are put around texts, not into them.
    """
    return french(gettext(text))
