"""Writers of what a kit tells of a stop: its obstacles, its officer, its people, how it really went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.roster.models import ListName
from jemput.office.trips.actions.outings import advance_trip
from jemput.office.trips.actions.presence import end_obstacle, note_officer, start_obstacle
from jemput.office.trips.errors import BadTimes, NotThisKitsStop
from jemput.office.trips.models import Obstacle, OfficerPresence, Stop, StopPerson, StopRun, WalkIn
from jemput.office.trips.queries.due import refusal
from jemput.office.trips.states import TRIP, TURNOUT, TripEvent, TripState, Turnout, TurnoutEvent, allows


@dataclass(frozen=True)
class Counted:
    """What the kit counted at a stop."""

    expected: int
    recorded: int
    no_shows: int
    turned_away: int
    walk_ins: int


@dataclass(frozen=True)
class Met:
    """One person at a stop and what became of them, as the kit says."""

    person_id: UUID
    list_name: int | None
    nik: str
    event: TurnoutEvent
    reason: str


@transaction.atomic
def hear_obstacle(
    *,
    told_id: UUID,
    stop: Stop,
    kind: str,
    cause: str,
    started_at: datetime,
    ended_at: datetime | None,
    by: str,
    at: datetime,
) -> Obstacle:
    """Note an obstacle that a kit tells of, or its end; told again, it changes nothing. Raises BadTimes."""
    known = Obstacle.objects.select_for_update(of=("self",)).filter(told_id=told_id).first()
    if known is None:
        return start_obstacle(
            kind=kind,
            cause=cause,
            stop=stop,
            started_at=started_at,
            ended_at=ended_at,
            told_id=told_id,
            by=by,
            at=at,
        )
    if known.stop_id != stop.pk:
        raise NotThisKitsStop(peer=by, stop=stop.pk)
    if ended_at is not None and known.ended_at is None:
        end_obstacle(obstacle=known, ended_at=ended_at, by=by, at=at)
    return known


@transaction.atomic
def hear_officer(
    *, stop: Stop, state: str, name: str, reason: str, by: str, at: datetime
) -> OfficerPresence | None:
    """Note what a kit says of the village officer; None where something newer is known already."""
    _set_out(stop, by, at)
    known = OfficerPresence.objects.filter(stop=stop).first()
    if known is not None and known.at > at:
        return None
    noted = note_officer(
        stop=stop,
        present=state != "absent",
        name=name or (known.name if known else ""),
        office=known.office if known else "",
        cause=reason,
        by=by,
        at=at,
    )
    if state == "confirmed":
        noted.confirmed_at = at
        noted.save(update_fields=["confirmed_at"])
    return noted


@transaction.atomic
def hear_attendance(*, stop: Stop, met: Met, by: str, at: datetime) -> StopPerson | WalkIn | None:
    """Note what became of one person; a packet in our hands outweighs it. None where newer is known.

    Somebody who is not expected at this stop is kept as a walk-in there.
    """
    _set_out(stop, by, at)
    expected = StopPerson.objects.select_for_update(of=("self",)).filter(
        stop=stop, list_name_id=met.list_name
    )
    person: StopPerson | WalkIn | None = expected.first() if met.list_name is not None else None
    if person is None:
        person = _walk_in(stop, met, at)
    if person.told_at is not None and person.told_at > at:
        return None
    person.turnout = TURNOUT[person.turnout, met.event]
    person.reason, person.told_at = met.reason, at
    person.save(update_fields=["turnout", "reason", "told_at"])
    details = {"stop": str(stop.pk), "turnout": person.turnout, "reason": met.reason}
    record(action="person.told", subject=str(met.person_id), by=by, at=at, details=details)
    return person


def _walk_in(stop: Stop, met: Met, at: datetime) -> WalkIn:
    name = ListName.objects.filter(pk=met.list_name).first() if met.list_name is not None else None
    defaults = {"stop": stop, "list_name": name, "nik": met.nik, "told_at": at}
    return WalkIn.objects.get_or_create(person_id=met.person_id, defaults=defaults)[0]


@transaction.atomic
def hear_run(
    *,
    stop: Stop,
    arrived_at: datetime,
    finished_at: datetime | None,
    counted: Counted,
    note: str,
    by: str,
    at: datetime,
) -> StopRun | None:
    """Note how a stop went; once it is finished, whoever still waits there is due for the next planning.

    None where something newer is known. Raises BadTimes.
    """
    if finished_at is not None and finished_at < arrived_at:
        raise BadTimes()
    _set_out(stop, by, at)
    known = StopRun.objects.select_for_update(of=("self",)).filter(stop=stop).first()
    if known is not None and known.told_at > at:
        return None
    facts = {
        "arrived_at": arrived_at, "finished_at": finished_at, "note": note, "noted_by": by, "told_at": at,
        "expected": counted.expected, "recorded": counted.recorded, "no_shows": counted.no_shows,
        "turned_away": counted.turned_away, "walk_ins": counted.walk_ins,
    }  # fmt: skip
    run, _ = StopRun.objects.update_or_create(stop=stop, defaults=facts)
    left = _leave(stop) if finished_at else -_take_up_again(stop)
    details = {"recorded": counted.recorded, "left_over": left, "finished": finished_at is not None}
    record(action="stop.ran", subject=str(stop.pk), by=by, at=at, details=details)
    return run


def _leave(stop: Stop) -> int:
    waiting = StopPerson.objects.filter(stop=stop, turnout=Turnout.EXPECTED)
    return waiting.update(turnout=TURNOUT[Turnout.EXPECTED, TurnoutEvent.LEAVE])


def _take_up_again(stop: Stop) -> int:
    """A stop that is opened again expects those left over, unless they were called elsewhere meanwhile."""
    left = StopPerson.objects.filter(stop=stop, turnout=Turnout.LEFT_OVER).select_related("list_name")
    free = [one.pk for one in left if refusal(one.list_name) is None]
    return StopPerson.objects.filter(pk__in=free).update(
        turnout=TURNOUT[Turnout.LEFT_OVER, TurnoutEvent.EXPECT]
    )


def _set_out(stop: Stop, by: str, at: datetime) -> None:
    """News from a stop means that its crew is on the way."""
    if allows(TRIP, TripState(stop.trip.state), TripEvent.START):
        stop.trip = advance_trip(trip=stop.trip, event=TripEvent.START, by=by, at=at)


@transaction.atomic
def give_up_captured(*, peer_id: str, by: str, at: datetime) -> int:
    """A lost machine will not bring its packets: whom only it recorded are due again."""
    lost = StopPerson.objects.filter(stop__trip__kit__peer_id=peer_id, turnout=Turnout.CAPTURED)
    given_up = lost.update(turnout=TURNOUT[Turnout.CAPTURED, TurnoutEvent.LOSE])
    if given_up:
        record(action="people.given_up", subject=peer_id, by=by, at=at, details={"people": given_up})
    return given_up
