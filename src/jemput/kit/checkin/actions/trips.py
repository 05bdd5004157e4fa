"""The ends of a trip, and what must hold before anybody is recorded on it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.kit.checkin import queries, watching
from jemput.kit.checkin.actions.people import advance
from jemput.kit.checkin.errors import ClockFarOff, DiskNearlyFull, KitLocked, TripOver
from jemput.kit.checkin.models import Fix, Person, Stop, Trip
from jemput.kit.checkin.states import Attendance, Event
from jemput.kit.checkin.telling import tell_stop
from jemput.kit.checkin.warnings import clock_is_far_off, days_off, disk_is_full
from jemput.node.ledger.actions import record

ROOM_MB = 10**6


def require_unlocked() -> None:
    """Raise KitLocked while the office has revoked this kit."""
    lock = queries.lock()
    if lock is not None:
        raise KitLocked(reason=lock.reason)


def require_safe(*, at: datetime) -> None:
    """Raise DiskNearlyFull or ClockFarOff where a recording begun now could be lost or wrongly dated."""
    seen = watching.look_around(at=at)
    if disk_is_full(seen):
        raise DiskNearlyFull(free_mb=seen.disk_free_bytes // ROOM_MB)
    if clock_is_far_off(seen):
        raise ClockFarOff(days=days_off(seen))


@transaction.atomic
def finish_trip(*, trip: Trip, by: str, at: datetime) -> Trip:
    """Close a trip: whoever still waits stayed away. Raises TripOver where it is closed already."""
    locked = Trip.objects.select_for_update().get(pk=trip.pk)
    if locked.finished_at is not None or locked.is_cancelled:
        raise TripOver
    waiting = Person.objects.filter(stop__trip=locked, attendance=Attendance.WAITING)
    for person in waiting:
        advance(person=person, event=Event.STAYED_AWAY, by=by, at=at)
    locked.finished_at, locked.finished_by = at, by
    locked.save(update_fields=["finished_at", "finished_by"])
    details = {"stayed_away": len(waiting)}
    record(action="trip.finished", subject=str(locked.id), by=by, at=at, details=details)
    for stop in locked.stops.all():
        tell_stop(stop=stop, arrived_at=_arrival(stop, at), finished_at=at, by=by)
    return locked


@transaction.atomic
def reopen_trip(*, trip: Trip, by: str, at: datetime) -> Trip:
    """Take the closing back; people stay as they are, for each can still come after all."""
    if trip.finished_at is not None:
        trip.finished_at, trip.finished_by = None, ""
        trip.save(update_fields=["finished_at", "finished_by"])
        record(action="trip.reopened", subject=str(trip.id), by=by, at=at)
        for stop in trip.stops.all():
            tell_stop(stop=stop, arrived_at=_arrival(stop, at), finished_at=None, by=by)
    return trip


def _arrival(stop: Stop, at: datetime) -> datetime:
    """When the work at a stop began, as far as anything was noted there."""
    first = stop.people.exclude(began_at=None).order_by("began_at").first()
    known = [when for when in (stop.officer_at, first.began_at if first else None) if when is not None]
    return min(known, default=at)


@transaction.atomic
def note_position(*, lat: float, lng: float, accuracy_meters: float, at: datetime) -> Fix:
    """Keep where the laptop is, the latest only: no trail of the crew is made."""
    Fix.objects.all().delete()
    return Fix.objects.create(lat=lat, lng=lng, accuracy_meters=accuracy_meters, at=at)
