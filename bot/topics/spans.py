"""Days from one to another, both in it, as a reader in some time zone counts them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


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
        first, hyphen, last = coded.partition("-")
        if not hyphen or not (first or last):
            raise ValueError(coded)
        return cls(cls._day(first), cls._day(last))

    @staticmethod
    def _midnight(day: date | None, zone: str) -> datetime | None:
        return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) if day else None

    @staticmethod
    def _day(digits: str) -> date | None:
        """The day of eight digits; none of nothing. Raises: ValueError when they are no day."""
        if digits and not (len(digits) == 8 and digits.isascii() and digits.isdecimal()):
            raise ValueError(digits)
        return date.fromisoformat(digits) if digits else None

    @staticmethod
    def _digits(day: date | None) -> str:
        return f"{day:%Y%m%d}" if day else ""
