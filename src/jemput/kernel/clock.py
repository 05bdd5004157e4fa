"""Time as something handed in, never looked up by a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time as an aware datetime."""

    def now(self) -> datetime:
        """Return the present moment, aware."""
        ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """Return the machine's present moment in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is moved: for tests and rehearsals."""

    at: datetime

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.at

    def advance(self, **units: float) -> None:
        """Move forward by the units of `timedelta`, e.g. `minutes=3`."""
        self.at += timedelta(**units)
