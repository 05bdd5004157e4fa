"""Two versions of a list compared, and what came of it kept for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from jemput.node.ledger.actions import announce, record
from jemput.office.roster import staged
from jemput.office.roster.actions.examining import stored_file
from jemput.office.roster.comparing import Compared, Line, compare, line_of
from jemput.office.roster.errors import NotComparable
from jemput.office.roster.models import ComparedName, ListComparison, ListImport, ListName

BATCH_ROWS = 2_000


@transaction.atomic
def ask_comparison(*, older: ListImport, newer: ListImport, by: str, at: datetime) -> ListComparison:
    """Have two versions compared, anew where they have been; a task will do it. Raises NotComparable."""
    for one in (older, newer):
        if older == newer or not staged.is_staged(stored_file(one)):
            raise NotComparable(list=str(one))
    ListComparison.objects.filter(older=older, newer=newer).delete()
    found = ListComparison.objects.create(older=older, newer=newer, by=by, at=at)
    payload = {"comparison": found.pk}
    announce(topic="roster.comparison_asked", subject=f"list {newer.pk}", payload=payload, at=at)
    details = {"older": older.pk, "newer": newer.pk}
    record(action="roster.comparison_asked", subject=f"list {newer.pk}", by=by, at=at, details=details)
    return found


@transaction.atomic
def do_comparison(*, comparison: ListComparison, at: datetime) -> ListComparison:
    """Compare, and keep everybody who differs."""
    comparison.names.all().delete()
    counts: Counter[str] = Counter()
    differing = _differing(comparison, counts)
    while batch := list(islice(differing, BATCH_ROWS)):
        ComparedName.objects.bulk_create([_row(comparison, found) for found in batch])
    comparison.new, comparison.gone = counts["new"], counts["gone"]
    comparison.changed, comparison.same = counts["changed"], counts["same"]
    comparison.done_at = at
    comparison.save()
    return comparison


def _differing(comparison: ListComparison, counts: Counter[str]) -> Iterator[Compared]:
    for found in compare(_lines(comparison.older), _lines(comparison.newer)):
        counts[found.kind if found else "same"] += 1
        if found is not None:
            yield found


def _lines(list_import: ListImport) -> Iterator[Line]:
    """Everybody a version names: its good rows, and its rejects that were mended."""
    for row in staged.staged_rows(stored_file(list_import)):
        yield line_of(row.fields)
    mended = ListName.objects.filter(corrected_from__list_import=list_import).distinct()
    for name in mended:
        yield line_of(name.__dict__)


def _row(comparison: ListComparison, found: Compared) -> ComparedName:
    nik, name, _born, _sex, village = found.line[:5]
    changes = [{"field": field, "before": before, "after": after} for field, before, after in found.changes]
    return ComparedName(
        comparison=comparison, kind=found.kind, nik=nik, name=name, village_id=village, changes=changes
    )
