"""What the pages of residents show: biodata in words, what the law says of somebody, choices of a list."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.eligibility import age_on, kia_needs_photo, may_be_recorded, may_have_kia, must_have_card
from jemput.node.look.national import badge_of
from jemput.node.look.parts import Badge, Entry, Tab
from jemput.node.look.tables import Column, Table
from jemput.office.regions.models import Region
from jemput.office.regions.queries import kecamatan
from jemput.office.residents import codes, queries
from jemput.office.residents.models import (
    BaseStatus,
    RegisterImport,
    RegisterReject,
    Resident,
    ResidentQuerySet,
)


def room_tabs(active: str) -> list[Tab]:
    """The pages of this room."""
    pages = (
        ("search", _("Cari")),
        ("eligibility", _("Wajib KTP per tanggal")),
        ("voters", _("DP4")),
        ("imports", _("Impor register")),
    )
    return [Tab(label, reverse(f"residents:{name}"), active=name == active) for name, label in pages]


def status_badge(resident: Resident) -> Badge | str:
    """The center's latest word about a resident of a list."""
    status: str | None = getattr(resident, "current_status", None)
    return badge_of(status) if status else ""


def kecamatan_choices() -> list[tuple[str, str]]:
    """Kecamatan of the office's kabupaten, to choose from."""
    return [(region.code, region.name) for region in kecamatan()]


def narrow_to_region(rows: ResidentQuerySet, code: str) -> ResidentQuerySet:
    """Those of one region."""
    return rows.inside(code)


def narrow_shown(rows: ResidentQuerySet, show: str) -> ResidentQuerySet:
    """Those unrecorded though they must have a card, blocked, or gone."""
    if show == "blocked":
        return rows.blocked()
    if show == "gone":
        return rows.exclude(base_status=BaseStatus.ALIVE)
    return rows.living().must_have_card(timezone.localdate()).unrecorded()


def biodata(resident: Resident) -> list[Entry]:
    """A person's biodata in words."""
    village: Region = resident.village
    upper = village.parent.full_name if village.parent else ""
    return [
        Entry(_("Nomor KK"), resident.family_card[:4] + "••••••••" + resident.family_card[12:]),
        Entry(_("Tempat lahir"), resident.birth_place or "–"),
        Entry(_("Tanggal lahir"), resident.birth_date),
        Entry(_("Jenis kelamin"), resident.get_sex_display()),
        Entry(_("Golongan darah"), codes.word("blood", resident.blood) or "–"),
        Entry(_("Alamat"), f"{resident.address} RT {resident.rt} RW {resident.rw}".strip()),
        Entry(_("Desa/kelurahan"), f"{village.full_name}, {upper}"),
        Entry(_("Agama"), codes.word("religion", resident.religion) or "–"),
        Entry(_("Status perkawinan"), codes.word("marital", resident.marital)),
        Entry(_("Pekerjaan"), codes.word("occupation", resident.occupation) or "–"),
        Entry(_("Pendidikan"), codes.word("education", resident.education) or "–"),
        Entry(_("Hubungan keluarga"), codes.word("shdk", resident.shdk) or "–"),
        Entry(_("Ibu"), resident.mother_name or "–"),
        Entry(_("Ayah"), resident.father_name or "–"),
        Entry(_("Status dasar"), resident.get_base_status_display()),
    ]


def rights(resident: Resident, on: date) -> list[Entry]:
    """What a person must and may have as of a date, worked out now and kept nowhere."""
    person = resident.person
    status = queries.current_status(resident.nik)
    kia = may_have_kia(person, on=on)
    photo = _("ya, dengan foto") if kia and kia_needs_photo(person, on=on) else _("ya, tanpa foto")
    return [
        Entry(_("Umur"), _("%(years)d tahun") % {"years": age_on(resident.birth_date, on)}),
        Entry(_("Wajib KTP"), _yes(must_have_card(person, on=on))),
        Entry(_("Boleh direkam"), _yes(may_be_recorded(person, on=on))),
        Entry(_("KIA"), photo if kia else _("tidak")),
        Entry(_("Perekaman"), badge_of(status) if status else Badge(_("belum ada"), "wait")),
        Entry(
            _("Keaktifan"),
            Badge(_("dinonaktifkan"), "danger") if resident.is_blocked else Badge(_("aktif"), "good"),
        ),
    ]


def _yes(true: bool) -> str:
    return _("ya") if true else _("tidak")


def rejects_table(found: RegisterImport) -> Table[RegisterReject]:
    """Rows of a register file that could not be taken in."""
    return Table(
        columns=[
            Column("row_number", _("Baris"), kind="whole", sortable=True),
            Column("name", _("Nama"), value=lambda row: row.cells.get("name", "")),
            Column("village", _("Desa"), value=lambda row: row.cells.get("village", "")),
            Column("reasons", _("Sebab"), value=lambda row: reasons_in_words(row.reasons)),
        ],
        rows=found.rejects.all(),
        order="row_number",
    )


def reasons_in_words(reasons: list[dict[str, Any]]) -> str:
    """Why a row was refused, in the reader's language, the numbers behind; sixteen digits stay masked."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    said = " ".join(f"{reason[language]} ({reason['code']})" for reason in reasons)
    return re.sub(r"(?<!\d)(\d{4})\d{8}(\d{4})(?!\d)", r"\1••••••••\2", said)
