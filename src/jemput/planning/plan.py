"""The plan handed back: who goes where on which day, in which order, when, for how many people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class Visit:
    """One stop: arrive, set up from `starts_minute`, collective session, then the homes, leave.

    Minutes count from midnight and may be fractions: two stations record an odd person in half the time.
    """

    place_id: str
    arrives_minute: float
    starts_minute: float
    session_starts_minute: float
    homes_start_minute: float
    leaves_minute: float
    people: int
    home_visits: int
    cards_printed: int = 0


@dataclass(frozen=True)
class CrewDay:
    """One crew's day, from leaving the start to being back; `visits` in the order driven.

    `starts_from` and `sleeps_at` name the places where the nights before and after are spent, empty at home.
    """

    crew_id: str
    day: date
    leaves_start_minute: float
    back_minute: float
    travel_minutes: int
    visits: tuple[Visit, ...]
    starts_from: str = ""
    sleeps_at: str = ""

    @property
    def people(self) -> int:
        """People recorded at the day's sessions."""
        return sum(visit.people for visit in self.visits)

    @property
    def home_visits(self) -> int:
        """People recorded at home that day."""
        return sum(visit.home_visits for visit in self.visits)


@dataclass(frozen=True)
class Totals:
    """The plan in one line; `weighted` is people + weight × home visits, each times its place's weight."""

    people: int
    home_visits: int
    weighted: float
    places: int
    crew_days: int
    cards_printed: int

    @property
    def recorded(self) -> int:
        """Everybody recorded, at sessions and at home."""
        return self.people + self.home_visits


class LeftBecause(StrEnum):
    """Why people of a place are not reached by the plan."""

    NEEDS_GENSET = "needs_genset"
    NEEDS_PRINTER = "needs_printer"
    NEVER_OPEN = "never_open"
    TOO_FAR = "too_far"
    TIME_RAN_OUT = "time_ran_out"
    NEEDS_SKILLS = "needs_skills"
    MAY_STAY_AWAY = "may_stay_away"


@dataclass(frozen=True)
class LeftOver:
    """A place whose people the plan does not all reach, and why."""

    place_id: str
    people: int
    home_visits: int
    because: LeftBecause


@dataclass(frozen=True)
class Unmet:
    """A wish that the plan does not reach: `kind` "least_share" (of a kecamatan), "least_home_visits" or
    "every_place" (a place not visited)."""

    kind: str
    key: str
    wanted: int
    reached: int


@dataclass(frozen=True)
class Plan:
    """An answer: days in order of date and crew, totals, what is left and why.

    `bound` is an upper limit of `totals.weighted` over the day patterns considered, None where not asked.
    `unmet` are the least shares and home visits that were asked for and not reached.
    """

    crew_days: tuple[CrewDay, ...]
    totals: Totals
    left_over: tuple[LeftOver, ...]
    method: str
    seed: int = 0
    iterations: int = 0
    bound: float | None = None
    unmet: tuple[Unmet, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far from the bound, as a share of it: 0.04 = "within 4 % of the best possible"."""
        if self.bound is None:
            return None
        return 1 - self.totals.weighted / self.bound if self.bound else 0.0
