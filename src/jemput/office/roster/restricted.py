"""The one place that keeps who read the restricted flag of whom: a visit at home is needed, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from jemput.node.ledger.reading import Reading, note_reads
from jemput.office.roster.models import ListName


def note_visits_read(names: Iterable[ListName], *, by: str, at: datetime, reason: str = "") -> int:
    """Keep that somebody was shown the flag of these names; those without the flag are left out.

    Call it from every view, sheet and paper that shows the flag or its category, with the names it shows.
    """
    people = [(nik_of(name), f"name {name.pk}") for name in names if name.home_visit]
    return note_reads(kind=Reading.VISIT, people=people, by=by, at=at, reason=reason) if people else 0


def nik_of(name: ListName) -> str:
    """Whose name it is: the register's NIK where linked, else the list's own; empty where it has none."""
    return name.resident.nik if name.resident else name.nik
