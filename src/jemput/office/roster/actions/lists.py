"""Lists in: receive a file, examine it, take it in or throw it away."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.ledger.actions import announce, record
from jemput.office.regions.queries import home, village_index
from jemput.office.roster import staged, states
from jemput.office.roster.actions.bulk import write_names
from jemput.office.roster.actions.links import link_list
from jemput.office.roster.errors import SameListTwice
from jemput.office.roster.list_rows import ListReader, NameRow, RowCounts, read_list
from jemput.office.roster.models import ListImport, ListName, RejectedRow, RememberedLayout
from jemput.office.sheets.errors import OtherKabupaten, OtherRegion, UnknownVillage
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import Plan, Survey, read, survey
from jemput.office.sheets.rows import Refused, reasons

SAMPLE_ROWS = 8
BATCH_ROWS = 5_000
LOOKED_UP_ROWS = 900
TOLD_ROWS = 10_000
"""How often reading a file tells how far it has come."""
FEWEST_TO_JUDGE = 5
"""So many rows, all of elsewhere, make it a list of elsewhere."""
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


def stored_file(list_import: ListImport) -> Path:
    """Where a list's file is kept."""
    data_dir: Path = settings.JEMPUT.data_dir
    return data_dir / list_import.stored_file


def recall(fingerprint: str) -> Plan | None:
    """What somebody once said of a header; None where nobody did."""
    known = RememberedLayout.objects.filter(fingerprint=fingerprint).first()
    if known is None:
        return None
    return Plan(known.layout, (), 0, tuple(known.headings), known.columns, known.village)


def surveyed(list_import: ListImport) -> Survey:
    """A list's file as it begins. Raises the numbered errors of unreadable files."""
    return survey(stored_file(list_import), recall=recall)


def examine(*, list_import: ListImport, at: datetime) -> ListImport:
    """Read a list through and keep counts, a sample and every reject; no name is written.

    Raises what is wrong with the file, after noting it on the import: where only the meaning of a column is
    missing the import waits for somebody to say it.
    """
    try:
        found = surveyed(list_import)
        chosen = list_import.reading.get("chosen")
        plan = Plan.from_json(list_import.reading) if chosen else found.plan
        _note_plan(list_import, found, plan, chosen=bool(chosen))
        if plan.missing:
            _wait_for_columns(list_import, found, plan)
        _examine(list_import, found, plan)
    except Problem as problem:
        if list_import.state == ListImport.State.EXAMINING:
            list_import.problem = f"{type(problem).code}: {problem.text()}"
            list_import.step = ""
            _advance(list_import, "fail")
        raise
    return list_import


def _note_plan(list_import: ListImport, found: Survey, plan: Plan, *, chosen: bool) -> None:
    list_import.layout = plan.layout
    list_import.kind = layout(plan.layout).kind or ListImport.Kind.UNRECORDED
    list_import.reading = {**plan.as_json(), "chosen": chosen}
    list_import.headings = list(plan.headings)
    list_import.survey = [top.as_json() for top in found.sheets]
    list_import.problem = ""
    list_import.step, list_import.done = "reading", 0
    list_import.total = sum(top.height for top in found.sheets if top.name in plan.sheets)
    list_import.save()


def _wait_for_columns(list_import: ListImport, found: Survey, plan: Plan) -> None:
    """Leave the decision to a person, and say which columns it is about."""
    try:
        read(found, plan)
    except Problem as problem:
        list_import.problem = f"{type(problem).code}: {problem.text()}"
        list_import.step = ""
        _advance(list_import, "unclear")
        raise


def _examine(list_import: ListImport, found: Survey, plan: Plan) -> None:
    table, counts = read(found, plan), RowCounts()
    index = village_index()
    reader = ListReader(index, list_import.as_of, layout(plan.layout))
    list_import.rejects.all().delete()
    tally = _Tally(list_import)
    with staged.staging(stored_file(list_import)) as keep:
        for row in read_list(table, reader, counts):
            if isinstance(row, NameRow):
                keep(row)
                tally.good(row)
            elif isinstance(row, Refused):
                tally.refused(row)
            tally.read_one()
    tally.finish()
    tally.refuse_list_of_elsewhere()
    told = [*found.notes(plan), *table.oddities.problems(), *counts.problems()]
    with transaction.atomic():
        list_import.sample = tally.sample
        list_import.rows_good, list_import.rows_known = tally.goods, tally.known
        list_import.rows_rejected = tally.rejected
        list_import.rows_passed = counts.passed.total()
        list_import.notes = reasons(told)
        list_import.step = ""
        _advance(list_import, "examined")


