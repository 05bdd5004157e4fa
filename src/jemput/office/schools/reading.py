"""The one place that keeps who read the pupils of an SLB: being one says that somebody is disabled."""

from __future__ import annotations

from datetime import datetime

from jemput.node.ledger.reading import Reading, note_read
from jemput.office.schools.models import Pupil, School


def note_care_read(school: School, *, rows: int, by: str, at: datetime, nik: str = "") -> None:
    """Keep that somebody was shown pupils of this school, where it is an SLB and there were any."""
    if school.needs_care and rows:
        note_read(kind=Reading.VISIT, subject=f"school {school.pk}", by=by, at=at, nik=nik, rows=rows)


def nik_of(pupil: Pupil) -> str:
    """Whose pupil it is: the register's NIK where linked, else the roster's own; empty where it has none."""
    return pupil.resident.nik if pupil.resident else pupil.nik
