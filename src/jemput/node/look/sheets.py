"""Lists as .xlsx: text stays text, so no cell turns into a formula and no NIK into a float."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import pgettext
from xlsxwriter import Workbook

from jemput.kernel.wording import whole
from jemput.node.look.cells import Kind, local, masked, moment, worded
from jemput.node.look.errors import TooManyRows
from jemput.node.look.parts import Text

ROW_LIMIT = 1_048_575
"""Rows that one .xlsx sheet holds below its heading."""

CELL_LIMIT = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: dict[Kind, int] = {"text": 28, "whole": 12, "decimal": 14, "date": 14, "moment": 20, "nik": 20}


class SheetColumn(Protocol):
    """What the sheet needs of a column."""

    @property
    def label(self) -> Text:
        """The heading."""

    @property
    def kind(self) -> Kind:
        """The kind of its values."""

    def of(self, row: Any, /) -> object:
        """The value in one row."""


def sheet_response(
    *, columns: Sequence[SheetColumn], rows: Any, title: str, at: datetime, reveal_niks: bool
) -> HttpResponse:
    """The rows as a file to keep, named by its title and day."""
    content = sheet(columns=columns, rows=rows, title=title, at=at, reveal_niks=reveal_niks)
    name = f"{slugify(title) or 'jemput'}-{at:%Y-%m-%d}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def sheet(
    *, columns: Sequence[SheetColumn], rows: Any, title: str, at: datetime, reveal_niks: bool = False
) -> bytes:
    """One sheet of rows below their headings, and one that says what the rows are and when they were taken.

    Raises TooManyRows above 1,048,575 rows.
    """
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    if total > ROW_LIMIT:
        raise TooManyRows(rows=whole(total), limit=whole(ROW_LIMIT))
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, "remove_timezone": True, **options}) as book:
        _write_rows(book, columns, _each(rows), total, reveal_niks)
        _write_about(book, title, total, at)
    return buffer.getvalue()


def _each(rows: Any) -> Iterable[Any]:
    return rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else rows


def _write_rows(
    book: Workbook, columns: Sequence[SheetColumn], rows: Iterable[Any], total: int, reveal_niks: bool
) -> None:
    page = book.add_worksheet(pgettext("sheet", "Daftar"))
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    formats = _formats(book)
    for x, column in enumerate(columns):
        page.set_column(x, x, _WIDTHS[column.kind])
        page.write_string(0, x, str(column.label), heading)
    for y, row in enumerate(rows, start=1):
        for x, column in enumerate(columns):
            _write(page, y, x, column.of(row), column.kind, formats, reveal_niks)
    page.freeze_panes(1, 0)
    if columns:
        page.autofilter(0, 0, total, len(columns) - 1)


def _formats(book: Workbook) -> dict[str, Any]:
    return {
        "text": book.add_format({"num_format": "@"}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "decimal": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "dd-mm-yyyy"}),
        "moment": book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
    }


def _write(
    page: Any, y: int, x: int, value: object, kind: Kind, formats: dict[str, Any], reveal_niks: bool
) -> None:
    if value is None or value == "":
        return
    if kind == "nik" or isinstance(value, (bool, str)):
        text = masked(str(value)) if kind == "nik" and not reveal_niks else _text(value)
        _write_text(page, y, x, text, formats)
    elif isinstance(value, datetime):
        page.write_datetime(y, x, local(value).replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(y, x, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001
    elif isinstance(value, int):
        page.write_number(y, x, value, formats["whole"])
    elif isinstance(value, (float, Decimal)):
        page.write_number(y, x, value, formats["decimal"])
    else:
        _write_text(page, y, x, str(value), formats)


def _text(value: object) -> str:
    return worded(value) if isinstance(value, bool) else str(value)


def _write_text(page: Any, y: int, x: int, text: str, formats: dict[str, Any]) -> None:
    risky = text.startswith(_FORMULA_STARTS)
    page.write_string(y, x, text[:CELL_LIMIT], formats["quoted" if risky else "text"])


def _write_about(book: Workbook, title: str, total: int, at: datetime) -> None:
    page = book.add_worksheet(pgettext("sheet", "Keterangan"))
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 50)
    lines = [
        (pgettext("sheet", "Daftar"), title),
        (pgettext("sheet", "Jumlah baris"), worded(total)),
        (pgettext("sheet", "Diambil"), moment(at)),
    ]
    for y, (label, text) in enumerate(lines):
        page.write_string(y, 0, label)
        page.write_string(y, 1, text)
