"""Days from one to another, both in it, as a reader in some time zone counts them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CODED = re.compile(r"([0-9]{8})?-([0-9]{8})?")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`; without one of them, open on that side. One of them is there."""

    first: date | None = None
    last: date | None = None

    def moments(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """When it begins, and when it is over, in UTC, for a reader in this time zone."""
        return self._midnight(self.first, zone), self._midnight(
            self.last and self.last + timedelta(days=1), zone
        )

    def coded(self) -> str:
        """As it travels in a button: "20210501-20210531"."""
        return f"{self._digits(self.first)}-{self._digits(self.last)}"

    @classmethod
    def decoded(cls, coded: str) -> "Span":
        """The span in a button's data. Raises: ValueError when there is none."""
        found = _CODED.fullmatch(coded)
        if found is None or coded == "-":
            raise ValueError(coded)
        first, last = (date.fromisoformat(day) if day else None for day in found.groups())
        return cls(first, last)

    @staticmethod
    def _midnight(day: date | None, zone: str) -> datetime | None:
        return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) if day else None

    @staticmethod
    def _digits(day: date | None) -> str:
        return f"{day:%Y%m%d}" if day else ""
