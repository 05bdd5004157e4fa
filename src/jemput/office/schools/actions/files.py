"""Files of schools and pupils in: received, examined without writing, and taken in once somebody says so."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.ledger.actions import announce, record
from jemput.office.regions.queries import village_index
from jemput.office.schools import states
from jemput.office.schools.actions.links import link_pupils
from jemput.office.schools.actions.rows import known_among, write_pupils, write_schools
from jemput.office.schools.errors import SameFileTwice
from jemput.office.schools.models import Pupil, School, SchoolImport, SchoolReject
from jemput.office.schools.pupil_rows import PupilRow, open_roster, read_pupils, school_index
from jemput.office.schools.school_rows import SchoolRow, open_register, read_schools
from jemput.office.sheets.rows import Refused

SAMPLE_ROWS = 8
BATCH_ROWS = 500
_ALIVE = (
    SchoolImport.State.READING,
    SchoolImport.State.DRAFT,
    SchoolImport.State.TAKING,
    SchoolImport.State.DONE,
)
Kind = SchoolImport.Kind


def import_file(
    *,
    path: Path,
    kind: str,
    source: str,
    as_of: date,
    by: str,
    at: datetime,
    school: School | None = None,
    complete: bool = False,
) -> SchoolImport:
    """Receive, examine, take in and link a file, all at once; raises what is wrong with the file."""
    found = _receive(path, path.name, kind, source, as_of, school, complete, by, at)
    examine(school_import=found, at=at)
    _confirm(found, by, at)
    take_in(school_import=found, at=at)
    link_pupils(school_import=found, by=by, at=at)
    return found


@transaction.atomic
def receive_file(
    *,
    path: Path,
    file_name: str,
    kind: str,
    source: str,
    as_of: date,
    by: str,
    at: datetime,
    school: School | None = None,
    complete: bool = False,
) -> SchoolImport:
    """Keep a file as it came, stamped with source, date and fingerprint; a task will examine it.

    Raises SameFileTwice.
    """
    found = _receive(path, file_name, kind, source, as_of, school, complete, by, at)
    announce(
        topic="schools.file_received", subject=f"schools {found.pk}", payload={"import": found.pk}, at=at
    )
    return found


def _receive(
    path: Path,
    file_name: str,
    kind: str,
    source: str,
    as_of: date,
    school: School | None,
    complete: bool,
    by: str,
    at: datetime,
) -> SchoolImport:
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    before = SchoolImport.objects.filter(sha256=sha256, kind=kind, state__in=_ALIVE).first()
    if before:
        raise SameFileTwice(file=file_name, source=before.source, as_of=f"{before.as_of:%d-%m-%Y}")
    stored = Path("uploads") / "schools" / f"{sha256}{Path(file_name).suffix.lower()[:6]}"
    target = settings.JEMPUT.data_dir / stored
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)
    target.chmod(0o600)
    found = SchoolImport.objects.create(
        kind=kind, school=school, source=source, as_of=as_of, complete=complete, file_name=file_name[:200],
        stored_file=str(stored), sha256=sha256, by=by, at=at,
    )  # fmt: skip
    details = {"kind": kind, "source": source, "as_of": str(as_of), "file": file_name, "sha256": sha256}
    record(action="schools.file_received", subject=f"schools {found.pk}", by=by, at=at, details=details)
    return found


def examine(*, school_import: SchoolImport, at: datetime) -> SchoolImport:
    """Read a file through and keep counts, a sample and every reject; no school and no pupil is written.

    Raises what is wrong with the file, after noting it on the import.
    """
    try:
        read = _read(school_import)
    except Problem as problem:
        school_import.problem = f"{type(problem).code}: {problem.text()}"
        _advance(school_import, "fail")
        raise
    with transaction.atomic():
        good = [row for row in read if not isinstance(row, Refused)]
        school_import.rows_good, school_import.rows_known = len(good), known_among(good)
        school_import.schools_named = len({row.match[0] for row in good if isinstance(row, PupilRow)})
        school_import.sample = [row.raw for row in good[:SAMPLE_ROWS]]
        _keep_rejects(school_import, [row for row in read if isinstance(row, Refused)])
        _advance(school_import, "read")
    return school_import


def _read(school_import: SchoolImport) -> Sequence[SchoolRow | PupilRow | Refused]:
    path = settings.JEMPUT.data_dir / school_import.stored_file
    if school_import.kind == Kind.REGISTER:
        return list(read_schools(open_register(path), village_index()))
    schools = school_index(school_import.school)
    return list(read_pupils(open_roster(path), schools, village_index(), school_import.as_of))


def _keep_rejects(school_import: SchoolImport, refused: Sequence[Refused]) -> None:
    school_import.rejects.all().delete()
    SchoolReject.objects.bulk_create(
        SchoolReject(school_import=school_import, row_number=r.number, cells=r.cells, reasons=r.reasons)
        for r in refused
    )
    school_import.rows_rejected = len(refused)


def _advance(school_import: SchoolImport, event: str) -> None:
    school_import.state = states.after(states.IMPORTS, school_import.state, event)
    school_import.save()


@transaction.atomic
def confirm(*, school_import: SchoolImport, by: str, at: datetime) -> SchoolImport:
    """Decide that a draft is to be taken in; a task will do it and link the pupils."""
    subject, payload = f"schools {school_import.pk}", {"import": school_import.pk}
    announce(topic="schools.file_confirmed", subject=subject, payload=payload, at=at)
    return _confirm(school_import, by, at)


def _confirm(school_import: SchoolImport, by: str, at: datetime) -> SchoolImport:
    school_import.confirmed_by, school_import.confirmed_at = by, at
    _advance(school_import, "confirm")
    details = {"good": school_import.rows_good, "rejected": school_import.rows_rejected}
    subject = f"schools {school_import.pk}"
    record(action="schools.file_confirmed", subject=subject, by=by, at=at, details=details)
    return school_import


@transaction.atomic
def discard(*, school_import: SchoolImport, by: str, at: datetime) -> SchoolImport:
    """Throw a draft away: its file goes, the stamp of who did it stays."""
    _advance(school_import, "discard")
    school_import.rejects.all().delete()
    path = settings.JEMPUT.data_dir / school_import.stored_file
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    record(action="schools.file_discarded", subject=f"schools {school_import.pk}", by=by, at=at)
    return school_import


def take_in(*, school_import: SchoolImport, at: datetime) -> SchoolImport:
    """Write a confirmed file's rows, batch by batch; a second run after a crash adds nothing twice."""
    good = [row for row in _read(school_import) if not isinstance(row, Refused)]
    school_import.step, school_import.done, school_import.total = "rows", 0, len(good)
    for start in range(0, len(good), BATCH_ROWS):
        batch = good[start : start + BATCH_ROWS]
        with transaction.atomic():
            write_schools(school_import, [row for row in batch if isinstance(row, SchoolRow)], at)
            write_pupils(school_import, [row for row in batch if isinstance(row, PupilRow)])
            school_import.done = start + len(batch)
            school_import.save()
    with transaction.atomic():
        school_import.left = _note_leavers(school_import)
        school_import.step = ""
        _advance(school_import, "taken")
        details = {"good": len(good), "known": school_import.rows_known, "left": school_import.left}
        subject, by = f"schools {school_import.pk}", school_import.confirmed_by
        record(action="schools.file_taken_in", subject=subject, by=by, at=at, details=details)
    return school_import


def _note_leavers(school_import: SchoolImport) -> int:
    """Pupils of the file's schools whom a complete roster no longer names have left."""
    if school_import.kind != Kind.ROSTER or not school_import.complete:
        return 0
    named = school_import.pupils.values_list("school", flat=True)
    gone = Pupil.objects.filter(
        school__in=set(named), left=False, last_import__as_of__lte=school_import.as_of
    )
    return gone.exclude(last_import=school_import).update(left=True)
