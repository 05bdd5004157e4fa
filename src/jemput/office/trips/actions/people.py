"""Writers of who is expected at a stop, and of what became of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.roster.models import ListName
from jemput.office.trips.errors import NotDue, StopFixed
from jemput.office.trips.models import Stop, StopPerson
from jemput.office.trips.queries.due import refusal
from jemput.office.trips.rules import Due, Meeting, fill_stop
from jemput.office.trips.states import ACTIVE_TRIPS, TURNOUT, TripState, Turnout, TurnoutEvent

_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody mistakes for one another on paper or over the phone."""


def new_code() -> str:
    """A code of 8 letters in two groups, 39 random bits: hard to guess, easy to type."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def fill(
    stop: Stop, people: Sequence[Due], *, at_session: int | None = None, at_home: int | None = None
) -> list[StopPerson]:
    """Expect at `stop` as many of `people` as the plan has room for; everybody where no room is stated."""
    chosen = fill_stop(
        people,
        at_session=len(people) if at_session is None else at_session,
        at_home=len(people) if at_home is None else at_home,
        school=stop.place.is_school,
    )
    return StopPerson.objects.bulk_create(
        StopPerson(stop=stop, list_name_id=due.name_id, meeting=meeting.value, summons_code=new_code())
        for due, meeting in chosen
    )


@transaction.atomic
def expect(
    *, stop: Stop, list_names: Iterable[ListName], meeting: Meeting, by: str, at: datetime
) -> list[StopPerson]:
    """Expect more people at a stop by name; raises NotDue for one who is not due, StopFixed afterwards."""
    if TripState(stop.trip.state) not in ACTIVE_TRIPS:
        raise StopFixed(state=stop.trip.get_state_display())
    people = []
    for name in list_names:
        reason = refusal(name)
        if reason:
            raise NotDue(name=name.name, reason_id=reason.id, reason_en=reason.en)
        people.append(
            StopPerson.objects.create(
                stop=stop, list_name=name, meeting=meeting.value, summons_code=new_code()
            )
        )
    details = {"people": len(people), "meeting": meeting.value}
    record(action="stop.expects", subject=str(stop.pk), by=by, at=at, details=details)
    return people


@transaction.atomic
def visit_at_home(*, people: Iterable[StopPerson], by: str, at: datetime) -> int:
    """Visit at home, after the session, those who did not come to it (S3-3)."""
    moved = 0
    for person in people:
        if person.turnout == Turnout.EXPECTED and person.meeting != Meeting.HOME_VISIT:
            person.meeting = Meeting.HOME_VISIT.value
            person.save(update_fields=["meeting"])
            moved += 1
            record(action="person.visited_at_home", subject=person.summons_code, by=by, at=at)
    return moved


@transaction.atomic
def mark_recorded(*, list_name: ListName, by: str, at: datetime) -> int:
    """Tick somebody off wherever they are expected, whichever stop they came to in the end."""
    expected = StopPerson.objects.select_for_update().filter(list_name=list_name)
    for person in expected:
        person.turnout = TURNOUT[person.turnout, TurnoutEvent.RECORD]
        person.save(update_fields=["turnout"])
    record(action="person.recorded", subject=str(list_name.pk), by=by, at=at)
    return len(expected)
