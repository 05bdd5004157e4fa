"""A file opened safely: its sheets, each with rows, merged cells and formulas, in any format we read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

import python_calamine

from jemput.office.sheets.cells import Cell
from jemput.office.sheets.errors import NotASpreadsheet, PasswordProtected
from jemput.office.sheets.guards import Extent, Format, has_macros, kind_of, refuse_repeats, scan
from jemput.office.sheets.layouts import heading_key, known_words

HEADING_ROWS = 25
"""Titles and letterheads stand above the headings; further down there are none."""
_SEPARATORS = (";", ",", "\t", "|")
Rows = Iterator[tuple[int, Sequence[Cell]]]
Merge = tuple[tuple[int, int], tuple[int, int]]
"""Top left and bottom right, as row and column from 0."""


class Sheet:
    """One sheet; nothing of it is loaded before its rows are asked for."""

    def __init__(
        self,
        name: str,
        load: Callable[[], python_calamine.CalamineSheet] | None,
        extent: Callable[[], Extent],
        lines: Callable[[], Rows] | None = None,
        *,
        height: Callable[[], int] | None = None,
        hidden: bool = False,
    ) -> None:
        self.name = name
        self.hidden = hidden
        self._load = load
        self._extent = extent
        self._lines = lines
        self._height = height

    @cached_property
    def extent(self) -> Extent:
        """Where it has formulas; raises where it is too wide or repeats itself beyond reason."""
        return self._extent()

    @cached_property
    def _sheet(self) -> python_calamine.CalamineSheet | None:
        _ = self.extent
        return self._load() if self._load else None

    def rows(self) -> Rows:
        """Every row with its number as the spreadsheet shows it; can be asked for again."""
        if self._lines:
            return self._lines()
        return _sheet_rows(self._sheet) if self._sheet is not None else iter(())

    def top(self) -> list[tuple[int, Sequence[Cell]]]:
        """The rows among which headings are looked for."""
        return list(islice(self.rows(), HEADING_ROWS))

    @property
    def height(self) -> int:
        """How many rows there are, about."""
        if self._sheet is not None:
            return (self._sheet.end[0] + 1) if self._sheet.end else 0
        return self._height() if self._height else 0

    @property
    def merges(self) -> list[Merge]:
        """Merged cells; none where the format does not tell."""
        return list(self._sheet.merged_cell_ranges or ()) if self._sheet is not None else []

    def forget(self) -> None:
        """Let go of the rows; they are loaded again when asked for."""
        self.__dict__.pop("_sheet", None)


class Book:
    """A file with its sheets, in their order."""

    def __init__(self, path: Path, kind: Format, sheets: Sequence[Sheet], *, macros: bool) -> None:
        self.path = path
        self.kind = kind
        self.sheets = tuple(sheets)
        self.macros = macros


def open_book(path: Path) -> Book:
    """Open a file by its content. Raises the numbered errors of files that are not sound."""
    kind = kind_of(path)
    if kind == "csv":
        sheet = Sheet("", None, Extent, lambda: _csv_rows(path), height=lambda: _line_count(path))
        return Book(path, kind, [sheet], macros=False)
    refuse_repeats(path, kind)
    try:
        with path.open("rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.PasswordError as error:
        raise PasswordProtected(file=path.name) from error
    except (python_calamine.CalamineError, OSError) as error:
        raise NotASpreadsheet(file=path.name) from error
    told = {meta.name: meta for meta in book.sheets_metadata}
    visible = python_calamine.SheetVisibleEnum.Visible
    sheets = [
        Sheet(
            name,
            lambda name=name: _loaded(book, name, path),  # type: ignore[misc]
            lambda name=name: scan(path, name) if kind == "zip" else Extent(),  # type: ignore[misc]
            hidden=name in told and told[name].visible != visible,
        )
        for name in book.sheet_names
    ]
    return Book(path, kind, sheets, macros=has_macros(path, kind))


def _loaded(book: python_calamine.CalamineWorkbook, name: str, path: Path) -> python_calamine.CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except python_calamine.CalamineError as error:
        raise NotASpreadsheet(file=path.name) from error


def _sheet_rows(sheet: python_calamine.CalamineSheet) -> Rows:
    """Rows from the sheet's first; calamine leaves out empty columns on the left, which count here."""
    left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    rows = enumerate(sheet.iter_rows(), 1)
    return ((number, [*left, *cells]) for number, cells in rows) if left else iter(rows)


def _csv_rows(path: Path) -> Rows:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        start = list(islice(file, HEADING_ROWS))
        separator = max(_SEPARATORS, key=lambda s: _heading_count(start, s))
        reader = csv.reader(chain(start, file), delimiter=separator)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except (csv.Error, UnicodeDecodeError) as error:
            raise NotASpreadsheet(file=path.name) from error


def _line_count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(2**20), b"")) + 1


def _heading_count(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many known headings a line shows under a separator, then how many cells."""
    known = known_words()
    found = list(csv.reader(lines, delimiter=separator))
    hits = max((sum(heading_key(cell) in known for cell in row) for row in found), default=0)
    return hits, max((len(row) for row in found), default=0)


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
