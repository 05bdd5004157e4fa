"""The only writer of the access trail: who looked at, exported or printed what about whom, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from jemput.node.ledger.models import Access

BATCH = 2000


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
