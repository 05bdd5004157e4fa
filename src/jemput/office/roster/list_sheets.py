"""Lists as .xlsx: rejects to mend and their return, a list back in its own layout, an empty template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from jemput.office.roster.errors import NotItsRejects
from jemput.office.roster.list_rows import FIELDS
from jemput.office.sheets.books import open_book
from jemput.office.sheets.cells import text
from jemput.office.sheets.layouts import Layout, layout

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_ROWS = 500
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS = {
    "nik": 19,
    "name": 32,
    "family_card": 19,
    "address": 28,
    "mother_name": 26,
    "village": 22,
    "kecamatan": 20,
}
SHEET, ROW, WHY = "LEMBAR", "BARIS", "SEBAB DITOLAK"
_FIRST = (SHEET, ROW, WHY)


@dataclass(frozen=True)
class RejectLine:
    """One rejected row as it goes out to be mended."""

    sheet: str
    number: int
    why: str
    cells: Mapping[str, str]
    line: Sequence[str]


def rejects_sheet(rows: Iterable[RejectLine], stamp: str) -> bytes:
    """Rejected rows with their reasons beside the cells that mean something, and the whole rows behind them.

    `stamp` says which import they are of; it stands in the sheet's name and is asked for when it comes back.
    """
    headings = layout("unrecorded").headings
    buffer = BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF2", "text_wrap": True, "valign": "top"})
        plain = book.add_format({"num_format": "@"})
        red = book.add_format({"num_format": "@", "font_color": "#A3241E", "text_wrap": True})
        page, whole = book.add_worksheet(stamp), book.add_worksheet("BARIS ASLI")
        for x, heading in enumerate((SHEET, ROW)):
            whole.write_string(0, x, heading, bold)
        for x, heading in enumerate((*_FIRST, *(headings[name][0] for name in FIELDS))):
            page.write_string(0, x, heading, bold)
            page.set_column(x, x, 46 if heading == WHY else _WIDTHS.get(FIELDS[x - 3] if x > 2 else "", 12))
        for y, row in enumerate(rows, 1):
            page.write_string(y, 0, row.sheet, plain)
            page.write_number(y, 1, row.number)
            page.write_string(y, 2, row.why, red)
            for x, name in enumerate(FIELDS, 3):
                page.write_string(y, x, row.cells.get(name, ""), plain)
            for x, cell in enumerate((row.sheet, str(row.number), *row.line)):
                whole.write_string(y, x, cell, plain)
        page.freeze_panes(1, 3)
    return buffer.getvalue()


def read_rejects(path: Path, file_name: str, stamp: str) -> dict[tuple[str, int], dict[str, str]]:
    """The mended rows of a sheet that came back, by sheet and row number.

    Raises NotItsRejects where it is another import's, or none, and the errors of unreadable files.
    """
    sheet = next((sheet for sheet in open_book(path).sheets if sheet.name == stamp), None)
    if sheet is None:
        raise NotItsRejects(file=file_name)
    rows = sheet.rows()
    _number, first = next(rows, (0, ()))
    found = [text(cell) for cell in first]
    headings = layout("unrecorded").headings
    places = {name: found.index(headings[name][0]) for name in FIELDS if headings[name][0] in found}
    if found[:2] != [SHEET, ROW] or not places:
        raise NotItsRejects(file=file_name)
    return dict(_returned(rows, places))


def _returned(
    rows: Iterable[tuple[int, Sequence[Any]]], places: Mapping[str, int]
) -> Iterator[tuple[tuple[str, int], dict[str, str]]]:
    for _number, cells in rows:
        number = text(cells[1])
        if number.isdigit():
            written = {name: text(cells[at]) for name, at in places.items() if at < len(cells)}
            yield (text(cells[0]), int(number)), written


def list_sheet(
    headings: Sequence[tuple[str, str]], rows: Iterable[Mapping[str, Any]], extra: Sequence[str], target: Path
) -> Path:
    """A list back in the layout it came in: headings with the field each holds, what came of it at the end.

    Each row holds its fields, and under "" what stands in the extra columns. Written row by row, so that
    300,000 of them take no memory.
    """
    with Workbook(str(target), {**_OPTIONS, "in_memory": False, "constant_memory": True}) as book:
        bold, plain = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        page = book.add_worksheet("DAFTAR")
        for x, (heading, name) in enumerate(chain(headings, ((word, "") for word in extra))):
            page.set_column(x, x, _WIDTHS.get(name, 14))
            page.write_string(0, x, heading, bold)
        for y, row in enumerate(rows, 1):
            for x, (heading, name) in enumerate(headings):
                value = y if heading.upper() == "NO" and not name else row.get(name) if name else None
                if isinstance(value, date):
                    page.write_datetime(y, x, value, day)
                elif isinstance(value, int):
                    page.write_number(y, x, value)
                elif value:
                    page.write_string(y, x, str(value), plain)
            for x, value in enumerate(row[""], len(headings)):
                page.write_string(y, x, str(value), plain)
    return target


def template_sheet(of: Layout, villages: Sequence[tuple[str, str]]) -> bytes:
    """An empty sheet of a layout, with checks on what is typed; villages stand on a second sheet."""
    buffer = BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF2", "border": 1})
        plain = book.add_format({"num_format": "@"})
        page, places = book.add_worksheet("DAFTAR"), book.add_worksheet("DESA")
        for y, (kecamatan, village) in enumerate(villages):
            places.write_string(y, 0, village)
            places.write_string(y, 1, kecamatan)
        for x, (heading, name) in enumerate(of.written):
            page.set_column(x, x, _WIDTHS.get(name, 14), plain)
            page.write_string(0, x, heading, bold)
            check = _check(name, x, len(villages))
            if check:
                page.data_validation(1, x, TEMPLATE_ROWS, x, {**check, "error_title": heading[:32]})
        page.freeze_panes(1, 0)
    return buffer.getvalue()


def _check(name: str, column: int, villages: int) -> dict[str, Any] | None:
    cell = f"{_letters(column)}2"
    if name in {"nik", "family_card"}:
        digits = f"=AND(LEN({cell})=16,ISNUMBER(VALUE({cell})))"
        return {"validate": "custom", "value": digits, "error_message": _("Harus 16 angka.")}
    if name == "birth_date":
        pattern = f'=OR(ISNUMBER({cell}),AND(LEN({cell})=10,MID({cell},3,1)="-",MID({cell},6,1)="-"))'
        return {"validate": "custom", "value": pattern, "error_message": _("Tulis seperti 17-08-1990.")}
    choices = {"sex": ["LAKI-LAKI", "PEREMPUAN"]}
    choices["marital"] = ["BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI"]
    if name in choices:
        return {"validate": "list", "source": choices[name], "error_message": _("Pilih dari daftar.")}
    if name == "village" and villages:
        source = f"=DESA!$A$1:$A${villages}"
        return {"validate": "list", "source": source, "error_message": _("Pilih desa dari lembar DESA.")}
    return None


def _letters(place: int) -> str:
    first, second = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)
