"""Writers of the register of schools: a school by hand, its place for trips, visits, obstacles."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.schools.errors import NoReason, SchoolTwice
from jemput.office.schools.models import School
from jemput.office.schools.rules import kind_of, school_key
from jemput.office.trips.actions.places import PlaceForm, put_place
from jemput.office.trips.actions.presence import start_obstacle
from jemput.office.trips.models import Obstacle, Place

CARE_NOTE = "SLB: profil pengecualian, pendamping dari sekolah"
LESSONS_BEGIN, LESSONS_END = time(7, 30), time(14, 0)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class SchoolForm:
    """What can be said of a school by hand."""

    name: str
    kind: str
    village_id: str
    npsn: str = ""
    principal: str = ""
    phone: str = ""
    pupils_stated: int | None = None
    stated_by: str = ""
    stated_on: date | None = None
    open_saturdays: bool = False
    active: bool = True


@transaction.atomic
def put_school(*, form: SchoolForm, by: str, at: datetime, school: School | None = None) -> School:
    """Add a school, or correct one; its place for trips follows. Raises SchoolTwice."""
    key = school_key(form.name)[:120]
    _refuse_double(form, key, school)
    school = school or School()
    for field, value in asdict(form).items():
        setattr(school, field, value)
    school.name_key = key
    school.save()
    give_place(school, by=by, at=at)
    record(action="school.put", subject=f"school {school.pk}", by=by, at=at, details={"name": school.name})
    return school


def _refuse_double(form: SchoolForm, key: str, school: School | None) -> None:
    others = School.objects.exclude(pk=school.pk) if school else School.objects.all()
    same = others.filter(village=form.village_id, name_key=key).first()
    if form.npsn:
        same = others.filter(npsn=form.npsn).first() or same
    if same:
        raise SchoolTwice(school=same.name)


def give_place(school: School, *, by: str, at: datetime) -> Place:
    """Make the school's place, or bring it up to date; one of the same name in its village is taken over.

    Hours and coordinates that somebody set on the place stay; open days follow the school.
    """
    kind = Place.Kind.SLB if school.needs_care else Place.Kind.SCHOOL
    known = Place.objects.filter(village=school.village_id, kind=kind, name=school.name)
    place = school.place or known.filter(school__isnull=True).first()
    form = PlaceForm(
        kind=kind.value,
        name=school.name,
        lat=place.lat if place else None,
        lng=place.lng if place else None,
        has_power=place.has_power if place else True,
        has_network=place.has_network if place else True,
        opens=place.opens if place else LESSONS_BEGIN,
        closes=place.closes if place else LESSONS_END,
        closed_weekdays=(SUNDAY,) if school.open_saturdays else (SATURDAY, SUNDAY),
        remote_minutes=place.remote_minutes if place else 0,
        officer_name=school.principal,
        officer_phone=school.phone,
        note=(place.note if place else "") or (CARE_NOTE if school.needs_care else ""),
    )
    school.place = put_place(village_code=school.village_id, form=form, by=by, at=at, place=place)
    if school.place.active != school.active:
        school.place.active = school.active
        school.place.save(update_fields=["active"])
    school.save(update_fields=["place"])
    return school.place


@transaction.atomic
def adopt_places(*, by: str, at: datetime) -> int:
    """Enter into the register every place of kind school that was made by hand; return how many."""
    places = Place.objects.filter(kind__in=(Place.Kind.SCHOOL, Place.Kind.SLB), school__isnull=True)
    adopted = 0
    for place in places:
        key = school_key(place.name)[:120]
        if School.objects.filter(village=place.village_id, name_key=key).exists():
            continue
        kind = School.Kind.SLB.value if place.kind == Place.Kind.SLB else kind_of("", place.name).value
        School.objects.create(
            name=place.name, name_key=key, kind=kind, village_id=place.village_id, place=place,
            principal=place.officer_name, phone=place.officer_phone, active=place.active,
            open_saturdays=SATURDAY not in place.closed_weekdays,
        )  # fmt: skip
        adopted += 1
    if adopted:
        record(action="schools.adopted", subject="schools", by=by, at=at, details={"places": adopted})
    return adopted


@transaction.atomic
def note_visit(*, school: School, on: date, note: str, by: str, at: datetime) -> School:
    """Say that a school was visited on a day that no trip of ours knows, and how that is known."""
    if not note.strip():
        raise NoReason()
    school.visited_on, school.visited_note = on, note[:200]
    school.save(update_fields=["visited_on", "visited_note"])
    details = {"on": on.isoformat(), "note": note}
    record(action="school.visited", subject=f"school {school.pk}", by=by, at=at, details=details)
    return school


@transaction.atomic
def note_obstacle(
    *, school: School, kind: str, cause: str, started_at: datetime, by: str, at: datetime
) -> Obstacle:
    """Say why a school was not visited: power cuts, distance (S4-5)."""
    if not cause.strip():
        raise NoReason()
    place = school.place or give_place(school, by=by, at=at)
    obstacle = start_obstacle(kind=kind, cause=cause.strip(), started_at=started_at, by=by, at=at)
    obstacle.place = place
    obstacle.save(update_fields=["place"])
    return obstacle
