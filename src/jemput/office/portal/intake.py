"""Filled-in sheets taken in: every row gets an outcome, none is lost, and none overwrites what is newer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.kernel.nik import Nik, Sex
from jemput.node.ledger.actions import record
from jemput.office.portal import workbooks
from jemput.office.portal.actions import Told, save_answer
from jemput.office.portal.errors import FindingMissing, RowsMixedUp, StrangeRow, VillageNotYours
from jemput.office.portal.filled import FilledRow
from jemput.office.portal.models import SheetLine, SheetUpload
from jemput.office.portal.queries import own_names
from jemput.office.regions.models import Region
from jemput.office.roster import actions as roster
from jemput.office.roster.errors import AnsweredMeanwhile
from jemput.office.roster.models import ListName
from jemput.office.sheets import cells
from jemput.office.sheets.cells import Cell
from jemput.office.sheets.errors import NothingThere, UnknownWord

Outcome = SheetLine.Outcome


@dataclass(frozen=True)
class Met:
    """What came of one row."""

    outcome: SheetLine.Outcome
    name: ListName | None = None
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class Sender:
    """Who sends a sheet, for which region, when, and for people of which age on which day."""

    region: Region
    by: str
    at: datetime
    visit_on: date


@dataclass
class _Row:
    """Collects a row's problems instead of stopping at the first, so that one look repairs all."""

    row: FilledRow
    problems: list[Problem] = field(default_factory=list)

    def read(self, name: str, reading: Callable[[Cell], object]) -> object:
        try:
            return reading(self.row.cells.get(name))
        except Problem as problem:
            self.problems.append(problem)
            return None

    def word(self, name: str, heading: str, words: Mapping[str, object]) -> object:
        written = self.row.text(name)
        found = words.get(written.lower()) if written else ""
        if found is None:
            self.problems.append(UnknownWord(field=heading, value=written))
        return found


@transaction.atomic
def take_answers(*, rows: Sequence[FilledRow], file_name: str, sender: Sender) -> SheetUpload:
    """Take in the answers of a sheet; what is blank, known, newer elsewhere or wrong is said row by row."""
    names = {name.pk: name for name in own_names(sender.region)}
    return _keep(
        SheetUpload.Kind.ANSWERS, [(row, _answered(row, names, sender)) for row in rows], file_name, sender
    )


def _answered(row: FilledRow, names: Mapping[int, ListName], sender: Sender) -> Met:
    code = row.text("code")
    number, _, seen = code.partition(".")
    name = names.get(int(number)) if number.isdigit() and seen.isdigit() else None
    if name is None:
        return Met(Outcome.PROBLEM, problems=[StrangeRow(code=code or "–")])
    if row.text("name").upper() != " ".join(name.name.split()).upper():
        return Met(Outcome.PROBLEM, name, [RowsMixedUp(listed=name.name, written=row.text("name") or "–")])
    told = _Row(row)
    kind = told.word("kind", "TEMUAN", {key.lower(): value for key, value in workbooks.KINDS.items()})
    document = told.word("document", "DASAR", {k.lower(): v for k, v in workbooks.DOCUMENTS.items()})
    category = told.word("category", "KUNJUNGAN RUMAH", {k.lower(): v for k, v in workbooks.VISITS.items()})
    evidence = told.read("evidence", lambda cell: cells.plain_text(cell, "KETERANGAN"))
    if not kind and not told.problems:
        if not (row.text("evidence") or document or category):
            return Met(Outcome.BLANK, name)
        told.problems.append(FindingMissing())
    if told.problems:
        return Met(Outcome.PROBLEM, name, told.problems)
    answer = Told(
        kind=str(kind),
        form=f"sheet {code}",
        seen=int(seen),
        evidence=str(evidence)[:500],
        document=str(document),
        category=str(category),
        client_id=_digest(code, kind, evidence, document, category),
    )
    return _saved(name, answer, sender)


def _digest(*parts: object) -> str:
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


def _saved(name: ListName, answer: Told, sender: Sender) -> Met:
    try:
        saved = save_answer(
            list_name=name, told=answer, by=sender.by, at=sender.at, region_code=sender.region.code
        )
    except AnsweredMeanwhile as conflict:
        return Met(Outcome.CONFLICT, name, [conflict])
    except Problem as problem:
        return Met(Outcome.PROBLEM, name, [problem])
    return Met(Outcome.KNOWN if saved.repeated else Outcome.SAVED, name)


