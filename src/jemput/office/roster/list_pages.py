"""What the pages of lists show: every list, one with its rejects, two compared, layouts remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Entry, Figure, Text, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster.list_columns import MEANINGS, named, shown
from jemput.office.roster.list_sheets import RejectLine
from jemput.office.roster.models import (
    ListImport,
    RejectedRow,
    RememberedLayout,
)
from jemput.office.sheets.layouts import layout

EXPLAINABLE = (ListImport.State.MAPPING, ListImport.State.DRAFT, ListImport.State.FAILED)
"""States in which somebody may still say what the columns mean."""
STATE_TONES: Mapping[str, Tone] = {
    "examining": "plain", "mapping": "wait", "draft": "wait", "importing": "plain", "imported": "good",
    "discarded": "muted", "failed": "danger",
}  # fmt: skip
BATCH_ROWS = 900


def lists_table() -> Table[ListImport]:
    """Every list ever received."""
    return Table(
        columns=[
            Column(
                "source", _("Sumber"), sortable=True, link=lambda row: reverse("roster:list", args=[row.pk])
            ),
            Column("as_of", _("Per tanggal"), kind="date", sortable=True),
            Column("version", _("Versi"), kind="whole"),
            Column("layout", _("Susunan"), value=layout_label),
            Column("rows_good", _("Nama"), kind="whole"),
            Column("rows_rejected", _("Ditolak"), kind="whole"),
            Column("state", _("Keadaan"), value=state_badge),
            Column("by", _("Oleh")),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=ListImport.objects.all(),
        search_fields=("source", "file_name"),
        filters=[Filter("state", _("Keadaan"), ListImport.State.choices)],
        order="-at",
        nothing=Nothing(
            _("Belum ada daftar."),
            _("Berkas .xls, .xlsx, .ods, atau .csv dari kementerian; judul kolom dikenali sendiri."),
            "upload",
            _("Masukkan daftar"),
            reverse("roster:upload"),
        ),
    )


def stamp(found: ListImport) -> list[Entry]:
    """Where a list comes from, and who did what with it."""
    return [
        Entry(_("Sumber"), found.source, note=_("versi ke-%(number)d") % {"number": found.version}),
        Entry(_("Jenis"), ListImport.Kind(found.kind).label),
        Entry(_("Susunan"), layout_label(found) or "–"),
        Entry(_("Per tanggal"), found.as_of),
        Entry(_("Berkas"), found.file_name),
        Entry("SHA-256", found.sha256[:16] + "…" if found.sha256 else "–"),
        Entry(_("Diterima"), found.at, note=found.by),
        Entry(_("Dimasukkan"), found.confirmed_at or "–", note=found.confirmed_by),
    ]


def list_figures(found: ListImport) -> list[Figure]:
    """What a list holds."""
    passed = Figure(_("Dilewati"), found.rows_passed, _("sudah rekam atau belum cukup umur"), "muted")
    fresh = found.rows_good - found.rows_known
    return [
        Figure(_("Baris baik"), found.rows_good, tone="good"),
        Figure(_("Nama baru"), max(0, fresh)),
        Figure(_("Sudah dikenal"), found.rows_known, _("dari daftar sebelumnya")),
        *([passed] if found.rows_passed else []),
        Figure(
            _("Ditolak"),
            found.rows_rejected,
            _("disimpan, bisa diperbaiki") if found.rows_rejected else "",
            "wait" if found.rows_rejected else "good",
        ),
    ]


FIELD_LABELS = {
    "nik": gettext_lazy("NIK"),
    "name": gettext_lazy("Nama"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "sex": gettext_lazy("Jenis kelamin"),
    "village": gettext_lazy("Desa/kelurahan"),
    "kecamatan": gettext_lazy("Kecamatan"),
}
SAMPLE_FIELDS = ("nik", "name", "birth_date", "sex", "village", "kecamatan")


def sample_rows(found: ListImport) -> list[list[str]]:
    """A few good rows, their NIKs masked."""
    return [[shown(row.get(field)) for field in SAMPLE_FIELDS] for row in found.sample]


REJECT_STATES: list[tuple[str, Text]] = [
    ("open", gettext_lazy("menunggu")),
    ("mended", gettext_lazy("sudah diperbaiki")),
    ("dismissed", gettext_lazy("diabaikan")),
]


def narrow_rejects(rows: Any, state: str) -> Any:
    """Rejected rows that wait, that were mended, that were dismissed."""
    if state == "mended":
        return rows.filter(corrected_as__isnull=False)
    if state == "dismissed":
        return rows.exclude(dismissed_by="")
    return rows.filter(corrected_as__isnull=True, dismissed_by="")


def rejects_table(found: ListImport, *, selectable: bool) -> Table[RejectedRow]:
    """Rows that could not be taken in."""
    return Table(
        columns=[
            Column("row_number", _("Baris"), kind="whole", sortable=True, link=_reject_page),
            Column("name", _("Nama"), value=lambda row: row.cells.get("name", "")),
            Column("village", _("Desa"), value=lambda row: row.cells.get("village", "")),
            Column("reasons", _("Sebab"), value=lambda row: reasons_in_words(row.reasons)),
            Column("state", _("Keadaan"), value=reject_badge),
        ],
        rows=found.rejects.all(),
        filters=[Filter("state", _("Keadaan"), REJECT_STATES, narrow=narrow_rejects)],
        order="row_number",
        name="rejects",
        title=_("Baris yang ditolak"),
        select="reject" if selectable else "",
        exportable=False,
        nothing=Nothing(_("Tidak ada baris yang ditolak."), icon="circle-check"),
    )


def _reject_page(row: RejectedRow) -> str:
    return reverse("roster:reject", args=[row.pk])


def reject_badge(row: RejectedRow) -> Badge:
    """What became of a rejected row."""
    if row.corrected_as_id:
        return Badge(_("sudah diperbaiki"), "good")
    if row.dismissed_by:
        return Badge(_("diabaikan"), "muted")
    return Badge(_("menunggu"), "wait")


def state_badge(found: ListImport) -> Badge:
    """Where an import stands."""
    return Badge(ListImport.State(found.state).label, STATE_TONES[found.state])


def layout_label(found: ListImport | RememberedLayout) -> str:
    """The layout a list came in, in words."""
    return named(layout(found.layout)) if found.layout else ""


def notes(found: ListImport) -> list[tuple[str, str]]:
    """What was noticed while a list was read: number and sentence in the reader's language."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return [(note["code"], note[language]) for note in found.notes]


