"""The only writer of the access trail: who looked at, exported or printed what about whom, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from jemput.node.ledger.actions import record
from jemput.node.ledger.errors import ReasonNeeded, TooManyReveals
from jemput.node.ledger.models import Access

BATCH = 2000
REVEALS_PER_HOUR = 30
"""Full NIKs one person may open within an hour: a busy counter's work, not a collection."""

SHORTEST_REASON = 5
"""Letters of the shortest reason that says anything."""


class Reading(StrEnum):
    """The kinds of reading that are kept."""

    NIK = "nik.shown"
    PERSON = "person.opened"
    VISIT = "visit.read"
    SHEET = "sheet.exported"
    FULL_SHEET = "sheet.exported_full"
    PAPER = "paper.printed"
    BUNDLE = "bundle.exported"


def note_read(
    *, kind: str, subject: str, by: str, at: datetime, nik: str = "", reason: str = "", rows: int = 1
) -> Access:
    """Keep one reading; call it where a person's protected facts leave for a screen, a sheet or a paper.

    `nik` is whose facts they are, so that they can be told; empty for a list, whose people `rows` counts.
    """
    return Access.objects.create(
        at=at.astimezone(UTC),
        by=by,
        kind=kind,
        nik=nik,
        subject=subject[:200],
        reason=reason[:200],
        rows=rows,
    )


def note_reads(
    *, kind: str, people: Iterable[tuple[str, str]], by: str, at: datetime, reason: str = ""
) -> int:
    """Keep the reading of many people at once, each as (nik, subject); returns how many."""
    moment, why = at.astimezone(UTC), reason[:200]
    rows = [
        Access(at=moment, by=by, kind=kind, nik=nik, subject=subject[:200], reason=why)
        for nik, subject in people
    ]
    Access.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


@transaction.atomic
def reveal_nik(*, nik: str, subject: str, by: str, at: datetime, reason: str) -> str:
    """Hand out one full NIK, kept in the trail and in the chained audit.

    Raises ReasonNeeded, TooManyReveals after REVEALS_PER_HOUR within an hour.
    """
    why = needed(reason)
    recent = Access.objects.filter(kind=Reading.NIK, by=by, at__gt=at - timedelta(hours=1))
    if recent.count() >= REVEALS_PER_HOUR:
        again = timezone.localtime(recent.order_by("at")[0].at + timedelta(hours=1))
        raise TooManyReveals(limit=REVEALS_PER_HOUR, at=f"{again:%H.%M}")
    note_read(kind=Reading.NIK, subject=subject, by=by, at=at, nik=nik, reason=why)
    record(action="nik.viewed", subject=nik, by=by, at=at, details={"reason": why})
    return nik


@transaction.atomic
def note_full_sheet(*, subject: str, niks: Sequence[str], by: str, at: datetime, reason: str) -> int:
    """Keep that a sheet with these full NIKs is handed out: once with the count, once for each person.

    Call it before the sheet leaves. Raises ReasonNeeded.
    """
    why = needed(reason)
    note_read(kind=Reading.FULL_SHEET, subject=subject, by=by, at=at, reason=why, rows=len(niks))
    people = [(nik, subject) for nik in dict.fromkeys(niks) if nik]
    note_reads(kind=Reading.FULL_SHEET, people=people, by=by, at=at, reason=why)
    details = {"rows": len(niks), "reason": why}
    record(action="niks.exported", subject=subject[:200], by=by, at=at, details=details)
    return len(niks)


def needed(reason: str) -> str:
    """The reason without spaces around it. Raises ReasonNeeded where it says nothing."""
    why = " ".join(reason.split())[:200]
    if len(why) < SHORTEST_REASON:
        raise ReasonNeeded(letters=SHORTEST_REASON)
    return why
