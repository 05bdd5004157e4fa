"""A spreadsheet as a table of named fields: what it is like is surveyed, then it is read as planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from jemput.kernel.errors import Problem
from jemput.office.sheets.books import HEADING_ROWS, Book, Sheet, open_book
from jemput.office.sheets.cells import Cell, text
from jemput.office.sheets.errors import (
    EmptyFile,
    MacrosIgnored,
    MergedHeading,
    MissingColumns,
    SheetsLeftOut,
)
from jemput.office.sheets.headings import Heading, find_heading, heading_at, letterhead
from jemput.office.sheets.layouts import Layout, best_fit, fingerprint, layout, meanings
from jemput.office.sheets.mending import Manner, Mender, Oddities, SheetRow

__all__ = [
    "HEADING_ROWS",
    "Plan",
    "SheetRow",
    "SheetTop",
    "Survey",
    "Table",
    "open_table",
    "planned",
    "read",
    "survey",
    "tried",
]
SHOWN_COLUMNS = 60


@dataclass(frozen=True)
class Plan:
    """How a file is read: by which layout, which sheets, headings down to which row, which column is what.

    `village` is the code of every row's village where somebody chose it, `above` what the letterhead says of
    village and kecamatan; both count only where no column says it.
    """

    layout: str
    sheets: tuple[str, ...]
    heading_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    village: str = ""
    above: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What tells this header from others."""
        return fingerprint(self.headings)

    @property
    def missing(self) -> list[str]:
        """Headings that are required and mean nothing yet."""
        known = layout(self.layout)
        here = {**self.columns, **dict.fromkeys(self.places, 0)}
        return known.missing(here)

    @property
    def places(self) -> dict[str, Cell]:
        """Fields of every row's village, where no column says it."""
        if {"village", "village_code"} & set(self.columns):
            return {}
        return {"village_code": self.village} if self.village else dict(self.above)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {**asdict(self), "columns": dict(self.columns), "above": dict(self.above)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Plan:
        """As it was kept."""
        return cls(
            layout=kept["layout"],
            sheets=tuple(kept["sheets"]),
            heading_row=kept["heading_row"],
            headings=tuple(kept["headings"]),
            columns=kept["columns"],
            village=kept["village"],
            above=kept["above"],
        )


@dataclass(frozen=True)
class SheetTop:
    """One sheet as it begins: its first rows as text, and where its headings are."""

    name: str
    height: int
    hidden: bool
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    heading: Heading

    def as_json(self) -> dict[str, Any]:
        """As it is kept: enough to try out what columns mean without the file."""
        return {"name": self.name, "height": self.height, "hidden": self.hidden, "rows": self.rows}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> SheetTop:
        """As it was kept."""
        rows = tuple((number, tuple(cells)) for number, cells in kept["rows"])
        return cls(kept["name"], kept["height"], kept["hidden"], rows, find_heading(rows))


@dataclass(frozen=True)
class Survey:
    """What a file is like, and how it would be read if nobody says otherwise."""

    book: Book
    sheets: tuple[SheetTop, ...]
    plan: Plan
    recognized: bool

    def notes(self, plan: Plan) -> list[Problem]:
        """What is worth saying of the file before its rows are read."""
        left_out = [top.name for top in self.sheets if top.name not in plan.sheets and top.height]
        found: list[Problem] = []
        if self.book.macros:
            found.append(MacrosIgnored())
        if left_out:
            found.append(SheetsLeftOut(sheets=", ".join(left_out)))
        top = next((top for top in self.sheets if top.name in plan.sheets), None)
        single = top and next((line for n, line in top.rows if n == plan.heading_row), ())
        if single and fingerprint(map(text, single)) != plan.fingerprint:
            found.append(MergedHeading(row=plan.heading_row))
        return found


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are known; `rows` can be read once, blank ones are left out.

    `total` is about how many there are; `oddities` fills while they are read.
    """

    file: str
    columns: Mapping[str, int]
    headings: tuple[str, ...]
    rows: Iterator[SheetRow]
    total: int = 0
    oddities: Oddities = field(default_factory=Oddities)


Recall = Callable[[str], Plan | None]
"""What somebody once said of a header with this fingerprint; None where nobody did."""


def survey(path: Path, *, recall: Recall = lambda _fingerprint: None) -> Survey:
    """Look at the top of every sheet. Raises the numbered errors of sheets/errors.py."""
    book = open_book(path)
    tops = tuple(_top(sheet) for sheet in book.sheets)
    if not any(top.rows for top in tops):
        raise EmptyFile(file=path.name)
    plans = [_plan(top, tops, recall) for top in tops if top.rows]
    plan, known = max(plans, key=lambda found: (found[1], -len(found[0].missing), len(found[0].columns)))
    return Survey(book, tops, plan, known or not plan.missing)


def _top(sheet: Sheet) -> SheetTop:
    rows = sheet.top()
    lines = tuple((number, tuple(map(_kept, cells[:SHOWN_COLUMNS]))) for number, cells in rows)
    shown = tuple((number, line) for number, line in lines if any(map(text, line)))
    height = sheet.height if shown else 0
    return SheetTop(sheet.name, height, sheet.hidden, shown, find_heading(rows))


def _kept(cell: Cell) -> Cell:
    """A cell as JSON can keep it: a number stays one, for what a spreadsheet rounded must be seen."""
    return cell if isinstance(cell, int | float) else text(cell)


def _plan(top: SheetTop, tops: Sequence[SheetTop], recall: Recall) -> tuple[Plan, bool]:
    """How a sheet, and those with the very same header, would be read; and whether somebody said so."""
    headings, above = top.heading.headings, letterhead(top.rows, top.heading.row)
    same = fingerprint(headings)
    sheets = tuple(t.name for t in tops if t.rows and fingerprint(t.heading.headings) == same)
    known = recall(same) if any(headings) else None
    if known is not None:
        plan = Plan(known.layout, sheets, top.heading.row, headings, known.columns, known.village, above)
        return plan, True
    fit = best_fit(headings)
    return Plan(fit.code, sheets, top.heading.row, headings, meanings(headings, fit), above=above), False


def planned(
    tops: Sequence[SheetTop], *, sheets: Sequence[str], heading_row: int, code: str,
    columns: Mapping[str, int] | None = None, village: str = "",
) -> Plan:  # fmt: skip
    """The plan that somebody chose; without `columns` they are guessed anew from the headings there."""
    top = next((top for top in tops if top.name in sheets), tops[0])
    headings = heading_at(top.rows, heading_row).headings
    guessed = meanings(headings, layout(code)) if columns is None else columns
    above = letterhead(top.rows, heading_row)
    return Plan(code, tuple(sheets) or (top.name,), heading_row, headings, guessed, village, above)


def read(found: Survey, plan: Plan) -> Table:
    """The table that a plan makes of a file. Raises MissingColumns, EmptyFile."""
    path = found.book.path
    if plan.missing:
        raise MissingColumns(file=path.name, columns=", ".join(plan.missing))
    oddities = Oddities()
    chosen = [sheet for sheet in found.book.sheets if sheet.name in plan.sheets]
    rows = chain.from_iterable(_rows(sheet, plan, oddities) for sheet in chosen)
    first = next(rows, None)
    if first is None:
        raise EmptyFile(file=path.name)
    total = sum(top.height for top in found.sheets if top.name in plan.sheets)
    return Table(path.name, plan.columns, plan.headings, chain([first], rows), total, oddities)


def tried(tops: Sequence[SheetTop], plan: Plan) -> Iterator[SheetRow]:
    """The first rows as a plan would have them read, from what was kept of the file."""
    top = next((top for top in tops if top.name in plan.sheets), tops[0])
    manner = Manner(plan.columns, plan.headings, families=layout(plan.layout).families, defaults=plan.places)
    below = ((number, cells) for number, cells in top.rows if number > plan.heading_row)
    return Mender(manner, Oddities()).rows(below)


def _rows(sheet: Sheet, plan: Plan, oddities: Oddities) -> Iterator[SheetRow]:
    manner = Manner(
        columns=plan.columns,
        headings=plan.headings,
        sheet=sheet.name if len(plan.sheets) > 1 else "",
        families=layout(plan.layout).families,
        defaults=plan.places,
        formulas=sheet.extent.formulas,
        merges=sheet.merges,
    )
    below = ((number, cells) for number, cells in sheet.rows() if number > plan.heading_row)
    yield from Mender(manner, oddities).rows(below)
    sheet.forget()


def open_table(path: Path, wanted: Layout) -> Table:
    """Open a file and find the headings of `wanted` in its first sheet that has them.

    Raises the numbered errors of sheets/errors.py: nothing of a file is read before it is known to be sound.
    """
    found = survey(path)
    plans = []
    for top in found.sheets:
        if top.rows:
            headings = top.heading.headings
            columns = wanted.columns(headings)
            plans.append(Plan(wanted.code, (top.name,), top.heading.row, headings, columns))
    plan = min(plans, key=lambda plan: len(plan.missing))
    return read(found, plan)
