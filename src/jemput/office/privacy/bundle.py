"""The answer to a request for one's own data: a paper and a workbook in one .zip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from xlsxwriter import Workbook

from jemput.kernel.wording import long_date
from jemput.node.look.typesetting import typeset
from jemput.office.privacy.errors import NobodyFound
from jemput.office.privacy.models import PersonRequest
from jemput.office.privacy.papers import letterhead
from jemput.office.privacy.queries.holdings import held_about
from jemput.office.privacy.queries.trail import trail_of
from jemput.office.privacy.sections import Section, plain, sections

TEMPLATE = Path(__file__).parent / "paper_templates" / "answer.typ"
ON_PAPER = 60
"""Rows of one table that go on paper; the workbook has them all."""

TRAIL_HEADINGS = ["Waktu", "Siapa", "Apa", "Pada", "Alasan"]


def bundle(request: PersonRequest, *, at: datetime) -> bytes:
    """The .zip for one request, in Indonesian whatever the reader's language.

    Raises NobodyFound where no room holds anything about the NIK.
    """
    with override("id"):
        held = sections(held_about(request.nik))
        if not held:
            raise NobodyFound(nik=request.masked_nik)
        parts = [*held, _trail(request.nik)]
        files = {"jawaban.pdf": _paper(request, parts, at), "data.xlsx": workbook(parts)}
    return _zipped(files, at)


def _trail(nik: str) -> Section:
    rows = [[plain(s.at), s.who, s.what, s.subject, s.reason] for s in trail_of(nik)]
    return Section("Jejak akses", TRAIL_HEADINGS, rows)


def _paper(request: PersonRequest, parts: Sequence[Section], at: datetime) -> bytes:
    told = {
        **letterhead(at),
        "number": request.number,
        "name": request.name,
        "nik": request.nik,
        "asked": long_date(timezone.localdate(request.asked_at)),
        "asked_by": f"{request.asked_by} ({request.get_standing_display()})",
        "proof": str(request.get_proof_display()),
        "parts": [
            {
                "title": part.title,
                "count": len(part.rows),
                "rows": [_pairs(part, row) for row in part.rows[:ON_PAPER]],
                "left": max(0, len(part.rows) - ON_PAPER),
            }
            for part in parts
        ],
    }
    return typeset(TEMPLATE, told)


def _pairs(part: Section, row: Sequence[str]) -> list[list[str]]:
    """A row as names and values; what is empty says nothing and is left out."""
    return [[name, value] for name, value in zip(part.headings, row, strict=True) if value]


def workbook(parts: Sequence[Section]) -> bytes:
    """Every part as one sheet; all cells are text, so that no number turns and no formula runs."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for number, part in enumerate(parts, start=1):
            page = book.add_worksheet(_sheet_name(number, part.title))
            for x, heading in enumerate(part.headings):
                page.write_string(0, x, heading, bold)
                page.set_column(x, x, 22)
            for y, row in enumerate(part.rows, start=1):
                for x, value in enumerate(row):
                    page.write_string(y, x, value[:32_000])
            page.freeze_panes(1, 0)
    return buffer.getvalue()


def _sheet_name(number: int, title: str) -> str:
    """At most 31 letters, none of those that a sheet's name may not have, and no two alike."""
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return f"{number} {kept}"[:31]


def _zipped(files: dict[str, bytes], at: datetime) -> bytes:
    here = timezone.localtime(at)
    stamp = (here.year, here.month, here.day, here.hour, here.minute, here.second)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(ZipInfo(name, stamp), content, ZIP_DEFLATED)
    return buffer.getvalue()


def copy_path(stored: str) -> Path:
    """Where a copy lies."""
    data_dir: Path = settings.JEMPUT.data_dir
    return data_dir / stored
