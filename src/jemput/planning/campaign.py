"""The problem handed to the planner: places, crews, days and rules, immutable, with units in every name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from jemput.planning.errors import CampaignWithoutCrews, CampaignWithoutDays
from jemput.planning.places import TAUGHT, Crew, Place, PlaceKind, VisitMode
from jemput.planning.ranges import MINUTES_A_DAY, check_number, check_ranges, check_unique, measured
from jemput.planning.wishes import Wishes

__all__ = [
    "MINUTES_A_DAY",
    "START",
    "CampaignProblem",
    "Crew",
    "MatrixHoles",
    "Place",
    "PlaceKind",
    "Rules",
    "VisitMode",
]

START = "@start"
"""Stands for the crews' starting point in a matrix of known travel minutes."""


class MatrixHoles(StrEnum):
    """What to do with legs that a matrix of known minutes leaves out."""

    ESTIMATE = "estimate"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Rules:
    """How long things take and what counts, for the whole campaign.

    `*_minutes` per person are station-minutes: two stations record two people in that time. The defaults
    are those of the measured synthetic kabupaten: 15 minutes a person is the bound of S3-2.
    `home_visit_weight` says how many people at a session one bedridden person at home counts for.
    `night_cost` is what a night away from home must bring more, in weighted people.
    """

    start_lat: float | None
    start_lng: float | None
    record_minutes: float = measured(15, "station-minutes", 0.1, MINUTES_A_DAY)
    record_and_print_minutes: float = measured(20, "station-minutes", 0.1, MINUTES_A_DAY)
    home_visit_minutes: float = measured(35, "station-minutes", 0.1, MINUTES_A_DAY)
    set_up_minutes: int = measured(30, "minutes", 0, MINUTES_A_DAY)
    day_starts_minute: int = measured(7 * 60, "minutes", 0, MINUTES_A_DAY)
    day_ends_minute: int = measured(18 * 60, "minutes", 0, MINUTES_A_DAY)
    road_factor: float = measured(1.4, "ratio", 1, 10)
    road_factor_by_kecamatan: Mapping[str, float] = field(default_factory=dict)
    kilometers_per_hour: float = measured(32, "km/h", 1, 200)
    home_visit_weight: float = measured(2.5, "people", 0, 100)
    minimum_work_minutes: int = measured(60, "minutes", 0, MINUTES_A_DAY)
    maximum_stops: int = measured(3, "stops", 1, 4)
    matrix_holes: MatrixHoles = MatrixHoles.ESTIMATE
    night_cost: float = measured(10, "people", 0, 10_000)

    def __post_init__(self) -> None:
        check_ranges(self, "rules")
        check_number("rules", "day_ends_minute", self.day_ends_minute, self.day_starts_minute, MINUTES_A_DAY)
        for factor in self.road_factor_by_kecamatan.values():
            check_number("rules", "road_factor", factor, 1, 10)
        object.__setattr__(self, "road_factor_by_kecamatan", dict(self.road_factor_by_kecamatan))

    def minutes_a_person(self, mode: VisitMode) -> float:
        """Station-minutes for one person at a collective session."""
        return self.record_minutes if mode is VisitMode.RECORD else self.record_and_print_minutes

    def set_up_at(self, place: Place) -> int:
        """Minutes from the start of a stop to its first person."""
        return self.set_up_minutes if place.set_up_minutes is None else place.set_up_minutes


@dataclass(frozen=True)
class CampaignProblem:
    """Everything `solve` may know. Raises G101 to G104 for what cannot be planned.

    `known_minutes` maps (from place_id, to place_id) to travel minutes and wins over every estimate; START
    stands for the start; where only the way back is known it counts for both. `blanks` and `ribbon_cards`
    cap the cards printed on the spot, never the recording; None means enough. On `days_without_lessons`
    nobody is met at a school.
    """

    places: tuple[Place, ...]
    crews: tuple[Crew, ...]
    days: tuple[date, ...]
    rules: Rules
    known_minutes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    blanks: int | None = measured(None, "cards", 0, 10**9)
    ribbon_cards: int | None = measured(None, "cards", 0, 10**9)
    days_without_lessons: frozenset[date] = frozenset()
    wishes: Wishes = field(default_factory=Wishes)

    def __post_init__(self) -> None:
        if not self.crews:
            raise CampaignWithoutCrews()
        if not self.days:
            raise CampaignWithoutDays()
        check_unique("place", (place.place_id for place in self.places))
        check_unique("crew", (crew.crew_id for crew in self.crews))
        check_unique("kit", (crew.kit_id for crew in self.crews))
        check_unique("day", self.days)
        check_unique("kept day", ((kept.crew_id, kept.day) for kept in self.wishes.kept_days))
        check_ranges(self, "campaign")
        for minutes in self.known_minutes.values():
            check_number("matrix", "minutes", minutes, 0, 30 * MINUTES_A_DAY)
        object.__setattr__(self, "known_minutes", dict(self.known_minutes))
        object.__setattr__(self, "days", tuple(sorted(self.days)))

    @property
    def printable(self) -> int | None:
        """Cards that can be printed on the spot: the scarcer of blanks and ribbon; None means enough."""
        limits = [limit for limit in (self.blanks, self.ribbon_cards) if limit is not None]
        return min(limits) if limits else None

    @cached_property
    def place_by_id(self) -> dict[str, Place]:
        """Places by their names."""
        return {place.place_id: place for place in self.places}

    def open_on(self, place: Place, day: date) -> bool:
        """Whether a place can be visited on a day: its own calendar, and lessons where it teaches."""
        taught = place.kind not in TAUGHT or day not in self.days_without_lessons
        return taught and place.open_on(day)

    def weighted(self, people: float, home_visits: float) -> float:
        """People plus weighted home visits, at a place of weight 1."""
        return people + self.rules.home_visit_weight * home_visits

    def least_people(self) -> dict[str, int]:
        """The least people each kecamatan asks for, only those that ask for any, rounded up."""
        expected: Counter[str] = Counter()
        for place in self.places:
            expected[place.kecamatan_code] += place.people_expected + place.home_visits
        asked = {code: -int(-expected[code] * self.wishes.share_of(code) // 1) for code in sorted(expected)}
        return {code: least for code, least in asked.items() if least}
