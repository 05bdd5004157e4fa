"""What becomes of a person: added at the place, called, recorded, sent home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from jemput.kernel.nik import Nik, Sex
from jemput.kit.checkin.errors import AlreadyListed, NotNow, ReasonMissing
from jemput.kit.checkin.models import Person, Stop
from jemput.kit.checkin.states import Attendance, Event, after
from jemput.kit.checkin.telling import tell_attendance
from jemput.node.ledger.actions import record


@dataclass(frozen=True)
class PersonFacts:
    """What a walk-in says of themselves."""

    nik: Nik
    name: str
    sex: Sex
    birth_place: str
    birth_date: date
    village_code: str
    village_name: str = ""
    family_card: str = ""
    ever_married: bool = False
    address: str = ""
    mode: str = "collective"
    group: str = ""


@transaction.atomic
def add_walk_in(
    *, facts: PersonFacts, stop: Stop | None, doubts: Sequence[str], by: str, at: datetime
) -> Person:
    """Add somebody who is on no list; a NIK that the kit holds already is refused by name."""
    known = Person.objects.filter(nik=facts.nik).first()
    if known is not None:
        raise AlreadyListed(name=known.name)
    person = Person.objects.create(
        **asdict(facts), stop=stop, is_walk_in=True, doubts=list(doubts), received_at=at
    )
    record(action="person.walked_in", subject=str(person.id), by=by, at=at, details={"doubts": list(doubts)})
    return person


@transaction.atomic
def advance(
    *, person: Person, event: Event, by: str, at: datetime, note: str = "", encounter_id: UUID | None = None
) -> Person:
    """Move a person by the table; raises NotNow, or ReasonMissing where a refusal has no reason."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    new = after(Attendance(locked.attendance), event)
    if new is None:
        raise NotNow(name=locked.name, state=locked.attendance)
    if event is Event.SENT_HOME and not note.strip():
        raise ReasonMissing
    locked.attendance, locked.attendance_note = new, note.strip()
    locked.open_encounter_id = encounter_id
    if new is Attendance.IN_CAPTURE:
        locked.began_at = at
    if new is Attendance.RECORDED:
        locked.recorded_at = at
    locked.save(update_fields=[*_MOVED])
    record(
        action=f"person.{event}",
        subject=str(locked.id),
        by=by,
        at=at,
        details={"note": note} if note else None,
    )
    tell_attendance(person=locked, by=by, at=at)
    return locked


_MOVED = ("attendance", "attendance_note", "began_at", "recorded_at", "open_encounter_id")
