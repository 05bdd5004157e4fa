"""Takes in a register file: in batches, by NIK, as often as wanted; bad rows are named and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.ledger.actions import record
from jemput.office.regions.queries import VillageIndex, village_index
from jemput.office.residents.errors import SameRegisterTwice
from jemput.office.residents.models import RegisterImport, RegisterReject, Resident, ResidentStatus
from jemput.office.residents.queries import latest_statuses
from jemput.office.residents.register_rows import RegisterRow, read_row
from jemput.office.sheets.errors import RepeatedRow
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import SheetRow, Table, open_table, read, survey
from jemput.office.sheets.rows import Refused, reasons

Progress = Callable[[int], object]
"""Told how many rows have been read so far."""

BATCH_ROWS = 2_000
_UPDATED = [
    field.name
    for field in Resident._meta.concrete_fields
    if not field.primary_key and field.name not in {"nik", "base_status"}
]


def import_register(
    *, path: Path, source: str, as_of: date, by: str, at: datetime, progress: Progress = lambda _rows: None
) -> RegisterImport:
    """Take in a register file of any size; running it again changes nothing.

    Each batch commits by itself, so that 300,000 rows never hold the database. Raises the numbered errors
    of unreadable files, and SameRegisterTwice for the very same file.
    """
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    if RegisterImport.objects.filter(sha256=sha256, as_of=as_of, state=RegisterImport.State.DONE).exists():
        raise SameRegisterTwice(file=path.name)
    table, words = open_register(path)
    run = RegisterImport.objects.create(
        source=source, as_of=as_of, file_name=path.name, sha256=sha256, started_at=at, started_by=by
    )
    try:
        _take_in(run, table.rows, village_index(), words, progress)
    except Problem as problem:
        run.state, run.problem = RegisterImport.State.FAILED, problem.text()
        run.save()
        raise
    return _finish(run, by, at)


def open_register(path: Path) -> tuple[Table, Mapping[str, str]]:
    """Open a register file by the preset it is like (SIAK, OpenSID, a BIP), else by the usual headings.

    Also returns what the preset's codes of recording mean. Raises the numbered errors of unreadable files.
    """
    found = survey(path)
    preset = layout(found.plan.layout)
    if preset.kind == "extract" and not found.plan.missing:
        return read(found, found.plan), preset.words.get("recording", {})
    return open_table(path, layout("register")), {}


def _take_in(
    run: RegisterImport,
    rows: Iterator[SheetRow],
    index: VillageIndex,
    words: Mapping[str, str],
    progress: Progress,
) -> None:
    seen: dict[str, int] = {}
    while batch := list(islice(rows, BATCH_ROWS)):
        read = [_unless_repeated(row, read_row(row, index, run.as_of, words), seen) for row in batch]
        with transaction.atomic():
            _store([found for found in read if isinstance(found, RegisterRow)], run)
            _keep([found for found in read if isinstance(found, Refused)], run)
            run.rows_read += len(batch)
            run.save()
        progress(run.rows_read)


def _unless_repeated(
    row: SheetRow, found: RegisterRow | Refused, seen: dict[str, int]
) -> RegisterRow | Refused:
    if isinstance(found, Refused):
        return found
    first = seen.setdefault(found.fields["nik"], row.number)
    if first == row.number:
        return found
    return Refused(row.number, row.as_text(), reasons([RepeatedRow(row=first)]))


def _store(rows: Sequence[RegisterRow], run: RegisterImport) -> None:
    niks = [row.fields["nik"] for row in rows]
    known = set(Resident.objects.filter(nik__in=niks).values_list("nik", flat=True))
    Resident.objects.bulk_create(
        [Resident(**row.fields) for row in rows],
        update_conflicts=True,
        unique_fields=["nik"],
        update_fields=_UPDATED,
    )
    run.added += len(niks) - len(known)
    run.updated += len(known)
    _note_statuses(rows, run)


def _note_statuses(rows: Sequence[RegisterRow], run: RegisterImport) -> None:
    """Keep what the file says of recording where it says something else than the center's latest word."""
    said = {row.fields["nik"]: row.status for row in rows if row.status is not None}
    latest = latest_statuses(said)
    on = datetime.combine(run.as_of, time(), UTC)
    ResidentStatus.objects.bulk_create(
        [
            ResidentStatus(nik=nik, status=status, at=on, source=run.source[:60], batch=f"register {run.pk}")
            for nik, status in said.items()
            if latest.get(nik) != status
        ],
        ignore_conflicts=True,
    )


def _keep(refused: Sequence[Refused], run: RegisterImport) -> None:
    RegisterReject.objects.bulk_create(
        [
            RegisterReject(register_import=run, row_number=r.number, cells=r.cells, reasons=r.reasons)
            for r in refused
        ]
    )
    run.rejected += len(refused)


@transaction.atomic
def _finish(run: RegisterImport, by: str, at: datetime) -> RegisterImport:
    run.state = RegisterImport.State.DONE
    run.save()
    details = {
        "file": run.file_name,
        "sha256": run.sha256,
        "as_of": str(run.as_of),
        "rows": run.rows_read,
        "added": run.added,
        "updated": run.updated,
        "rejected": run.rejected,
    }
    record(action="residents.register_imported", subject=run.source, by=by, at=at, details=details)
    return run
