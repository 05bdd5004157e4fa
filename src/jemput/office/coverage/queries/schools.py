"""Progress at schools: pupils recorded and schools visited, two figures that are never mixed (S4-1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from jemput.office.coverage.figures import SchoolProgress, school_progress
from jemput.office.coverage.models import NameState
from jemput.office.coverage.states import Link
from jemput.office.trips.models import Obstacle, Place, Stop
from jemput.office.trips.states import TripState

SCHOOLS = (Place.Kind.SCHOOL, Place.Kind.SLB)


@dataclass(frozen=True)
class SchoolRow:
    """One school: pupils recorded of those expected, whether it was visited, and what stood in the way."""

    place: Place
    recorded: int
    expected: int
    visited: bool
    obstacles: str


def school_rows() -> list[SchoolRow]:
    """Every active school and SLB."""
    expected = _pupils()
    recorded = _pupils(link__gte=Link.RECORDED)
    out = Stop.objects.filter(trip__state__in=(TripState.UNDER_WAY, TripState.DONE))
    visited = set(out.values_list("place", flat=True))
    obstacles = Obstacle.objects.filter(place__kind__in=SCHOOLS).values_list("place", "cause")
    causes = dict(obstacles)
    return [
        SchoolRow(
            place, recorded[place.pk], expected[place.pk], place.pk in visited, causes.get(place.pk, "")
        )
        for place in Place.objects.filter(kind__in=SCHOOLS, active=True).select_related("village__parent")
    ]


def progress(rows: list[SchoolRow], *, on: date) -> SchoolProgress:
    """Both figures over some schools."""
    return school_progress(
        {str(row.place.pk): (row.recorded, row.expected) for row in rows},
        frozenset(str(row.place.pk) for row in rows if row.visited),
        source="Jemput",
        as_of=on,
    )


def _pupils(**narrowed: object) -> Counter[object]:
    rows = NameState.objects.filter(list_name__allotment__place__kind__in=SCHOOLS, **narrowed).order_by()
    return Counter(dict(rows.values_list("list_name__allotment__place").annotate(n=Count("pk"))))
