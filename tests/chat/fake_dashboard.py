"""The operator's desk, as far as an admin asks it from the chat: say what it shows, look at what it did."""

from dataclasses import dataclass, field

from bot.ports.dashboard import Overview, Series

QUIET = Overview(
    troubles=(),
    failing=(),
    charts=(Series("Messages arrivés par heure", (1.0,), ("10 h",), "340 en 48 heures"),),
    queues=(),
    events=(),
    reports=0,
)


@dataclass
class FakeDashboard:
    """`ports.dashboard.Dashboard`."""

    shown: Overview = QUIET
    done: list = field(default_factory=list)

    async def overview(self):
        return self.shown
