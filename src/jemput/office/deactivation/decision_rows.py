"""The rows of the ministry's decision: whom each means and what it decides, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jemput.kernel.nik import Nik
from jemput.office.deactivation import rules
from jemput.office.deactivation.errors import AnotherName, NotProposed, TakenOff
from jemput.office.deactivation.models import Proposal, ProposedPerson
from jemput.office.sheets import cells as reading
from jemput.office.sheets.errors import RepeatedRow, UnknownWord
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import SheetRow, open_table
from jemput.office.sheets.rows import RowReader, reasons

LAYOUT = "deactivation_decision"
FIELDS = tuple(layout(LAYOUT).headings)


@dataclass(frozen=True)
class ReadyRow:
    """One row as read: the person it means, or the reasons why it cannot be taken."""

    number: int
    cells: dict[str, str]
    person: int | None
    approves: bool
    reasons: list[dict[str, str]]


@dataclass(frozen=True)
class Known:
    """What must be known of a proposed person to judge a row."""

    pk: int
    name: str
    standing: str
    reason: str


def people_of(proposal: Proposal) -> dict[str, Known]:
    """Everybody who ever stood on a proposal, by NIK."""
    rows = proposal.people.values_list("resident__nik", "pk", "resident__name", "standing", "reason")
    return {nik: Known(pk, name, standing, reason) for nik, pk, name, standing, reason in rows}


def read_decision(path: Path, proposal: Proposal) -> Iterator[ReadyRow]:
    """Every row of a file. Raises the numbered errors of unreadable files."""
    people = people_of(proposal)
    taken: dict[int, int] = {}
    for row in open_table(path, layout(LAYOUT)).rows:
        found = _read(row, people, proposal.number, taken)
        if found.person is not None:
            taken[found.person] = row.number
        yield found


def read_cells(
    number: int,
    cells: Mapping[str, str],
    people: Mapping[str, Known],
    proposal: str,
    taken: Mapping[int, int],
) -> ReadyRow:
    """One row as a clerk has rewritten it; `taken` says which row has a person already."""
    return _read(SheetRow(number, {name: cells.get(name, "") for name in FIELDS}), people, proposal, taken)


def _read(row: SheetRow, people: Mapping[str, Known], proposal: str, taken: Mapping[int, int]) -> ReadyRow:
    reader = RowReader(row)
    nik: Nik | None = reader.read("nik", reading.nik)
    name: str | None = reader.read("name", reading.person_name)
    word = reading.text(row.cells.get("verdict"))
    approves = rules.verdict(word)
    if approves is None:
        reader.problems.append(UnknownWord(field="KEPUTUSAN", value=word))
    reader.require("nik", nik, "NIK")
    known = people.get(str(nik)) if nik else None
    if not reader.problems:
        _judge(reader, str(nik), name or "", known, proposal, taken)
    whom = known.pk if known and not reader.problems else None
    return ReadyRow(row.number, row.as_text(), whom, bool(approves), reasons(reader.problems))


def _judge(
    reader: RowReader, nik: str, name: str, known: Known | None, proposal: str, taken: Mapping[int, int]
) -> None:
    problems: list[Any] = reader.problems
    if known is None:
        problems.append(NotProposed(nik=nik, number=proposal))
    elif known.standing == ProposedPerson.Standing.TAKEN_OUT:
        problems.append(TakenOff(nik=nik, reason=known.reason))
    elif not rules.same_name(name, known.name):
        problems.append(AnotherName(name=name, proposed=known.name))
    elif known.pk in taken:
        problems.append(RepeatedRow(row=taken[known.pk]))