def comparable(found: ListImport) -> list[ListImport]:
    """Lists that came before this one, those of the same source first."""
    if found.state != ListImport.State.IMPORTED:
        return []
    others = ListImport.objects.filter(state=ListImport.State.IMPORTED, stored_file__gt="").exclude(
        pk=found.pk
    )
    return sorted(
        others.order_by("-as_of", "-id")[:50], key=lambda one: one.source.upper() != found.source.upper()
    )


def rejects_stamp(found: ListImport) -> str:
    """What tells an import's sheet of rejects from another's."""
    return f"DITOLAK IMPOR {found.pk}"


def reject_lines(found: ListImport) -> Iterator[RejectLine]:
    """Rejected rows that wait, as they go out."""
    for row in narrow_rejects(found.rejects.all(), "open").iterator(chunk_size=BATCH_ROWS):
        yield RejectLine(row.sheet, row.row_number, reasons_in_words(row.reasons), row.cells, row.line)


def layouts_table() -> Table[RememberedLayout]:
    """Headers that somebody explained once."""
    return Table(
        columns=[
            Column(
                "headings", _("Judul kolom"), value=lambda row: " · ".join(filter(None, row.headings))[:160]
            ),
            Column("layout", _("Susunan"), value=layout_label),
            Column("columns", _("Arti"), value=_meanings),
            Column("by", _("Oleh")),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=RememberedLayout.objects.all(),
        order="-at",
        select="layout",
        name="layouts",
        nothing=Nothing(
            _("Belum ada susunan yang diingat."),
            _("Arti kolom yang Anda simpan sekali dikenali lagi dari judul kolomnya."),
        ),
    )


def _meanings(row: RememberedLayout) -> str:
    return ", ".join(str(MEANINGS.get(name, name)) for name in row.columns)
