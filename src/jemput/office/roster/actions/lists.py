"""Lists in: receive a file, take it in or throw it away."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.reading import Reading, note_full_sheet, note_read
from jemput.office.roster import staged
from jemput.office.roster.actions.bulk import write_names
from jemput.office.roster.actions.examining import advance, examine, stored_file
from jemput.office.roster.actions.links import link_list
from jemput.office.roster.errors import SameListTwice
from jemput.office.roster.list_rows import NameRow
from jemput.office.roster.models import ListImport, ListName

BATCH_ROWS = 5_000
_ALIVE = (
    ListImport.State.EXAMINING,
    ListImport.State.MAPPING,
    ListImport.State.DRAFT,
    ListImport.State.IMPORTING,
    ListImport.State.IMPORTED,
)


def import_list(
    *, path: Path, source: str, as_of: date, by: str, at: datetime, dry_run: bool = False, link: bool = True
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
        if link:
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
    announce_received(found, at)
    return found


def announce_received(found: ListImport, at: datetime) -> None:
    """Tell the worker that a list waits to be examined."""
    announce(topic="roster.list_received", subject=f"list {found.pk}", payload={"list": found.pk}, at=at)


def _receive(path: Path, file_name: str, source: str, as_of: date, by: str, at: datetime) -> ListImport:
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    before = ListImport.objects.filter(sha256=sha256, state__in=_ALIVE).first()
    if before:
        raise SameListTwice(file=file_name, source=before.source, as_of=before.as_of)
    stored = Path("uploads") / "lists" / f"{sha256}{Path(file_name).suffix.lower()}"
    _store(path, settings.JEMPUT.data_dir / stored)
    source = " ".join(source.split())
    found = ListImport.objects.create(
        source=source,
        as_of=as_of,
        version=1 + ListImport.objects.filter(source__iexact=source, state__in=_ALIVE).count(),
        file_name=file_name,
        stored_file=str(stored),
        sha256=sha256,
        by=by,
        at=at,
    )
    details = {"source": source, "as_of": str(as_of), "file": file_name, "sha256": sha256}
    record(action="roster.list_received", subject=f"list {found.pk}", by=by, at=at, details=details)
    return found


def _store(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)
    target.chmod(0o600)


@transaction.atomic
def confirm(*, list_import: ListImport, by: str, at: datetime) -> ListImport:
    """Decide that a draft is to be taken in; a task will do it and link the names."""
    subject = f"list {list_import.pk}"
    announce(topic="roster.list_confirmed", subject=subject, payload={"list": list_import.pk}, at=at)
    return _confirm(list_import, by, at)


def _confirm(list_import: ListImport, by: str, at: datetime) -> ListImport:
    list_import.confirmed_by, list_import.confirmed_at = by, at
    list_import.step, list_import.done, list_import.total = "names", 0, list_import.rows_good
    advance(list_import, "confirm")
    details = {"good": list_import.rows_good, "rejected": list_import.rows_rejected}
    record(action="roster.list_confirmed", subject=f"list {list_import.pk}", by=by, at=at, details=details)
    return list_import


@transaction.atomic
def discard(*, list_import: ListImport, by: str, at: datetime) -> ListImport:
    """Throw a draft away: its file goes, the stamp of who did it stays."""
    advance(list_import, "discard")
    list_import.rejects.all().delete()
    list_import.survey, list_import.sample = [], []
    list_import.save(update_fields=["survey", "sample"])
    transaction.on_commit(lambda: _delete_file(list_import))
    record(action="roster.list_discarded", subject=f"list {list_import.pk}", by=by, at=at)
    return list_import


def _delete_file(list_import: ListImport) -> None:
    staged.forget_staged(stored_file(list_import))
    stored_file(list_import).unlink(missing_ok=True)


def take_in(*, list_import: ListImport, at: datetime) -> ListImport:
    """Write the names of a confirmed list, batch by batch; after a crash it goes on where it was.

    Names that an earlier list brought keep their row and their history; a name written twice stays one.
    """
    rows = staged.staged_rows(stored_file(list_import), after=list_import.done)
    while batch := list(islice(rows, BATCH_ROWS)):
        with transaction.atomic():
            write_names(list_import, batch)
            list_import.done += len(batch)
            list_import.save(update_fields=["done"])
    return _finish_names(list_import, at)


@transaction.atomic
def _finish_names(list_import: ListImport, at: datetime) -> ListImport:
    list_import.step = ""
    list_import.survey = []
    advance(list_import, "taken_in")
    details = {"good": list_import.rows_good, "known": list_import.rows_known}
    subject, by = f"list {list_import.pk}", list_import.confirmed_by
    record(action="roster.list_taken_in", subject=subject, by=by, at=at, details=details)
    return list_import


def new_name(list_import: ListImport, row: NameRow) -> ListName:
    """A name as a list brings it: of a village's candidates it is a proposal first."""
    candidate = list_import.kind == ListImport.Kind.CANDIDATES
    standing = ListName.Standing.PROPOSED if candidate else ListName.Standing.LISTED
    return ListName(
        list_import=list_import,
        last_import=list_import,
        row_number=row.number,
        standing=standing,
        **row.fields,
    )


@transaction.atomic
def note_exported(*, list_import: ListImport, by: str, at: datetime) -> None:
    """Note that somebody took a list out, NIKs and all: in the ledger and in the trail of each person."""
    subject = f"list {list_import.pk}"
    record(action="roster.list_exported", subject=subject, by=by, at=at)
    of_list = ListName.objects.filter(list_import=list_import).exclude(nik="")
    niks = list(of_list.values_list("nik", flat=True))
    note_full_sheet(subject=subject, niks=niks, by=by, at=at, reason="daftar diunduh kembali")


@transaction.atomic
def note_rejects_exported(*, list_import: ListImport, by: str, at: datetime) -> None:
    """Note that somebody took the rejected rows out to mend them; whose they are cannot be known."""
    subject, rows = f"list {list_import.pk}", list_import.rejects.count()
    record(action="roster.rejects_exported", subject=subject, by=by, at=at, details={"rows": rows})
    reason = "baris ditolak diunduh untuk diperbaiki"
    note_read(kind=Reading.FULL_SHEET, subject=subject, by=by, at=at, reason=reason, rows=rows)
