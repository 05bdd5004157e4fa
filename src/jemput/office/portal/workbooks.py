"""The two sheets a village fills in without a line: its names to be answered, and a list of candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from django.utils.translation import override
from xlsxwriter import Workbook

from jemput.office.roster.models import Finding, HomeVisit, ListName

ROOM_FOR = 500
"""Rows with drop-downs on the candidates' sheet."""


@dataclass(frozen=True)
class Field:
    """One column: its field, its heading, its width, its choices, and whether the village fills it in."""

    name: str
    heading: str
    width: int
    choices: tuple[str, ...] = ()
    fill: bool = True
    day: bool = False


def _labels(choices: Any) -> tuple[str, ...]:
    with override("id"):
        return tuple(str(label) for label in choices.labels)


KINDS = dict(zip(_labels(Finding.Kind), Finding.Kind.values, strict=True))
DOCUMENTS = dict(zip(_labels(Finding.Document), Finding.Document.values, strict=True))
VISITS = dict(zip(_labels(HomeVisit.Category), HomeVisit.Category.values, strict=True))
SEXES = {"laki-laki": "L", "perempuan": "P"}
MARRIED = {"belum kawin": False, "kawin": True, "cerai": True}
"""Words of the drop-downs, in Indonesian whatever the reader's language, and what each means."""

REASON = Field("reason", "SEBAB", 44, fill=False)
ANSWERS = (
    Field("name", "NAMA", 30, fill=False),
    Field("birth_date", "LAHIR", 12, fill=False),
    Field("nik", "NIK", 19, fill=False),
    Field("address", "ALAMAT", 26, fill=False),
    Field("question", "PERTANYAAN DINAS", 28, fill=False),
    Field("kind", "TEMUAN", 16, tuple(KINDS)),
    Field("evidence", "KETERANGAN", 34),
    Field("document", "DASAR", 26, tuple(DOCUMENTS)),
    Field("category", "KUNJUNGAN RUMAH", 18, tuple(VISITS)),
    Field("code", "KODE (JANGAN DIUBAH)", 16, fill=False),
)
CANDIDATES = (
    Field("name", "NAMA LENGKAP", 30),
    Field("nik", "NIK", 19),
    Field("family_card", "NOMOR KK", 19),
    Field("birth_date", "TANGGAL LAHIR", 14, day=True),
    Field("sex", "JENIS KELAMIN", 14, tuple(SEXES)),
    Field("marital", "STATUS KAWIN", 14, tuple(MARRIED)),
    Field("village", "DESA/KELURAHAN", 24),
    Field("address", "ALAMAT", 28),
    Field("rt", "RT", 6),
    Field("rw", "RW", 6),
)


def answers_sheet(names: Iterable[ListName], *, title: str) -> bytes:
    """The names with empty answer columns; each row's code says whom, and which answer was the newest."""
    return workbook(ANSWERS, [_asked(name) for name in names], title=title)


def _asked(name: ListName) -> dict[str, str]:
    return {
        "name": name.name,
        "birth_date": f"{name.birth_date:%d-%m-%Y}" if name.birth_date else "",
        "nik": name.masked_nik,
        "address": f"{name.address} RT {name.rt}" if name.rt else name.address,
        "question": getattr(name, "question", "") or "",
        "code": f"{name.pk}.{getattr(name, 'seen', 0) or 0}",
    }


def candidates_sheet(villages: Sequence[str], *, title: str) -> bytes:
    """An empty list of candidates whose drop-downs know the officer's own villages."""
    return workbook(CANDIDATES, [], title=title, villages=villages)


def mending_sheet(
    fields: Sequence[Field], lines: Iterable[tuple[Mapping[str, str], str]], *, title: str
) -> bytes:
    """Rows that were not taken in, as they stood and with their reasons, to be mended and sent again."""
    rows = [{**cells, REASON.name: reason} for cells, reason in lines]
    return workbook((*fields, REASON), rows, title=title)


