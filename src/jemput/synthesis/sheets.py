"""The list as files: .xlsx with numbers kept as text, and .csv with a BOM as offices open it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

COLUMNS = (
    "NO",
    "NIK",
    "NAMA LENGKAP",
    "TEMPAT LAHIR",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    "NO KK",
    "ALAMAT",
    "RT",
    "RW",
    "KECAMATAN",
    "DESA/KELURAHAN",
    "KODE WILAYAH",
)
"""Column headings of the ministry's list, in order."""

Cell = str | int | float | date | None
Row = dict[str, str]
_WIDTHS = {"NIK": 19, "NAMA LENGKAP": 34, "NO KK": 19, "ALAMAT": 30, "DESA/KELURAHAN": 24, "KECAMATAN": 20}


def write_xlsx(rows: Iterable[dict[str, str] | dict[str, Cell]], path: Path, *, title: str = "") -> Path:
    """Write rows to an .xlsx file: text stays text, floats and dates become real numbers and dates.

    With a `title`, it stands in the first row and the headings in the third, as in real exports.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("BELUM REKAM")
        bold = book.add_format({"bold": True})
        as_date = book.add_format({"num_format": "dd-mm-yyyy"})
        for column, heading in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(heading, 14))
        top = 2 if title else 0
        if title:
            sheet.write_string(0, 0, title, bold)
        for column, heading in enumerate(COLUMNS):
            sheet.write_string(top, column, heading, bold)
        for number, row in enumerate(rows, start=top + 1):
            for column, heading in enumerate(COLUMNS):
                _write_cell(sheet, number, column, row.get(heading), as_date)
    return path


def _write_cell(
    sheet: xlsxwriter.workbook.Worksheet, row: int, column: int, value: Cell, as_date: object
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), as_date)  # noqa: DTZ001
    else:
        sheet.write_number(row, column, value)


def write_csv(rows: Sequence[dict[str, str] | dict[str, Cell]], path: Path, *, delimiter: str = ";") -> Path:
    """Write rows to a .csv file in UTF-8 with BOM, separated by semicolons as Indonesian Excel does."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter, extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _as_text(value) for key, value in row.items()})
    return path


def _as_text(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value:.5E}".replace(".", ",") if value >= 1e15 else f"{value:g}"
    return "" if value is None else str(value)
