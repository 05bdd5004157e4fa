"""Writers of trips: opened from a plan or by hand, moved, advanced, and filled with people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from jemput.node.ledger.actions import record
from jemput.node.ledger.transitions import advance
from jemput.office.trips.actions.people import fill
from jemput.office.trips.errors import CrewBusy, StopFixed
from jemput.office.trips.models import Campaign, Crew, Place, Plan, Stop, StopPerson, Trip, TripChange
from jemput.office.trips.queries.due import due_at, due_by_place
from jemput.office.trips.rules import Due
from jemput.office.trips.states import ACTIVE_TRIPS, TRIP, TURNOUT, TripEvent, TripState, TurnoutEvent
from jemput.office.trips.timetables import clock_time
from jemput.planning import CrewDay, Visit
from jemput.planning import Plan as Answer

MOVABLE = frozenset({TripState.DRAFT, TripState.APPROVED, TripState.ANNOUNCED})
"""States of a trip whose stops may still be moved."""


@transaction.atomic
def open_trips(*, plan: Plan, answer: Answer, by: str, at: datetime) -> list[Trip]:
    """One draft trip a crew-day of the answer, each stop filled from those due and not yet called."""
    crews = {str(crew.pk): crew for crew in Crew.objects.select_related("kit")}
    places = {str(place.pk): place for place in Place.objects.all()}
    waiting = due_by_place()
    trips = []
    for crew_day in answer.crew_days:
        trip = _open(campaign=plan.campaign, crew=crews[crew_day.crew_id], day=crew_day.day, by=by, at=at)
        trip.plan = plan
        _set_hours(trip, crew_day)
        for position, visit in enumerate(crew_day.visits, start=1):
            called = _add_stop(trip, places[visit.place_id], position, visit, waiting[visit.place_id])
            gone = {person.list_name_id for person in called}
            waiting[visit.place_id] = [one for one in waiting[visit.place_id] if int(one.name_id) not in gone]
        trips.append(trip)
    return trips


@transaction.atomic
def open_trip(
    *, campaign: Campaign, crew: Crew, day: date, places: Sequence[Place], by: str, at: datetime
) -> Trip:
    """A draft trip by hand: everybody due at the places is expected. Raises CrewBusy."""
    trip = _open(campaign=campaign, crew=crew, day=day, by=by, at=at)
    for position, place in enumerate(places, start=1):
        stop = Stop.objects.create(trip=trip, place=place, position=position, arrives_at=place.opens)
        people = due_at(place)
        homes = sum(due.home_visit for due in people)
        stop.planned_people, stop.planned_homes = len(people) - homes, homes
        stop.save()
        fill(stop, people)
    return trip


def _open(*, campaign: Campaign, crew: Crew, day: date, by: str, at: datetime) -> Trip:
    if Trip.objects.filter(crew=crew, day=day, state__in=ACTIVE_TRIPS).exists():
        raise CrewBusy(crew=crew.name, day=day.isoformat())
    number = (Trip.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    trip = Trip.objects.create(number=number, campaign=campaign, crew=crew, kit=crew.kit, day=day)
    TripChange.objects.create(trip=trip, event="open", state=trip.state, by=by, at=at)
    details = {"number": number, "crew": crew.name, "day": day.isoformat()}
    record(action="trip.opened", subject=str(trip.pk), by=by, at=at, details=details)
    return trip


def _set_hours(trip: Trip, crew_day: CrewDay) -> None:
    trip.leaves_at = clock_time(crew_day.leaves_start_minute)
    trip.back_at = clock_time(crew_day.back_minute)
    trip.travel_minutes = crew_day.travel_minutes
    trip.save()


def _add_stop(trip: Trip, place: Place, position: int, visit: Visit, due: Sequence[Due]) -> list[StopPerson]:
    stop = Stop.objects.create(
        trip=trip,
        place=place,
        position=position,
        arrives_at=clock_time(visit.arrives_minute),
        session_at=clock_time(visit.session_starts_minute),
        homes_at=clock_time(visit.homes_start_minute) if visit.home_visits else None,
        leaves_at=clock_time(visit.leaves_minute),
        planned_minutes=round(visit.leaves_minute - visit.arrives_minute),
        planned_people=visit.people,
        planned_homes=visit.home_visits,
    )
    return fill(stop, due, at_session=visit.people, at_home=visit.home_visits)


@transaction.atomic
def advance_trip(*, trip: Trip, event: TripEvent, by: str, at: datetime, note: str = "") -> Trip:
    """Take a trip one step on; raises NotPossible. A finished trip's missing people become no-shows."""
    trip = Trip.objects.select_for_update().get(pk=trip.pk)
    advance(trip, event, table=TRIP, by=by, at=at, details={"number": trip.number})
    if event is TripEvent.ANNOUNCE:
        trip.announced_at = at
        trip.save(update_fields=["announced_at"])
    if event is TripEvent.FINISH:
        _close_turnout(trip)
    TripChange.objects.create(trip=trip, event=event.value, state=trip.state, by=by, at=at, note=note)
    return trip


def _close_turnout(trip: Trip) -> None:
    for person in StopPerson.objects.filter(stop__trip=trip):
        person.turnout = TURNOUT[person.turnout, TurnoutEvent.MISS]
        person.save(update_fields=["turnout"])


@transaction.atomic
def move_stop(*, stop: Stop, to: Trip, by: str, at: datetime, position: int | None = None) -> Stop:
    """Take a stop with its people to another trip, or to another place in the order; raises StopFixed."""
    origin = stop.trip
    for trip in (origin, to):
        if TripState(trip.state) not in MOVABLE:
            raise StopFixed(state=trip.get_state_display())
    others = list(to.stops.exclude(pk=stop.pk).order_by("position"))
    index = len(others) if position is None else min(max(position - 1, 0), len(others))
    others.insert(index, stop)
    stop.trip = to
    _renumber(others)
    if origin.pk != to.pk:
        _renumber(list(origin.stops.exclude(pk=stop.pk).order_by("position")))
    details = {"from": origin.number, "to": to.number, "position": index + 1}
    record(action="stop.moved", subject=str(stop.pk), by=by, at=at, details=details)
    return stop


def _renumber(stops: Sequence[Stop]) -> None:
    """Positions are checked when the transaction commits, so the order may pass through doubles."""
    for position, stop in enumerate(stops, start=1):
        stop.position = position
        stop.save(update_fields=["trip", "position"])