def workbook(
    fields: Sequence[Field],
    rows: Sequence[Mapping[str, str]],
    *,
    title: str,
    villages: Sequence[str] = (),
) -> bytes:
    """One sheet to be filled in: headings, rows, drop-downs; nothing in it is a formula."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, **options}) as book:
        page = book.add_worksheet("Isian")
        last = len(rows) if rows else ROOM_FOR
        _headings(book, page, fields, last)
        _cells(book, page, fields, rows or [{}] * ROOM_FOR)
        for x, field in enumerate(fields):
            _validate(book, page, x, field, last, villages)
        _about(book, title)
    return buffer.getvalue()


def _cells(book: Workbook, page: Any, fields: Sequence[Field], rows: Sequence[Mapping[str, str]]) -> None:
    box = {"bg_color": "#F1F5F5", "border": 1, "border_color": "#C5CFCF"}
    told = book.add_format({"num_format": "@", "font_color": "#55647A", "text_wrap": True, "valign": "top"})
    blank = book.add_format({"num_format": "@", **box})
    day = book.add_format({"num_format": "dd-mm-yyyy", **box})
    shapes = [(day if field.day else blank) if field.fill else told for field in fields]
    for y, row in enumerate(rows, start=1):
        for x, (field, shape) in enumerate(zip(fields, shapes, strict=True)):
            if value := row.get(field.name, ""):
                page.write_string(y, x, value, shape)
            else:
                page.write_blank(y, x, None, shape)


def _headings(book: Workbook, page: Any, fields: Sequence[Field], last: int) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    for x, field in enumerate(fields):
        page.set_column(x, x, field.width)
        page.write_string(0, x, field.heading, heading)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, len(fields) - 1)


def _validate(book: Workbook, page: Any, x: int, field: Field, last: int, villages: Sequence[str]) -> None:
    if field.choices:
        page.data_validation(1, x, last, x, {"validate": "list", "source": list(field.choices)})
    elif field.name == "village" and villages:
        source = _choices(book, villages)
        page.data_validation(1, x, last, x, {"validate": "list", "source": source})
    elif field.day:
        page.data_validation(1, x, last, x, _DAY)
    elif field.fill and field.name in ("nik", "family_card"):
        page.data_validation(1, x, last, x, _SIXTEEN)


_DAY = {
    "validate": "date",
    "criteria": "between",
    "minimum": datetime.combine(date(1900, 1, 1), time()),
    "maximum": datetime.combine(date(2100, 1, 1), time()),
    "error_title": "Tanggal lahir",
    "error_message": "Tulis tanggal seperti 17-08-2002.",
    "error_type": "warning",
}
_SIXTEEN = {
    "validate": "length",
    "criteria": "==",
    "value": 16,
    "error_title": "16 angka",
    "error_message": "NIK dan nomor KK terdiri dari 16 angka.",
    "error_type": "warning",
}


def _choices(book: Workbook, villages: Sequence[str]) -> str:
    """The villages on a sheet of their own: a drop-down written out holds 255 letters only."""
    page = book.add_worksheet("Pilihan")
    for y, name in enumerate(villages):
        page.write_string(y, 0, name)
    return f"=Pilihan!$A$1:$A${len(villages)}"


def _about(book: Workbook, title: str) -> None:
    page = book.add_worksheet("Petunjuk")
    page.set_column(0, 0, 100)
    lines = (
        title,
        "Isi kolom berlatar abu-abu saja; pilih dari daftar di dalam sel. Baris yang kosong tidak dibaca.",
        "Jangan hapus lembar dan judul kolom. Kolom boleh disaring dan baris boleh diurutkan.",
        "Kirim kembali lewat halaman desa. Mengirim dua kali tidak menggandakan apa pun.",
    )
    for y, line in enumerate(lines):
        page.write_string(y, 0, line)
