"""Rejected rows mended: one on its page, many in a sheet that comes back, or put aside with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.regions.queries import village_index
from jemput.office.roster import states
from jemput.office.roster.actions.links import announce_waiting
from jemput.office.roster.actions.lists import new_name
from jemput.office.roster.list_rows import FIELDS, ListReader, NameRow, corrected
from jemput.office.roster.models import ListImport, ListName, RejectedRow
from jemput.office.sheets.rows import Refused


@transaction.atomic
def correct_reject(*, reject: RejectedRow, cells: dict[str, str], by: str, at: datetime) -> ListName | None:
    """Read a rejected row again as a clerk has rewritten it; the name it became, or None with new reasons."""
    name = _correct(reject, cells, ListReader(village_index(), reject.list_import.as_of), by, at)
    if name:
        announce_waiting(name, at)
    return name


def _correct(
    reject: RejectedRow, cells: Mapping[str, str], reader: ListReader, by: str, at: datetime
) -> ListName | None:
    list_import = reject.list_import
    states.after(states.REJECTS, "open" if reject.is_open else "closed", "correct")
    found = reader.read(corrected(reject.row_number, cells, reject.sheet))
    before, reject.cells = reject.cells, dict(cells)
    if isinstance(found, Refused):
        reject.reasons = found.reasons
    if not isinstance(found, NameRow):
        reject.save()
        return None
    name = ListName.objects.filter(match_key=found.match_key).first() or new_name(list_import, found)
    name.last_import = list_import
    name.save()
    reject.corrected_as = name
    reject.save()
    details = {"before": before, "after": dict(cells), "list_name": name.pk}
    subject = f"list {list_import.pk} row {reject.row_number}"
    record(action="roster.reject_corrected", subject=subject, by=by, at=at, details=details)
    return name


@dataclass(frozen=True)
class Returned:
    """What came of a sheet of rejects that came back: rows taken in, refused again, and left as they were."""

    mended: int
    refused: int
    untouched: int


@transaction.atomic
def correct_rejects(
    *, list_import: ListImport, rows: Mapping[tuple[str, int], Mapping[str, str]], by: str, at: datetime
) -> Returned:
    """Read many rejected rows again as a sheet brings them back, by sheet and row number.

    Rows nobody changed stay rejects as they are; rows already settled are left alone.
    """
    reader = ListReader(village_index(), list_import.as_of)
    mended = refused = untouched = 0
    last: ListName | None = None
    for reject in list_import.rejects.filter(corrected_as__isnull=True, dismissed_by=""):
        written = rows.get((reject.sheet, reject.row_number))
        if written is None or all(written.get(n, "") == reject.cells.get(n, "") for n in FIELDS):
            untouched += 1
            continue
        name = _correct(reject, {**reject.cells, **written}, reader, by, at)
        mended, refused, last = mended + bool(name), refused + (name is None), name or last
    if last is not None:
        announce_waiting(last, at)
    details = {"mended": mended, "refused": refused, "untouched": untouched}
    subject = f"list {list_import.pk}"
    record(action="roster.rejects_returned", subject=subject, by=by, at=at, details=details)
    return Returned(mended, refused, untouched)


@transaction.atomic
def dismiss_reject(*, reject: RejectedRow, because: str, by: str, at: datetime) -> RejectedRow:
    """Decide that a rejected row names nobody; the row is kept with who said so and why."""
    states.after(states.REJECTS, "open" if reject.is_open else "closed", "dismiss")
    reject.dismissed_by, reject.dismissed_because = by, because
    reject.save()
    subject = f"list {reject.list_import_id} row {reject.row_number}"
    record(action="roster.reject_dismissed", subject=subject, by=by, at=at, details={"because": because})
    return reject


@transaction.atomic
def dismiss_rejects(
    *, list_import: ListImport, keys: Sequence[int], because: str, by: str, at: datetime
) -> int:
    """Decide the same of many rejected rows of a list; returns of how many. Settled rows are left alone."""
    open_rows = list_import.rejects.filter(pk__in=keys, corrected_as__isnull=True, dismissed_by="")
    numbers = list(open_rows.values_list("row_number", flat=True))
    open_rows.update(dismissed_by=by, dismissed_because=because[:200])
    details = {"because": because, "rows": numbers}
    subject = f"list {list_import.pk}"
    record(action="roster.rejects_dismissed", subject=subject, by=by, at=at, details=details)
    return len(numbers)
