"""What the office tells by its feed: trips, people, statuses, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from jemput.kernel.nik import Nik
from jemput.kit.checkin.models import Lock, Person, StatusNote, Stop, Trip
from jemput.kit.checkin.states import Attendance
from jemput.node.exchange.actions.parents import note_standing
from jemput.node.exchange.messages import PersonMessage, StatusMessage, StopFacts, TripMessage
from jemput.node.exchange.models import Parent
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import record
from jemput.packet.facts import Mode


@transaction.atomic
def keep_trip(*, message: TripMessage, by: str, at: datetime) -> Trip:
    """Store a trip with its stops, whole each time; a dropped stop goes, unless somebody is there."""
    trip, _ = Trip.objects.update_or_create(
        id=message.trip_id,
        defaults={
            "title": message.name,
            "day": message.date,
            "starts": message.starts or "",
            "ends": message.ends or "",
            "prints_cards": message.prints_cards,
            "crew": list(message.crew),
            "is_cancelled": message.cancelled,
            "received_at": at,
        },
    )
    _keep_stops(trip, message.stops)
    record(action="trip.received", subject=str(trip.id), by=by, at=at, details={"stops": len(message.stops)})
    return trip


def _keep_stops(trip: Trip, stops: Sequence[StopFacts]) -> None:
    gone = trip.stops.exclude(id__in=[stop.stop_id for stop in stops])
    gone.filter(people=None, obstacles=None, encounter=None).delete()
    # Two stops that swap their numbers would meet on the way, so all step aside first.
    for shift, stop in enumerate(trip.stops.order_by("number")):
        Stop.objects.filter(id=stop.id).update(number=10_000 + shift)
    for facts in stops:
        Stop.objects.update_or_create(id=facts.stop_id, defaults={**_stop_columns(facts), "trip": trip})
        # What the operator wrote at the place is better than the plan.
        Stop.objects.filter(id=facts.stop_id, officer_state="").update(officer_name=facts.village_officer)


def _stop_columns(facts: StopFacts) -> dict[str, Any]:
    return {
        "number": facts.number,
        "place": facts.place_name,
        "kind": facts.kind,
        "village_code": facts.village_code,
        "village_name": facts.village_name,
        "lat": facts.lat,
        "lng": facts.lng,
        "mode": facts.mode.value,
        "starts": facts.starts or "",
        "expected_people": facts.expected_people,
    }


@transaction.atomic
def keep_person(*, message: PersonMessage, by: str, at: datetime) -> Person:
    """Store somebody expected; what already happened here (attendance) is never undone by the feed."""
    known = Person.objects.filter(list_name_id=message.list_name_id) if message.list_name_id else None
    if not known:
        known = Person.objects.filter(nik=message.nik, list_name_id=None)
    person = known.first() or Person(attendance=Attendance.WAITING)
    for column, value in _person_columns(message).items():
        setattr(person, column, value)
    person.stop = Stop.objects.filter(id=message.stop_id).first()
    person.received_at = at
    person.save()
    record(action="person.received", subject=str(person.id), by=by, at=at)
    return person


def _person_columns(message: PersonMessage) -> dict[str, Any]:
    return {
        "list_name_id": message.list_name_id,
        "nik": message.nik,
        "family_card": message.family_card or "",
        "name": message.name,
        "sex": message.sex.value,
        "birth_place": message.birth_place,
        "birth_date": message.birth_date,
        "ever_married": bool(message.ever_married),
        "village_code": message.village_code,
        "village_name": message.village_name,
        "address": message.address,
        "rt": message.rt,
        "rw": message.rw,
        "mode": Mode.HOME_VISIT.value if message.home_visit else message.mode.value,
        "national_status": message.national_status.value if message.national_status else "",
        "is_deactivated": message.deactivated,
        "summons_code": message.summons_code,
    }


@transaction.atomic
def forget_people(*, trip_id: UUID, list_name_ids: Sequence[UUID], by: str, at: datetime) -> int:
    """Forget people whom the office withdrew (all of the trip where none is named), but nobody met here."""
    people = Person.objects.filter(stop__trip_id=trip_id, is_walk_in=False, encounters=None)
    if list_name_ids:
        people = people.filter(list_name_id__in=list_name_ids)
    number, _ = people.delete()
    if not list_name_ids:
        Trip.objects.filter(id=trip_id).update(is_cancelled=True)
    record(action="people.forgotten", subject=str(trip_id), by=by, at=at, details={"people": number})
    return number


@transaction.atomic
def note_status(*, message: StatusMessage, by: str, at: datetime) -> None:
    """Add a national status to the history; the latest by its own date is the person's."""
    StatusNote.objects.get_or_create(
        nik=message.nik,
        status=message.status.value,
        at=message.at,
        defaults={"note": message.detail, "received_at": at},
    )
    latest = StatusNote.objects.filter(nik=message.nik).latest("at", "id")
    Person.objects.filter(nik=message.nik).update(national_status=latest.status)
    subject = Nik(message.nik).masked
    record(action="status.received", subject=subject, by=by, at=at, details={"status": message.status})


@transaction.atomic
def lock_kit(*, reason: str, by: str, at: datetime) -> Lock:
    """Stop all recording: the office has revoked this kit. It ends when the office lets the kit in again."""
    lock, _ = Lock.objects.update_or_create(pk=1, defaults={"reason": reason, "at": at})
    above = Parent.objects.first()
    if above is not None:
        note_standing(above=above, state=Standing.REVOKED, by=by, at=at)
    record(action="kit.locked", subject="kit", by=by, at=at, details={"reason": reason})
    return lock
