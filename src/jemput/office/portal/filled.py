"""A filled-in sheet read row by row: its headings found, every cell kept as text for whoever mends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from jemput.office.portal.errors import NotOurSheet, TooManyRows
from jemput.office.portal.workbooks import Field
from jemput.office.sheets.cells import Cell, text
from jemput.office.sheets.errors import NotASpreadsheet, PasswordProtected
from jemput.office.sheets.guards import kind_of

MOST_ROWS = 3000
"""More than any village has; a sheet of more is a mistake."""
HEADING_WITHIN = 10


@dataclass(frozen=True)
class FilledRow:
    """One row: its number as the spreadsheet shows it, and its cells by field."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, field: str) -> str:
        """One cell as a person reads it."""
        return text(self.cells.get(field))

    def as_text(self) -> dict[str, str]:
        """Every cell as a person reads it: what is kept of a row."""
        return {field: text(cell) for field, cell in self.cells.items()}


def read_filled(path: Path, fields: Sequence[Field]) -> list[FilledRow]:
    """Every row below our headings that is not blank, from whatever sheet of the file has them.

    Raises NotOurSheet, TooManyRows, and the errors of files that are no spreadsheets.
    """
    if kind_of(path) == "csv":
        raise NotOurSheet()
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            rows = _rows(book.get_sheet_by_name(name), fields)
            if rows is not None:
                return rows
    except python_calamine.PasswordError as error:
        raise PasswordProtected(file=path.name) from error
    except python_calamine.CalamineError as error:
        raise NotASpreadsheet(file=path.name) from error
    raise NotOurSheet()


def _rows(sheet: python_calamine.CalamineSheet, fields: Sequence[Field]) -> list[FilledRow] | None:
    lines = _lines(sheet)
    for number, cells in lines:
        places = _places(cells, fields)
        if places:
            return _below(lines, places)
        if number >= HEADING_WITHIN:
            break
    return None


def _lines(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    # calamine leaves out empty columns on the left, which count here.
    left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [*left, *cells]


def _places(cells: Sequence[Cell], fields: Sequence[Field]) -> dict[str, int]:
    """Field → column where this row is our headings, else empty."""
    found = {text(cell).upper(): x for x, cell in reversed(list(enumerate(cells)))}
    places = {field.name: found[field.heading] for field in fields if field.heading in found}
    return places if len(places) == len(fields) else {}


def _below(lines: Iterator[tuple[int, list[Cell]]], places: Mapping[str, int]) -> list[FilledRow]:
    rows: list[FilledRow] = []
    for number, cells in lines:
        named = {field: cells[x] if x < len(cells) else None for field, x in places.items()}
        if any(text(cell) for cell in named.values()):
            rows.append(FilledRow(number, named))
        if len(rows) > MOST_ROWS:
            raise TooManyRows(limit=MOST_ROWS)
    return rows
