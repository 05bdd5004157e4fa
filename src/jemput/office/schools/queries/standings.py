"""Where each pupil stands as of the visit: the register, the center's last word, our encounters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jemput.kernel.statuses import RECORDED
from jemput.office.encounters.models import Encounter
from jemput.office.regions import queries as regions
from jemput.office.residents.models import BaseStatus, Marital, PollingDay, ResidentStatus
from jemput.office.schools.models import Pupil, School
from jemput.office.schools.rules import Judgment, PupilFacts, Standing, judge
from jemput.office.trips.models import Stop
from jemput.office.trips.states import ACTIVE_TRIPS

DUE = (Standing.DUE, Standing.DUE_BY_POLL)


@dataclass(frozen=True)
class PupilRow:
    """One pupil of a roster with what is known of them on the day."""

    pk: int
    school_id: int
    class_name: str
    name: str
    nik: str
    birth_date: date | None
    link_state: str
    judgment: Judgment
    recorded_here: bool

    @property
    def standing(self) -> Standing:
        """Where the pupil stands."""
        return self.judgment.standing

    @property
    def comes_on(self) -> date | None:
        """For the too young: the first day they can be recorded."""
        return self.judgment.comes_on


def polling_day(on: date) -> date | None:
    """The next day on which people vote, where the office has set one."""
    return PollingDay.objects.filter(day__gte=on).values_list("day", flat=True).first()


def visit_days() -> dict[UUID, date]:
    """The next day on which a trip goes to each school's place."""
    stops = Stop.objects.filter(trip__state__in=sorted(ACTIVE_TRIPS), place__school__isnull=False)
    return dict(stops.order_by().values("place").annotate(day=Min("trip__day")).values_list("place", "day"))


def pupil_rows(
    *, on: date, school: School | None = None, schools: Iterable[int] | None = None
) -> list[PupilRow]:
    """Every pupil of one school, of some, or of all, judged as of its visit; without one as of `on`."""
    pupils = Pupil.objects.filter(left=False, school__active=True)
    if school is not None:
        pupils = pupils.filter(school=school)
    if schools is not None:
        pupils = pupils.filter(school__in=list(schools))
    days, digits = visit_days(), regions.home().code.replace(".", "")
    polls = polling_day(on)
    return [_row(told, days.get(told["school__place"], on), polls, digits) for told in _told(pupils)]


_COLUMNS = (
    *("pk", "school_id", "school__place", "class_name", "name", "link_state", "birth_date"),
    *("resident__birth_date", "resident__marital", "resident__base_status"),
    *("best_nik", "word", "here"),
)


def _told(pupils: QuerySet[Pupil]) -> Iterable[dict[str, Any]]:
    last_word = ResidentStatus.objects.filter(nik=OuterRef("best_nik")).order_by("-at", "-id")
    here = Encounter.objects.filter(nik=OuterRef("best_nik"))
    annotated: Any = pupils.annotate(best_nik=Coalesce("resident__nik", "nik")).annotate(
        word=Subquery(last_word.values("status")[:1]), here=Exists(here)
    )
    rows: Iterable[dict[str, Any]] = annotated.values(*_COLUMNS)
    return rows


def _row(told: dict[str, Any], on: date, polls: date | None, digits: str) -> PupilRow:
    linked = told["link_state"] in (Pupil.Link.SURE, Pupil.Link.SETTLED)
    facts = PupilFacts(
        birth_date=told["resident__birth_date"] if linked else told["birth_date"],
        ever_married=linked and told["resident__marital"] != Marital.SINGLE,
        recorded=bool(told["best_nik"]) and told["word"] in RECORDED,
        link=told["link_state"],
        lives_here=not linked or told["resident__base_status"] == BaseStatus.ALIVE,
        nik=told["best_nik"],
    )
    judgment = judge(facts, on=on, polling_day=polls, kabupaten_digits=digits)
    return PupilRow(
        pk=told["pk"],
        school_id=told["school_id"],
        class_name=told["class_name"],
        name=told["name"],
        nik=told["best_nik"],
        birth_date=facts.birth_date or told["birth_date"],
        link_state=told["link_state"],
        judgment=judgment,
        recorded_here=bool(told["here"]) and facts.recorded,
    )


def due_pupils(school: School, *, on: date) -> list[Pupil]:
    """The linked pupils of a school who are to be recorded at its visit."""
    keys = [row.pk for row in pupil_rows(on=on, school=school) if row.standing in DUE]
    return list(Pupil.objects.filter(pk__in=keys).select_related("resident__village"))


def due_by_place(*, on: date) -> dict[UUID, int]:
    """How many pupils are due at each school's place: what the planner may expect there."""
    places = dict(School.objects.filter(active=True, place__isnull=False).values_list("pk", "place"))
    found: dict[UUID, int] = defaultdict(int)
    for row in pupil_rows(on=on, schools=places):
        if row.standing in DUE:
            found[places[row.school_id]] += 1
    return dict(found)
