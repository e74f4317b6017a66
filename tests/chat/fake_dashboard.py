"""The operator's desk, as far as an admin asks it from the chat: say what it shows, look at what it did."""

from dataclasses import dataclass, field, replace

from bot.errors import StoryError
from bot.ports.dashboard import Announced, Offer, Overview, ReportRow, Series, SourceRow

QUIET = Overview(
    troubles=(),
    failing=(),
    charts=(Series("Messages arrivés par heure", (1.0,), ("10 h",), "340 en 48 heures"),),
    queues=(),
    events=(),
    reports=0,
)
OFFER = Offer(
    address="phare.example",
    name="Le Phare",
    kind="flux",
    found="https://phare.example/flux",
    newest=(
        Announced("23/11 10:00", "Le phare est rallumé", "https://phare.example/1"),
        Announced("23/11 09:00", "La digue", "https://phare.example/2", "l'éditeur écarte les robots"),
    ),
    more=7,
)
NO_DAYS = Series("", (), (), "")
WELL = SourceRow("Le Môle", "https://mole.example", "", "", False, "23/11 09:50", "23/11 10:05", NO_DAYS)
REPORT = ReportRow(
    id=42,
    reports="3 signalements",
    last="23/11 10:00",
    hidden=False,
    source="Le Phare",
    title="Le phare de Kervannec est rallumé",
    url="https://phare.example/1",
    paragraphs=("Éteint deux ans, le phare éclaire de nouveau.", "La maire <3 s'en réjouit."),
    headline="Le phare est éteint",
    sentences=("Le phare de Kervannec est éteint.",),
    method="phrases de l’article",
    kinds=("Un fait est faux (3)",),
    words=("Il brille <3 depuis hier.",),
)


@dataclass
class FakeDashboard:
    """`ports.dashboard.Dashboard`; `names` are the sources that were added, `refusal` is raised by a deed."""

    shown: Overview = QUIET
    rows: tuple = (WELL,)
    reported: tuple = ()
    offered: Offer = OFFER
    names: list = field(default_factory=list)
    done: list = field(default_factory=list)
    refusal: str = ""

    async def overview(self):
        return self.shown

    async def sources(self, limit, offset):
        return self.rows[offset : offset + limit], len(self.rows)

    async def reports(self):
        return self.reported, len(self.reported)

    async def offer(self, address):
        return replace(self.offered, address=address)

    async def add(self, address, name):
        self.done.append(("add", address, name))
        return replace(self.offered, name=name or self.offered.name)

    async def added(self, name):
        return name if name in self.names else ""

    async def remove(self, name):
        if name not in self.names:
            return False
        self.names.remove(name)
        return True

    async def do(self, deed, story_id, given):
        if self.refusal:
            raise StoryError(self.refusal)
        self.done.append((deed, story_id, dict(given)))