class _Tally:
    """What one reading of a list comes to; rejects are written batch by batch, none is held."""

    def __init__(self, list_import: ListImport) -> None:
        self.list_import = list_import
        self.sample: list[dict[str, str]] = []
        self.goods = self.known = self.rejected = self.read = 0
        self.elsewhere: Counter[str] = Counter()
        self._keys: list[str] = []
        self._refused: list[RejectedRow] = []
        self._nothing_known = not ListName.objects.exists()

    def good(self, row: NameRow) -> None:
        self.goods += 1
        if len(self.sample) < SAMPLE_ROWS:
            self.sample.append(row.fields["raw"])
        if not self._nothing_known:
            self._keys.append(row.match_key)
            if len(self._keys) >= BATCH_ROWS:
                self._count_known()

    def refused(self, row: Refused) -> None:
        self.rejected += 1
        if all(reason["code"] in _ELSEWHERE for reason in row.reasons):
            self.elsewhere[row.cells.get("village_code", "")[:5] or row.cells.get("kecamatan", "")] += 1
        self._refused.append(rejected_row(self.list_import, row))
        if len(self._refused) >= BATCH_ROWS:
            self._write()

    def read_one(self) -> None:
        self.read += 1
        if self.read % TOLD_ROWS == 0:
            ListImport.objects.filter(pk=self.list_import.pk).update(done=self.read)

    def finish(self) -> None:
        self._write()
        self._count_known()

    def refuse_list_of_elsewhere(self) -> None:
        """Raises OtherKabupaten where not one row is of ours and all say where they are from."""
        total = self.elsewhere.total()
        if self.goods == 0 and total == self.rejected and total >= FEWEST_TO_JUDGE:
            found = ", ".join(place for place, _ in self.elsewhere.most_common(3) if place) or "?"
            raise OtherKabupaten(found=found, home=home().full_name)

    def _write(self) -> None:
        with transaction.atomic():
            RejectedRow.objects.bulk_create(self._refused)
        self._refused = []

    def _count_known(self) -> None:
        self.known += len(known_keys(self._keys))
        self._keys = []


_ELSEWHERE = {OtherRegion.code, UnknownVillage.code}


def rejected_row(list_import: ListImport, row: Refused) -> RejectedRow:
    """A refused row as it is kept."""
    return RejectedRow(
        list_import=list_import,
        sheet=row.sheet[:60],
        row_number=row.number,
        cells=row.cells,
        line=row.line,
        reasons=row.reasons,
    )


def _advance(list_import: ListImport, event: str) -> None:
    list_import.state = states.after(states.IMPORTS, list_import.state, event)
    list_import.save()


def known_keys(keys: Sequence[str]) -> set[str]:
    """Which of some names are known from earlier lists."""
    known: set[str] = set()
    for start in range(0, len(keys), LOOKED_UP_ROWS):
        found = ListName.objects.filter(match_key__in=keys[start : start + LOOKED_UP_ROWS])
        known.update(found.values_list("match_key", flat=True))
    return known


@transaction.atomic
def confirm(*, list_import: ListImport, by: str, at: datetime) -> ListImport:
    """Decide that a draft is to be taken in; a task will do it and link the names."""
    subject = f"list {list_import.pk}"
    announce(topic="roster.list_confirmed", subject=subject, payload={"list": list_import.pk}, at=at)
    return _confirm(list_import, by, at)


def _confirm(list_import: ListImport, by: str, at: datetime) -> ListImport:
    list_import.confirmed_by, list_import.confirmed_at = by, at
    list_import.step, list_import.done, list_import.total = "names", 0, list_import.rows_good
    _advance(list_import, "confirm")
    details = {"good": list_import.rows_good, "rejected": list_import.rows_rejected}
    record(action="roster.list_confirmed", subject=f"list {list_import.pk}", by=by, at=at, details=details)
    return list_import


@transaction.atomic
def discard(*, list_import: ListImport, by: str, at: datetime) -> ListImport:
    """Throw a draft away: its file goes, the stamp of who did it stays."""
    _advance(list_import, "discard")
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
    _advance(list_import, "taken_in")
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


def note_exported(*, list_import: ListImport, by: str, at: datetime) -> None:
    """Note that somebody took a list or its rejects out, NIKs and all."""
    record(action="roster.list_exported", subject=f"list {list_import.pk}", by=by, at=at)
