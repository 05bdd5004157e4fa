"""Lists in: receive a file, examine it, take it in or throw it away, mend its rejects."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.ledger.actions import announce, record
from jemput.office.regions.queries import village_index
from jemput.office.roster import states
from jemput.office.roster.actions.links import announce_waiting, link_list
from jemput.office.roster.errors import SameListTwice
from jemput.office.roster.list_rows import NameRow, corrected, open_list, read_list, read_row
from jemput.office.roster.models import ListImport, ListName, RejectedRow
from jemput.office.sheets.rows import Refused

SAMPLE_ROWS = 8
BATCH_ROWS = 1_000
_ALIVE = (
    ListImport.State.EXAMINING,
    ListImport.State.DRAFT,
    ListImport.State.IMPORTING,
    ListImport.State.IMPORTED,
)


def import_list(
    *, path: Path, source: str, as_of: date, by: str, at: datetime, dry_run: bool = False
) -> ListImport:
    """Receive, examine and, unless `dry_run`, take in and link a list, all at once.

    A dry run leaves a draft to look at: counts, samples and rejects, and not one name. Raises the numbered
    errors of unreadable files and SameListTwice.
    """
    found = _receive(path, path.name, source, as_of, by, at)
    examine(list_import=found, at=at)
    if not dry_run:
        _confirm(found, by, at)
        take_in(list_import=found, at=at)
        link_list(list_import=found, by=by, at=at)
    found.refresh_from_db()
    return found


@transaction.atomic
def receive_list(
    *, path: Path, file_name: str, source: str, as_of: date, by: str, at: datetime
) -> ListImport:
    """Keep a list file as it came, stamped with source, date and fingerprint; a task will examine it.

    Raises SameListTwice.
    """
    found = _receive(path, file_name, source, as_of, by, at)
    announce(topic="roster.list_received", subject=f"list {found.pk}", payload={"list": found.pk}, at=at)
    return found


def _receive(path: Path, file_name: str, source: str, as_of: date, by: str, at: datetime) -> ListImport:
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    before = ListImport.objects.filter(sha256=sha256, state__in=_ALIVE).first()
    if before:
        raise SameListTwice(file=file_name, source=before.source, as_of=before.as_of)
    stored = Path("uploads") / "lists" / f"{sha256}{Path(file_name).suffix.lower()}"
    _store(path, settings.JEMPUT.data_dir / stored)
    found = ListImport.objects.create(
        source=source, as_of=as_of, file_name=file_name, stored_file=str(stored), sha256=sha256, by=by, at=at
    )
    details = {"source": source, "as_of": str(as_of), "file": file_name, "sha256": sha256}
    record(action="roster.list_received", subject=f"list {found.pk}", by=by, at=at, details=details)
    return found


def _store(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)
    target.chmod(0o600)


def examine(*, list_import: ListImport, at: datetime) -> ListImport:
    """Read a list through and keep counts, a sample and every reject; no name is written.

    Raises what is wrong with the file, after noting it on the import.
    """
    try:
        table = open_list(_file(list_import))
        read = list(read_list(table, village_index(), list_import.as_of))
    except Problem as problem:
        list_import.problem = f"{type(problem).code}: {problem.text()}"
        _advance(list_import, "fail")
        raise
    with transaction.atomic():
        good = [row for row in read if isinstance(row, NameRow)]
        list_import.headings = [heading for heading in table.headings if heading]
        list_import.sample = [row.fields["raw"] for row in good[:SAMPLE_ROWS]]
        list_import.rows_good = len(good)
        list_import.rows_known = len(_known([row.match_key for row in good]))
        _keep_rejects(list_import, [row for row in read if isinstance(row, Refused)])
        _advance(list_import, "examined")
    return list_import


def _file(list_import: ListImport) -> Path:
    data_dir: Path = settings.JEMPUT.data_dir
    return data_dir / list_import.stored_file


def _advance(list_import: ListImport, event: str) -> None:
    list_import.state = states.after(states.IMPORTS, list_import.state, event)
    list_import.save()


def _known(keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), BATCH_ROWS):
        found = ListName.objects.filter(match_key__in=keys[start : start + BATCH_ROWS])
        known.update(found.values_list("match_key", flat=True))
    return known


def _keep_rejects(list_import: ListImport, refused: Sequence[Refused]) -> None:
    list_import.rejects.all().delete()
    RejectedRow.objects.bulk_create(
        [
            RejectedRow(list_import=list_import, row_number=r.number, cells=r.cells, reasons=r.reasons)
            for r in refused
        ],
        batch_size=BATCH_ROWS,
    )
    list_import.rows_rejected = len(refused)


@transaction.atomic
def confirm(*, list_import: ListImport, by: str, at: datetime) -> ListImport:
    """Decide that a draft is to be taken in; a task will do it and link the names."""
    subject = f"list {list_import.pk}"
    announce(topic="roster.list_confirmed", subject=subject, payload={"list": list_import.pk}, at=at)
    return _confirm(list_import, by, at)


def _confirm(list_import: ListImport, by: str, at: datetime) -> ListImport:
    list_import.confirmed_by, list_import.confirmed_at = by, at
    _advance(list_import, "confirm")
    details = {"good": list_import.rows_good, "rejected": list_import.rows_rejected}
    record(action="roster.list_confirmed", subject=f"list {list_import.pk}", by=by, at=at, details=details)
    return list_import


@transaction.atomic
def discard(*, list_import: ListImport, by: str, at: datetime) -> ListImport:
    """Throw a draft away: its file goes, the stamp of who did it stays."""
    _advance(list_import, "discard")
    list_import.rejects.all().delete()
    transaction.on_commit(lambda: _file(list_import).unlink(missing_ok=True))
    record(action="roster.list_discarded", subject=f"list {list_import.pk}", by=by, at=at)
    return list_import


def take_in(*, list_import: ListImport, at: datetime) -> ListImport:
    """Write the names of a confirmed list, batch by batch; a second run after a crash adds nothing twice.

    Names that an earlier list brought keep their row and their history.
    """
    rows = (
        row
        for row in read_list(open_list(_file(list_import)), village_index(), list_import.as_of)
        if isinstance(row, NameRow)
    )
    list_import.step, list_import.done, list_import.total = "names", 0, list_import.rows_good
    while batch := list(islice(rows, BATCH_ROWS)):
        with transaction.atomic():
            _write_names(list_import, batch)
            list_import.done += len(batch)
            list_import.save()
    with transaction.atomic():
        list_import.step = ""
        _advance(list_import, "taken_in")
        details = {"good": list_import.rows_good, "known": list_import.rows_known}
        subject = f"list {list_import.pk}"
        record(
            action="roster.list_taken_in",
            subject=subject,
            by=list_import.confirmed_by,
            at=at,
            details=details,
        )
    return list_import


def _write_names(list_import: ListImport, rows: Sequence[NameRow]) -> None:
    keys = [row.match_key for row in rows]
    known = _known(keys)
    ListName.objects.filter(match_key__in=known).update(last_import=list_import)
    ListName.objects.bulk_create([_name(list_import, row) for row in rows if row.match_key not in known])


def _name(list_import: ListImport, row: NameRow) -> ListName:
    return ListName(list_import=list_import, last_import=list_import, row_number=row.number, **row.fields)


@transaction.atomic
def correct_reject(*, reject: RejectedRow, cells: dict[str, str], by: str, at: datetime) -> ListName | None:
    """Read a rejected row again as a clerk has rewritten it; the name it became, or None with new reasons."""
    list_import = reject.list_import
    states.after(states.REJECTS, "open" if reject.is_open else "closed", "correct")
    found = read_row(corrected(reject.row_number, cells), village_index(), list_import.as_of)
    before, reject.cells = reject.cells, cells
    if isinstance(found, Refused):
        reject.reasons = found.reasons
        reject.save()
        return None
    name = ListName.objects.filter(match_key=found.match_key).first() or _name(list_import, found)
    name.last_import = list_import
    name.save()
    reject.corrected_as = name
    reject.save()
    announce_waiting(name, at)
    details = {"before": before, "after": cells, "list_name": name.pk}
    subject = f"list {list_import.pk} row {reject.row_number}"
    record(action="roster.reject_corrected", subject=subject, by=by, at=at, details=details)
    return name


@transaction.atomic
def dismiss_reject(*, reject: RejectedRow, because: str, by: str, at: datetime) -> RejectedRow:
    """Decide that a rejected row names nobody; the row is kept with who said so and why."""
    states.after(states.REJECTS, "open" if reject.is_open else "closed", "dismiss")
    reject.dismissed_by, reject.dismissed_because = by, because
    reject.save()
    subject = f"list {reject.list_import_id} row {reject.row_number}"
    record(action="roster.reject_dismissed", subject=subject, by=by, at=at, details={"because": because})
    return reject
