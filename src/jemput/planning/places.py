"""Where people are recorded and who records them: places, crews, their hours and what they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jemput.planning.ranges import MINUTES_A_DAY, check_number, check_ranges, measured, required


class PlaceKind(StrEnum):
    """What sort of place a crew goes to."""

    VILLAGE_OFFICE = "village_office"
    SCHOOL = "school"
    HOME = "home"
    HAMLET = "hamlet"
    PRISON = "prison"
    MARKET = "market"
    SLB = "slb"


TAUGHT = frozenset({PlaceKind.SCHOOL, PlaceKind.SLB})
"""Kinds that have nobody to record on a day without lessons."""


class VisitMode(StrEnum):
    """Whether cards are printed on the spot (S0-3: 2018 recorded only, 2019 recorded and printed)."""

    RECORD = "record"
    RECORD_AND_PRINT = "record_and_print"


@dataclass(frozen=True)
class Place:
    """One place that can be visited, on as many days as it is worth.

    `people_due` are recorded at the collective session, `home_visits` at their homes after it. Weekdays
    count from Monday = 0; minutes from midnight. `remote_minutes` (boat, bad road) are added to every leg
    that ends or begins here. Latitude and longitude may be missing only if the matrix knows every leg.
    `set_up_minutes` is None where the campaign's rule holds; a home may take less, a prison more.

    `turnout` is the share of `people_due` expected to come: the plan counts on no more. `weight` says what
    one person here counts for against one elsewhere. `closed_days` are dates without access: a holiday, the
    officer away, a river too low. `only_days`, if given, are the only dates the officer offers. `needs` are
    skills or gear a crew must have ("boat", "sign_language"). `has_lodging`: a crew may sleep here.
    """

    place_id: str
    kind: PlaceKind
    lat: float | None = required("degrees", -90, 90)
    lng: float | None = required("degrees", -180, 180)
    people_due: int = required("people", 0, 1_000_000)
    home_visits: int = measured(0, "people", 0, 1_000_000)
    has_power: bool = True
    open_weekdays: frozenset[int] = frozenset(range(5))
    opens_minute: int = measured(8 * 60 + 30, "minutes", 0, MINUTES_A_DAY)
    closes_minute: int = measured(16 * 60, "minutes", 0, MINUTES_A_DAY)
    remote_minutes: int = measured(0, "minutes", 0, MINUTES_A_DAY)
    kecamatan_code: str = ""
    mode: VisitMode = VisitMode.RECORD
    set_up_minutes: int | None = measured(None, "minutes", 0, MINUTES_A_DAY)
    turnout: float = measured(1.0, "share", 0, 1)
    weight: float = measured(1.0, "people", 0, 100)
    closed_days: frozenset[date] = frozenset()
    only_days: frozenset[date] | None = None
    needs: frozenset[str] = frozenset()
    has_lodging: bool = False

    def __post_init__(self) -> None:
        check_ranges(self, self.place_id)
        check_number(self.place_id, "closes_minute", self.closes_minute, self.opens_minute, MINUTES_A_DAY)
        for weekday in self.open_weekdays:
            check_number(self.place_id, "open_weekdays", weekday, 0, 6)

    @property
    def people_expected(self) -> int:
        """How many of those due the plan counts on, rounded to the nearest."""
        return int(self.people_due * self.turnout + 0.5)

    def open_on(self, day: date) -> bool:
        """Whether the place can be visited that day, lessons aside."""
        offered = self.only_days is None or day in self.only_days
        return offered and day.weekday() in self.open_weekdays and day not in self.closed_days


@dataclass(frozen=True)
class Crew:
    """People and one kit that go out together; `stations` record in parallel, each one person at a time.

    `weekdays` are those the crew may be sent out on, `days_off` single dates it may not; `days_a_week` is
    the most it works from a Monday to the Sunday after. `skills` are what places may need. `nights` is how
    many nights in a row it may sleep at a place with lodging.
    """

    crew_id: str
    kit_id: str
    stations: int = measured(1, "stations", 1, 50)
    has_genset: bool = False
    has_printer: bool = False
    days_off: frozenset[date] = frozenset()
    weekdays: frozenset[int] = frozenset(range(7))
    days_a_week: int = measured(7, "days", 1, 7)
    skills: frozenset[str] = frozenset()
    nights: int = measured(0, "nights", 0, 1)

    def __post_init__(self) -> None:
        check_ranges(self, self.crew_id)
        for weekday in self.weekdays:
            check_number(self.crew_id, "weekdays", weekday, 0, 6)

    def can_serve(self, place: Place) -> bool:
        """Whether the crew carries what the place needs: a genset without power, a printer to print."""
        printable = place.mode is VisitMode.RECORD or self.has_printer
        return printable and (place.has_power or self.has_genset) and place.needs <= self.skills

    def works_on(self, day: date) -> bool:
        """Whether the crew may be sent out that day."""
        return day.weekday() in self.weekdays and day not in self.days_off
