"""The problem handed to the planner: places, crews, days and rules, immutable, with units in every name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jemput.planning.errors import (
    CampaignWithoutCrews,
    CampaignWithoutDays,
    NumberOutOfRange,
    TwiceTheSame,
)

MINUTES_A_DAY = 24 * 60
START = "@start"
"""Stands for the crews' starting point in a matrix of known travel minutes."""


class PlaceKind(StrEnum):
    """What sort of place a crew goes to."""

    VILLAGE_OFFICE = "village_office"
    SCHOOL = "school"
    HOME = "home"
    HAMLET = "hamlet"
    PRISON = "prison"
    MARKET = "market"
    SLB = "slb"


class VisitMode(StrEnum):
    """Whether cards are printed on the spot (S0-3: 2018 recorded only, 2019 recorded and printed)."""

    RECORD = "record"
    RECORD_AND_PRINT = "record_and_print"


def _check(owner: str, name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # also refuses NaN
        raise NumberOutOfRange(owner=owner, field=name, value=value, low=low, high=high)


def _check_unique(kind: str, values: Iterable[object]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise TwiceTheSame(kind=kind, value=value)


@dataclass(frozen=True)
class Place:
    """One place that can be visited, on as many days as it is worth.

    `people_due` are recorded at the collective session, `home_visits` at their homes after it. Weekdays
    count from Monday = 0; minutes from midnight. `remote_minutes` (boat, bad road) are added to every leg
    that ends or begins here. Latitude and longitude may be missing only if the matrix knows every leg.
    `set_up_minutes` is None where the campaign's rule holds; a home may take less, a prison more.
    """

    place_id: str
    kind: PlaceKind
    lat: float | None
    lng: float | None
    people_due: int
    home_visits: int = 0
    has_power: bool = True
    open_weekdays: frozenset[int] = frozenset(range(5))
    opens_minute: int = 8 * 60 + 30
    closes_minute: int = 16 * 60
    remote_minutes: int = 0
    kecamatan_code: str = ""
    mode: VisitMode = VisitMode.RECORD
    set_up_minutes: int | None = None

    def __post_init__(self) -> None:
        _check(self.place_id, "people_due", self.people_due, 0, 1_000_000)
        _check(self.place_id, "home_visits", self.home_visits, 0, 1_000_000)
        _check(self.place_id, "remote_minutes", self.remote_minutes, 0, MINUTES_A_DAY)
        _check(self.place_id, "set_up_minutes", self.set_up_minutes or 0, 0, MINUTES_A_DAY)
        _check(self.place_id, "opens_minute", self.opens_minute, 0, MINUTES_A_DAY)
        _check(self.place_id, "closes_minute", self.closes_minute, self.opens_minute, MINUTES_A_DAY)
        _check(self.place_id, "lat", self.lat if self.lat is not None else 0, -90, 90)
        _check(self.place_id, "lng", self.lng if self.lng is not None else 0, -180, 180)
        for weekday in self.open_weekdays:
            _check(self.place_id, "open_weekdays", weekday, 0, 6)


@dataclass(frozen=True)
class Crew:
    """People and one kit that go out together; `stations` record in parallel, each one person at a time."""

    crew_id: str
    kit_id: str
    stations: int = 1
    has_genset: bool = False
    has_printer: bool = False
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        _check(self.crew_id, "stations", self.stations, 1, 50)

    def can_serve(self, place: Place) -> bool:
        """Whether the crew carries what the place needs: a genset without power, a printer to print."""
        printable = place.mode is VisitMode.RECORD or self.has_printer
        return printable and (place.has_power or self.has_genset)


@dataclass(frozen=True)
class Rules:
    """How long things take and what counts, for the whole campaign.

    `*_minutes` per person are station-minutes: two stations record two people in that time. The defaults
    are those of the measured synthetic kabupaten: 15 minutes a person is the bound of S3-2.
    `home_visit_weight` says how many people at a session one bedridden person at home counts for.
    """

    start_lat: float | None
    start_lng: float | None
    record_minutes: float = 15
    record_and_print_minutes: float = 20
    home_visit_minutes: float = 35
    set_up_minutes: int = 30
    day_starts_minute: int = 7 * 60
    day_ends_minute: int = 18 * 60
    road_factor: float = 1.4
    road_factor_by_kecamatan: Mapping[str, float] = field(default_factory=dict)
    kilometers_per_hour: float = 32
    home_visit_weight: float = 2.5
    minimum_work_minutes: int = 60
    maximum_stops: int = 3

    def __post_init__(self) -> None:
        for name in ("record_minutes", "record_and_print_minutes", "home_visit_minutes"):
            _check("rules", name, getattr(self, name), 0.1, MINUTES_A_DAY)
        _check("rules", "set_up_minutes", self.set_up_minutes, 0, MINUTES_A_DAY)
        _check("rules", "day_starts_minute", self.day_starts_minute, 0, MINUTES_A_DAY)
        _check("rules", "day_ends_minute", self.day_ends_minute, self.day_starts_minute, MINUTES_A_DAY)
        for factor in (self.road_factor, *self.road_factor_by_kecamatan.values()):
            _check("rules", "road_factor", factor, 1, 10)
        _check("rules", "kilometers_per_hour", self.kilometers_per_hour, 1, 200)
        _check("rules", "home_visit_weight", self.home_visit_weight, 0, 100)
        _check("rules", "minimum_work_minutes", self.minimum_work_minutes, 0, MINUTES_A_DAY)
        _check("rules", "maximum_stops", self.maximum_stops, 1, 4)
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
    stands for the start; where only the way back is known it counts for both. `blanks` caps the cards
    printed on the spot, never the recording; None means enough.
    """

    places: tuple[Place, ...]
    crews: tuple[Crew, ...]
    days: tuple[date, ...]
    rules: Rules
    known_minutes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    blanks: int | None = None

    def __post_init__(self) -> None:
        if not self.crews:
            raise CampaignWithoutCrews()
        if not self.days:
            raise CampaignWithoutDays()
        _check_unique("place", (place.place_id for place in self.places))
        _check_unique("crew", (crew.crew_id for crew in self.crews))
        _check_unique("kit", (crew.kit_id for crew in self.crews))
        _check_unique("day", self.days)
        _check("campaign", "blanks", self.blanks if self.blanks is not None else 0, 0, 10**9)
        for minutes in self.known_minutes.values():
            _check("matrix", "minutes", minutes, 0, 30 * MINUTES_A_DAY)
        object.__setattr__(self, "known_minutes", dict(self.known_minutes))
        object.__setattr__(self, "days", tuple(sorted(self.days)))

    def weighted(self, people: float, home_visits: float) -> float:
        """The campaign's one measure: people plus weighted home visits."""
        return people + self.rules.home_visit_weight * home_visits
