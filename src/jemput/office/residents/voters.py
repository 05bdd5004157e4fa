"""Potential voters as a sheet in the order of DP4's columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.text import slugify

from jemput.kernel.nik import Nik
from jemput.kernel.statuses import RECORDED
from jemput.node.look.sheets import XLSX, sheet
from jemput.node.look.tables import Column
from jemput.office.regions.models import Region
from jemput.office.residents.models import Marital, Resident

_MARITAL = {Marital.SINGLE: "B", Marital.MARRIED: "S"}
"""DP4's letters: belum, sudah, pernah."""


def voters_sheet(
    rows: Sequence[Resident], *, region: Region, on: date, full: bool, at: datetime
) -> HttpResponse:
    """The list as a file; its second sheet names region, date and what the numbers are."""
    title = f"DP4 {region.full_name} per {on:%d-%m-%Y}"
    content = sheet(columns=dp4_columns(full=full), rows=rows, title=title, at=at, reveal_niks=full)
    name = f"{slugify(title)}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def dp4_columns(*, full: bool) -> list[Column[Resident]]:
    """DP4's columns; headings are its own and stay in Indonesian."""

    def family_card(row: Resident) -> str:
        number = row.family_card
        return number if full or not number else f"{number[:4]}••••••••{number[12:]}"

    values: list[tuple[str, Callable[[Resident], object]]] = [
        ("NOMOR KK", family_card),
        ("NIK", lambda row: row.nik if full else Nik(row.nik).masked),
        ("NAMA", lambda row: row.name),
        ("TEMPAT LAHIR", lambda row: row.birth_place),
        ("TANGGAL LAHIR", lambda row: f"{row.birth_date:%d|%m|%Y}"),
        ("STATUS PERKAWINAN", lambda row: _MARITAL.get(Marital(row.marital), "P")),
        ("JENIS KELAMIN", lambda row: row.sex),
        ("ALAMAT", lambda row: row.address),
        ("RT", lambda row: row.rt),
        ("RW", lambda row: row.rw),
        ("KECAMATAN", lambda row: row.village.parent.name.upper() if row.village.parent else ""),
        ("DESA/KELURAHAN", lambda row: row.village.name.upper()),
        ("STATUS PEREKAMAN", lambda row: "S" if getattr(row, "current_status", None) in RECORDED else "B"),
    ]
    return [Column(label, label, value=value) for label, value in values]
