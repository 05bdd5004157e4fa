"""The writers of what eligibility rests on: the census, polling days, and voters' lists handed out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.node.ledger.models import Entry
from jemput.node.ledger.reading import Reading, note_full_sheet, note_read
from jemput.office.residents.census import LIVE_LIMIT, by_year, live_cells
from jemput.office.residents.models import Census, CensusCell, PollingDay, Resident

PAUSE = timedelta(minutes=2)
"""Between two counts of a large register: counting takes seconds of a whole core."""


def recount_if_stale(at: datetime) -> int:
    """Count again where anything was done since the last census; small registers need none."""
    last = Census.objects.first()
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    if last and (last.ledger_entry >= newest or at - last.counted_at < PAUSE):
        return 0
    return recount(at=at) if Resident.objects.count() > LIVE_LIMIT else 0


def recount(*, at: datetime) -> int:
    """Count the living by village and birth year; return the number of cells."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    counted = by_year(live_cells())
    with transaction.atomic():
        CensusCell.objects.all().delete()
        CensusCell.objects.bulk_create(
            [
                CensusCell(
                    village=village, born_in=year, ever_married=married,
                    recorded=recorded, voter_kind=voter, people=people,
                )
                for (village, year, married, recorded, voter), people in counted.items()
            ],
            batch_size=5000,
        )  # fmt: skip
        Census.objects.update_or_create(pk=1, defaults={"counted_at": at, "ledger_entry": newest})
    return len(counted)


@transaction.atomic
def set_polling_day(*, name: str, day: date, by: str, at: datetime) -> PollingDay:
    """Keep a polling day; one that is known gets the new name."""
    defaults = {"name": name, "set_by": by, "set_at": at}
    found, _ = PollingDay.objects.update_or_create(day=day, defaults=defaults)
    record(action="polling_day.set", subject=day.isoformat(), by=by, at=at, details={"name": name})
    return found


@transaction.atomic
def note_voters_exported(
    *, subject: str, niks: Sequence[str], full: bool, reason: str, by: str, at: datetime
) -> int:
    """Keep that a list of potential voters leaves the office. Raises ReasonNeeded for full numbers."""
    if full:
        return note_full_sheet(subject=subject, niks=niks, by=by, at=at, reason=reason)
    note_read(kind=Reading.SHEET, subject=subject, by=by, at=at, reason=reason, rows=len(niks))
    return len(niks)
