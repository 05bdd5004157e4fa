"""A list read through before anybody decides: counts, a sample, every reject; not one name is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.office.regions.queries import home, village_index
from jemput.office.roster import staged, states
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


def stored_file(list_import: ListImport) -> Path:
    """Where a list's file is kept."""
    data_dir: Path = settings.JEMPUT.data_dir
    return data_dir / list_import.stored_file


def advance(list_import: ListImport, event: str) -> None:
    """Take an import one step on. Raises NotNow."""
    list_import.state = states.after(states.IMPORTS, list_import.state, event)
    list_import.save()


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
            advance(list_import, "fail")
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
        advance(list_import, "unclear")
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
        advance(list_import, "examined")


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


def known_keys(keys: Sequence[str]) -> set[str]:
    """Which of some names are known from earlier lists."""
    known: set[str] = set()
    for start in range(0, len(keys), LOOKED_UP_ROWS):
        found = ListName.objects.filter(match_key__in=keys[start : start + LOOKED_UP_ROWS])
        known.update(found.values_list("match_key", flat=True))
    return known
