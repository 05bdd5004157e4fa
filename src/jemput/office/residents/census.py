"""Counts of the register as of a date, quick at 300,000 people: whole birth years from the census.

Nothing about ages is stored. The census keeps how many people each village has by birth year; a question such
as "17 on 17 April" needs the whole years before and, for the year it cuts, the people themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from jemput.kernel.statuses import RECORDED
from jemput.office.residents import codes
from jemput.office.residents.models import Census, CensusCell, Marital, RegisterImport, Resident
from jemput.office.residents.rules import AgeGroup, Born, as_of_groups

LIVE_LIMIT = 20_000
"""Registers up to this size are simply counted; larger ones by the census."""
ARMED = frozenset(
    code for code, word in codes.words("occupation").items() if word.endswith(("(TNI)", "(POLRI)"))
)
CITIZEN = 1


@dataclass(frozen=True)
class Cell:
    """People of one village who are alike in all that eligibility asks, but for the day of their birth."""

    village: str
    born: Born
    ever_married: bool
    recorded: bool
    voter_kind: bool
    people: int


@dataclass
class Counts:
    """Who there is in one region as of a date; every number counts living people of the register."""

    must_have: int = 0
    recorded: int = 0
    first_timers: int = 0
    first_timers_recorded: int = 0
    sixteen: int = 0
    sixteen_recorded: int = 0
    kia_with_photo: int = 0
    kia_without_photo: int = 0
    voters: int = 0

    @property
    def unrecorded(self) -> int:
        """Those who must have a card on the date and have no recording."""
        return self.must_have - self.recorded

    @property
    def kia(self) -> int:
        """Those who may have a KIA today, of any age."""
        return self.kia_with_photo + self.kia_without_photo

    def add(self, other: Counts) -> None:
        """Take another region's people in."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass(frozen=True)
class AsOf:
    """Counts by village as of a date, and how fresh they are."""

    on: date
    today: date
    villages: dict[str, Counts]
    counted_at: datetime | None
    """When whole birth years were counted; None where everybody was counted just now."""

    def inside(self, region_code: str) -> Counts:
        """The counts of a region: its villages together."""
        total = Counts()
        for code, counts in self.villages.items():
            if code == region_code or code.startswith(f"{region_code}."):
                total.add(counts)
        return total


def counts_as_of(*, on: date, today: date) -> AsOf:
    """Count everybody by village: card duty and voters on `on`, pemula until then, KIA and 16 today."""
    census = None if Resident.objects.count() <= LIVE_LIMIT else Census.objects.first()
    groups = as_of_groups(on=on, today=today)
    found: dict[str, Counts] = {}
    for cell in _cells(census, groups):
        _count(found.setdefault(cell.village, Counts()), cell, groups)
    return AsOf(on, today, found, census.counted_at if census else None)


def _cells(census: Census | None, groups: Sequence[AgeGroup]) -> Iterator[Cell]:
    if census is None:
        yield from live_cells()
        return
    cut = {day.year for group in groups for day in group.bounds}
    rows = CensusCell.objects.exclude(born_in__in=cut)
    for village, year, married, recorded, voter, people in rows.values_list(
        "village", "born_in", "ever_married", "recorded", "voter_kind", "people"
    ):
        yield Cell(village, Born.sometime_in(year), married, recorded, voter, people)
    for year in cut:
        yield from live_cells(born_in=year)


def live_cells(*, born_in: int | None = None) -> Iterator[Cell]:
    """Living people counted one by one, as cells of a day; of one birth year where asked."""
    people: QuerySet[Any] = Resident.objects.living().with_current_status().order_by()
    if born_in is not None:
        people = people.filter(birth_date__range=(date(born_in, 1, 1), date(born_in, 12, 31)))
    rows = people.values_list(
        "village_id", "birth_date", "marital", "occupation", "nationality", "current_status"
    )
    counted: Counter[tuple[Any, ...]] = Counter()
    for village, born, marital, occupation, nationality, status in rows.iterator(chunk_size=5000):
        voter = nationality == CITIZEN and occupation not in ARMED
        counted[village, born, marital != Marital.SINGLE, status in RECORDED, voter] += 1
    for (village, born, married, recorded, voter), people_n in counted.items():
        yield Cell(village, Born(born, born), married, recorded, voter, people_n)


def by_year(cells: Iterable[Cell]) -> Counter[tuple[str, int, bool, bool, bool]]:
    """Cells of days as cells of birth years: what the census keeps."""
    found: Counter[tuple[str, int, bool, bool, bool]] = Counter()
    for cell in cells:
        key = (cell.village, cell.born.first.year, cell.ever_married, cell.recorded, cell.voter_kind)
        found[key] += cell.people
    return found


def _count(into: Counts, cell: Cell, groups: Sequence[AgeGroup]) -> None:
    n, done = cell.people, cell.people if cell.recorded else 0
    named = {group.name for group in groups if group.has(cell.born, cell.ever_married)}
    if "must_have" in named:
        into.must_have += n
        into.recorded += done
        into.voters += n if cell.voter_kind else 0
    if "first_timers" in named:
        into.first_timers += n
        into.first_timers_recorded += done
    if "sixteen" in named:
        into.sixteen += n
        into.sixteen_recorded += done
    into.kia_with_photo += n if "kia_with_photo" in named else 0
    into.kia_without_photo += n if "kia_without_photo" in named else 0


def register_source() -> RegisterImport | None:
    """Where the register last came from: the source and the date of every count."""
    return RegisterImport.objects.filter(state=RegisterImport.State.DONE).order_by("-as_of", "-id").first()
