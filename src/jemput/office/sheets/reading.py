"""A spreadsheet as a table of named fields: format, encoding, separator and headings found by themselves."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import python_calamine

from jemput.office.sheets.cells import Cell, text
from jemput.office.sheets.errors import (
    EmptyFile,
    FormulaCell,
    MissingColumns,
    NotASpreadsheet,
    PasswordProtected,
)
from jemput.office.sheets.guards import formula_cells, kind_of
from jemput.office.sheets.layouts import Layout

HEADING_ROWS = 25
"""Titles and letterheads stand above the headings; further down there are none."""
_SEPARATORS = (";", ",", "\t", "|")
Rows = Iterator[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True)
class SheetRow:
    """One row of people: its number as the spreadsheet shows it, and its cells by field."""

    number: int
    cells: Mapping[str, Cell]
    formulas: frozenset[str] = frozenset()

    def get(self, name: str) -> Cell:
        """One cell, None where the sheet has no such column. Raises FormulaCell."""
        if name in self.formulas:
            raise FormulaCell(field=name, value=text(self.cells.get(name)) or "=…")
        return self.cells.get(name)

    def as_text(self) -> dict[str, str]:
        """Every cell as a person reads it: what is kept of a row."""
        return {name: text(cell) for name, cell in self.cells.items()}


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are known; `rows` can be read once, blank ones are left out."""

    file: str
    columns: Mapping[str, int]
    headings: tuple[str, ...]
    rows: Iterator[SheetRow]


@dataclass
class _Sheet:
    rows: Rows
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def open_table(path: Path, layout: Layout) -> Table:
    """Open a file and find the headings of `layout` in its first sheet that has them.

    Raises the numbered errors of sheets/errors.py: nothing of a file is read before it is known to be sound.
    """
    best: list[str] | None = None
    for sheet in _sheets(path, kind_of(path), layout):
        top = list(islice(sheet.rows, HEADING_ROWS))
        position, columns = _best_heading(top, layout)
        missing = layout.missing(columns)
        if not missing:
            rows = _named(chain(top[position + 1 :], sheet.rows), columns, sheet.formulas)
            first = next(rows, None)
            if first is None:
                raise EmptyFile(file=path.name)
            headings = tuple(text(cell) for cell in top[position][1])
            return Table(path.name, columns, headings, chain([first], rows))
        if top and (best is None or len(missing) < len(best)):
            best = missing
    if best is None:
        raise EmptyFile(file=path.name)
    raise MissingColumns(file=path.name, columns=", ".join(best))


def _best_heading(top: Sequence[tuple[int, Sequence[Cell]]], layout: Layout) -> tuple[int, dict[str, int]]:
    """The row that looks most like headings, and what its columns mean."""
    found = [layout.columns([text(cell) for cell in cells]) for _, cells in top]
    position = max(range(len(found)), key=lambda i: len(found[i]), default=0)
    return position, found[position] if found else {}


def _named(
    rows: Rows, columns: Mapping[str, int], formulas: frozenset[tuple[int, int]]
) -> Iterator[SheetRow]:
    for number, cells in rows:
        if all(cell is None or text(cell) == "" for cell in cells) and not formulas:
            continue
        named = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
        calculated = frozenset(name for name, at in columns.items() if (number - 1, at) in formulas)
        if calculated or any(text(cell) for cell in named.values()):
            yield SheetRow(number, named, calculated)


def _sheets(path: Path, kind: str, layout: Layout) -> Iterator[_Sheet]:
    if kind == "csv":
        yield _Sheet(_csv_rows(path, layout))
        return
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            formulas = formula_cells(path, name) if kind == "zip" else frozenset()
            yield _Sheet(_sheet_rows(sheet), formulas)
    except python_calamine.PasswordError as error:
        raise PasswordProtected(file=path.name) from error
    except python_calamine.CalamineError as error:
        raise NotASpreadsheet(file=path.name) from error


def _sheet_rows(sheet: python_calamine.CalamineSheet) -> Rows:
    """Rows from the sheet's first; calamine leaves out empty columns on the left, which count here."""
    left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [*left, *cells]


def _csv_rows(path: Path, layout: Layout) -> Rows:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        start = list(islice(file, HEADING_ROWS))
        separator = max(_SEPARATORS, key=lambda s: _heading_count(start, s, layout))
        reader = csv.reader(chain(start, file), delimiter=separator)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except (csv.Error, UnicodeDecodeError) as error:
            raise NotASpreadsheet(file=path.name) from error


def _heading_count(lines: Sequence[str], separator: str, layout: Layout) -> int:
    return max((len(layout.columns(row)) for row in csv.reader(lines, delimiter=separator)), default=0)


def _encoding(path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else what old Windows wrote."""
    with path.open("rb") as file:
        head = file.read(4)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        file.seek(0)
        try:
            for line in file:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