@transaction.atomic
def take_candidates(*, rows: Sequence[FilledRow], file_name: str, sender: Sender) -> SheetUpload:
    """Take in a list of candidates; one that came back is mended, one that waits already is said so."""
    villages = {
        village.name.upper(): village for village in Region.objects.within(sender.region.code).villages()
    }
    met = [(row, _proposed(row, villages, sender)) for row in rows]
    return _keep(SheetUpload.Kind.CANDIDATES, met, file_name, sender)


def _proposed(row: FilledRow, villages: Mapping[str, Region], sender: Sender) -> Met:
    told = _Row(row)
    written = row.text("village").upper()
    only = next(iter(villages.values())) if len(villages) == 1 and not written else None
    village = only or villages.get(written)
    if village is None:
        told.problems.append(VillageNotYours(village=row.text("village")))
    candidate = _candidate(told, sender.visit_on)
    if candidate is None or village is None:
        return Met(Outcome.PROBLEM, problems=told.problems)
    known = ListName.objects.filter(nik=candidate.nik).first()
    mine = known is not None and known.village.region_code.within(sender.region.code)
    if known and mine and known.standing in (ListName.Standing.PROPOSED, ListName.Standing.VERIFIED):
        return Met(Outcome.KNOWN, known)
    try:
        with transaction.atomic():
            return Met(Outcome.SAVED, _send(candidate, village, known if mine else None, sender))
    except Problem as problem:
        return Met(Outcome.PROBLEM, known if mine else None, [problem])


def _candidate(told: _Row, on: date) -> roster.Candidate | None:
    name = told.read("name", cells.person_name)
    nik = told.read("nik", cells.nik)
    born = told.read("birth_date", lambda cell: cells.birth_date(cell, today=on))
    sex = told.read("sex", cells.sex)
    married = told.word("marital", "STATUS KAWIN", workbooks.MARRIED)
    address = told.read("address", lambda cell: cells.plain_text(cell, "ALAMAT"))
    wanted = (("NIK", nik), ("TANGGAL LAHIR", born), ("JENIS KELAMIN", sex))
    if not told.problems:
        told.problems += [NothingThere(field=heading) for heading, value in wanted if value is None]
    if told.problems or not isinstance(nik, Nik) or not isinstance(born, date) or not isinstance(sex, Sex):
        return None
    return roster.Candidate(
        name=str(name),
        nik=nik,
        birth_date=born,
        sex=sex,
        family_card=cells.family_card(told.row.cells.get("family_card")),
        ever_married=married is True,
        address=str(address or "")[:200],
        rt=cells.rt_rw(told.row.cells.get("rt"))[:4],
        rw=cells.rt_rw(told.row.cells.get("rw"))[:4],
    )


def _send(candidate: roster.Candidate, village: Region, known: ListName | None, sender: Sender) -> ListName:
    if known is not None and known.standing == ListName.Standing.RETURNED:
        return roster.mend_candidate(
            list_name=known,
            candidate=candidate,
            village=village,
            by=sender.by,
            at=sender.at,
            visit_on=sender.visit_on,
            region_code=sender.region.code,
        )
    return roster.propose_candidate(
        candidate=candidate, village=village, by=sender.by, at=sender.at, visit_on=sender.visit_on
    )


def _keep(
    kind: SheetUpload.Kind, met: Sequence[tuple[FilledRow, Met]], file_name: str, sender: Sender
) -> SheetUpload:
    """Write down what came of every row; the cells of those that wait for a person as they stood."""
    upload = SheetUpload.objects.create(
        kind=kind, region=sender.region, file_name=file_name[:200], by=sender.by, at=sender.at
    )
    SheetLine.objects.bulk_create(
        SheetLine(
            upload=upload,
            row_number=row.number,
            cells=row.as_text() if one.problems else {},
            outcome=one.outcome,
            reasons=[{"code": p.code, "id": p.text("id"), "en": p.text("en")} for p in one.problems],
            list_name=one.name,
        )
        for row, one in met
    )
    details = {outcome.value: sum(one.outcome == outcome for _, one in met) for outcome in Outcome}
    record(
        action="portal.sheet_taken", subject=f"sheet {upload.pk}", by=sender.by, at=sender.at, details=details
    )
    return upload
