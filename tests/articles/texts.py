"""What the tests of this room share: a moment, invented prose, and `read` with short arguments."""

from datetime import UTC, datetime
from pathlib import Path

from bot.articles import read
from bot.model import Article, Raw

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PROSE = (
    "Le conseil municipal de Valmont a décidé de rouvrir la piscine, fermée depuis deux ans, "
    "après des mois de travaux."
)
MORE = (
    "Les élèves des trois écoles y retourneront dès la rentrée, a promis l'adjointe aux sports "
    "devant les parents."
)


def read_bytes(
    body: bytes, media_type: str = "text/plain", *, address: str = "note.txt", now: datetime = NOW, **said
) -> Article:
    return read(Raw(address, body, media_type, **said), "essai", now)


def read_text(text: str, media_type: str = "text/plain", **said) -> Article:
    return read_bytes(text.encode(), media_type, **said)
