"""What a campaign promises beyond the most people: appointments, days kept, least shares, home visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jemput.planning.ranges import check_ranges, measured


@dataclass(frozen=True)
class Appointment:
    """A place is visited on a day, by `crew_id` if one was named, whatever else that day holds."""

    place_id: str
    day: date
    crew_id: str | None = None


@dataclass(frozen=True)
class KeptStop:
    """One stop of a kept day: a place with the people and home visits promised there."""

    place_id: str
    people: int = measured(0, "people", 0, 1_000_000)
    home_visits: int = measured(0, "people", 0, 1_000_000)

    def __post_init__(self) -> None:
        check_ranges(self, self.place_id)


@dataclass(frozen=True)
class KeptDay:
    """A crew-day that stays as it is: locked by hand, or announced to the villages. No stops: kept free."""

    crew_id: str
    day: date
    stops: tuple[KeptStop, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """What the best plan must honor.

    `appointments` and `kept_days` always hold, or the problem is refused. `least_share` of the expected
    people of every kecamatan (with `least_share_by_kecamatan` for single ones), `least_home_visits` and, with
    `every_place`, a visit to each place where anybody is due (S1-5) are striven for with rising weight; what
    no plan found reaches is said in the plan.
    """

    appointments: tuple[Appointment, ...] = ()
    kept_days: tuple[KeptDay, ...] = ()
    least_share: float = measured(0.0, "share", 0, 1)
    least_share_by_kecamatan: tuple[tuple[str, float], ...] = ()
    least_home_visits: int = measured(0, "people", 0, 1_000_000)
    every_place: bool = False

    def __post_init__(self) -> None:
        check_ranges(self, "wishes")

    def share_of(self, kecamatan: str) -> float:
        """The least share asked for in one kecamatan."""
        return dict(self.least_share_by_kecamatan).get(kecamatan, self.least_share)
