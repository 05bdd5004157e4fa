"""How far all villages are before a deadline: visited, planned or left, and what is not answered (S1-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from jemput.office.portal.queries import PLANNED, last_visits
from jemput.office.regions.queries import villages
from jemput.office.roster.models import ListName
from jemput.office.trips.models import Stop


@dataclass(frozen=True)
class VillageStanding:
    """One village before a deadline: its names, its answers, and the visits to it."""

    pk: str
    name: str
    kecamatan: str
    names: int
    unanswered: int
    last_visit: date | None
    next_visit: date | None

    @property
    def answered(self) -> int:
        """Names with an answer."""
        return self.names - self.unanswered

    @property
    def state(self) -> str:
        """visited, planned (before the deadline), or left: neither the one nor the other."""
        if self.last_visit:
            return "visited"
        return "planned" if self.next_visit else "left"


@dataclass(frozen=True)
class Progress:
    """All villages before a deadline."""

    deadline: date
    villages: list[VillageStanding]

    def count(self, state: str) -> int:
        """How many villages are visited, planned or left."""
        return sum(one.state == state for one in self.villages)

    @property
    def names(self) -> int:
        """Names that everybody accounts for."""
        return sum(one.names for one in self.villages)

    @property
    def unanswered(self) -> int:
        """Names without an answer of their village."""
        return sum(one.unanswered for one in self.villages)

    @property
    def left(self) -> list[VillageStanding]:
        """Villages that no visit reaches before the deadline."""
        return [one for one in self.villages if one.state == "left"]


def progress(*, on: date, deadline: date) -> Progress:
    """Every village of the kabupaten with its names and visits; one planned after the deadline is left."""
    counted, open_names = _counts(ListName.objects.accountable()), _open()
    last, planned = last_visits(), _planned(on, deadline)
    found = [
        VillageStanding(
            pk=village.code,
            name=village.name,
            kecamatan=village.parent.name if village.parent else "",
            names=counted.get(village.code, 0),
            unanswered=open_names.get(village.code, 0),
            last_visit=last.get(village.code),
            next_visit=planned.get(village.code),
        )
        for village in villages()
    ]
    return Progress(deadline, found)


def _open() -> dict[str, int]:
    return _counts(ListName.objects.accountable().unanswered())


def _counts(names: QuerySet[ListName]) -> dict[str, int]:
    return dict(names.order_by().values_list("village").annotate(n=Count("pk")))


def _planned(on: date, deadline: date) -> dict[str, date]:
    days = Stop.objects.filter(trip__state__in=PLANNED, trip__day__range=(on, deadline)).order_by(
        "-trip__day"
    )
    return dict(days.values_list("place__village", "trip__day"))
