"""Writers of places: one office a village to begin with, free places below it, who is expected where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.regions import queries as regions
from jemput.office.regions.models import Kind
from jemput.office.roster.models import ListName
from jemput.office.trips.errors import BadTimes
from jemput.office.trips.models import Allotment, Place


@dataclass(frozen=True)
class PlaceForm:
    """What can be said of a place."""

    kind: str
    name: str
    lat: float | None = None
    lng: float | None = None
    has_power: bool = True
    has_network: bool = True
    opens: time = time(8, 30)
    closes: time = time(16, 0)
    closed_weekdays: tuple[int, ...] = ()
    remote_minutes: int = 0
    officer_name: str = ""
    officer_phone: str = ""
    note: str = ""


@transaction.atomic
def seed_places(*, by: str, at: datetime) -> int:
    """Give every village of the kabupaten its office as a place; return how many were new."""
    have = set(Place.objects.filter(kind=Place.Kind.VILLAGE_OFFICE).values_list("village_id", flat=True))
    new = [
        Place(
            village=village,
            kind=Place.Kind.VILLAGE_OFFICE,
            name=f"Kantor {'Lurah' if village.kind == Kind.KELURAHAN else 'Desa'} {village.name}",
            lat=village.lat,
            lng=village.lng,
        )
        for village in regions.villages()
        if village.code not in have
    ]
    Place.objects.bulk_create(new)
    if new:
        record(action="places.seeded", subject="places", by=by, at=at, details={"places": len(new)})
    return len(new)


@transaction.atomic
def put_place(
    *, village_code: str, form: PlaceForm, by: str, at: datetime, place: Place | None = None
) -> Place:
    """Add a place below a village (SP4 lies in no village's centre), or correct one."""
    if form.closes <= form.opens:
        raise BadTimes()
    place = place or Place()
    place.village_id = village_code
    for field, value in asdict(form).items():
        setattr(place, field, list(value) if isinstance(value, tuple) else value)
    place.save()
    record(action="place.put", subject=str(place.pk), by=by, at=at, details={"name": form.name})
    return place


@transaction.atomic
def expect_at(*, place: Place, list_names: Iterable[ListName], by: str, at: datetime) -> int:
    """Expect these people at `place` from now on; at a village's office by saying so once more."""
    names = list(list_names)
    Allotment.objects.filter(list_name__in=names).delete()
    if place.kind != Place.Kind.VILLAGE_OFFICE:
        Allotment.objects.bulk_create(Allotment(list_name=name, place=place) for name in names)
    record(action="place.expects", subject=str(place.pk), by=by, at=at, details={"names": len(names)})
    return len(names)
