"""What the pages of the roster show: tabs, columns, words for evidence."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jemput.node.look.parts import Badge, Entry, Figure, Tab, Text, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.pages import kecamatan_choices, reasons_in_words
from jemput.office.roster import queries
from jemput.office.roster.models import (
    Finding,
    ListImport,
    ListName,
    ListNameQuerySet,
    RejectedRow,
)

LINK_TONES: Mapping[str, Tone] = {
    "sure": "good", "settled": "good", "ask": "wait", "not_found": "danger", "waiting": "muted",
}  # fmt: skip
FINDING_TONES: Mapping[str, Tone] = {
    "present": "good", "moved": "wait", "dead": "muted", "unknown": "danger", "already_recorded": "plain",
}  # fmt: skip


def room_tabs(active: str) -> list[Tab]:
    """The pages of this room, with what waits at each."""
    counts = {
        "link-queue": queries.to_link().count(),
        "findings": queries.waiting_findings().count(),
        "candidates": queries.proposed_candidates().count(),
    }
    pages = (
        ("names", _("Nama")),
        ("lists", _("Daftar masuk")),
        ("link-queue", _("Penautan")),
        ("findings", _("Temuan desa")),
        ("candidates", _("Calon")),
        ("returns", _("BA pengembalian")),
    )
    return [
        Tab(label, reverse(f"roster:{name}"), active=name == active, count=counts.get(name))
        for name, label in pages
    ]


def name_page(name: ListName) -> str:
    """Where a name is shown."""
    return reverse("roster:name", args=[name.pk])


def link_badge(name: ListName) -> Badge:
    """How far it is known whose name this is."""
    return Badge(ListName.Link(name.link_state).label, LINK_TONES[name.link_state])


def finding_badge(name: ListName) -> Badge | str:
    """What was found of a name of a list: accepted, else what the village proposes."""
    accepted: str | None = getattr(name, "finding_kind", None)
    proposed: str | None = getattr(name, "proposed_kind", None)
    if accepted:
        return Badge(Finding.Kind(accepted).label, FINDING_TONES[accepted])
    if proposed:
        label = Finding.Kind(proposed).label
        return Badge(_("%(finding)s (usulan)") % {"finding": label}, "wait")
    return Badge(_("belum dijawab"), "muted")


def narrow_region(rows: ListNameQuerySet, code: str) -> ListNameQuerySet:
    """Names of one region."""
    return rows.inside(code)


def narrow_finding(rows: ListNameQuerySet, kind: str) -> ListNameQuerySet:
    """Names by what the Dinas has accepted, or without an answer."""
    if kind == "none":
        return rows.unanswered()
    return rows.found(kind)


def names_table() -> Table[ListName]:
    """Everybody who counts."""
    kinds: list[tuple[str, Text]] = [("none", _("belum dijawab"))]
    kinds += [(kind.value, kind.label) for kind in Finding.Kind]
    return Table(
        columns=[
            Column("name", _("Nama"), sortable=True, link=name_page),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("village__name", _("Desa/kelurahan"), sortable="village"),
            Column("village__parent__name", _("Kecamatan")),
            Column("link_state", _("Penautan"), value=link_badge, sortable=True),
            Column("finding", _("Temuan"), value=finding_badge),
            Column("home_visit", _("Kunjungan"), value=lambda row: _("rumah") if row.home_visit else ""),
        ],
        rows=queries.names(),
        search_fields=("name", "nik__startswith", "village__name"),
        search_label=_("Nama, NIK, atau desa"),
        filters=[
            Filter("kecamatan", _("Kecamatan"), kecamatan_choices, narrow=narrow_region),
            Filter("link", _("Penautan"), ListName.Link.choices, path="link_state"),
            Filter("finding", _("Temuan"), kinds, narrow=narrow_finding),
        ],
        order="village",
        nothing=Nothing(
            _("Belum ada nama."),
            _("Masukkan daftar by-name dari kementerian."),
            "upload",
            _("Masukkan daftar"),
            reverse("roster:upload"),
        ),
    )


def names_figures() -> list[Figure]:
    """How the names stand, each number leading to its rows."""
    counts, base = queries.link_counts(), reverse("roster:names")
    rejects = queries.open_rejects().count()
    return [
        Figure(_("Nama di daftar"), counts.total(), _("yang harus dipertanggungjawabkan"), url=base),
        Figure(_("Tertaut"), counts["sure"] + counts["settled"], tone="good", url=f"{base}?link=sure"),
        Figure(
            _("Perlu ditanya"), counts["ask"], _("menunggu petugas"), "wait", reverse("roster:link-queue")
        ),
        Figure(_("Tidak di register"), counts["not_found"], url=f"{base}?link=not_found"),
        Figure(_("Baris ditolak"), rejects, _("menunggu perbaikan"), "wait" if rejects else "good"),
    ]


def lists_table() -> Table[ListImport]:
    """Every list ever received."""
    return Table(
        columns=[
            Column(
                "source", _("Sumber"), sortable=True, link=lambda row: reverse("roster:list", args=[row.pk])
            ),
            Column("as_of", _("Per tanggal"), kind="date", sortable=True),
            Column("file_name", _("Berkas")),
            Column("rows_good", _("Nama"), kind="whole"),
            Column("rows_rejected", _("Ditolak"), kind="whole"),
            Column("state", _("Keadaan"), value=lambda row: ListImport.State(row.state).label),
            Column("by", _("Oleh")),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=ListImport.objects.all(),
        search_fields=("source", "file_name"),
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
        Entry(_("Sumber"), found.source),
        Entry(_("Per tanggal"), found.as_of),
        Entry(_("Berkas"), found.file_name),
        Entry("SHA-256", found.sha256[:16] + "…" if found.sha256 else "–"),
        Entry(_("Diterima"), found.at, note=found.by),
        Entry(_("Dimasukkan"), found.confirmed_at or "–", note=found.confirmed_by),
    ]


def list_figures(found: ListImport) -> list[Figure]:
    """What a list holds."""
    fresh = found.rows_good - found.rows_known
    return [
        Figure(_("Baris baik"), found.rows_good, tone="good"),
        Figure(_("Nama baru"), max(0, fresh)),
        Figure(_("Sudah dikenal"), found.rows_known, _("dari daftar sebelumnya")),
        Figure(_("Ditolak"), found.rows_rejected, _("disimpan, bisa diperbaiki"), "wait"),
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
    return [[_masked(row, field) for field in SAMPLE_FIELDS] for row in found.sample]


def _masked(row: Mapping[str, str], field: str) -> str:
    text = row.get(field, "")
    digits = "".join(c for c in text if c.isdigit())
    return f"{digits[:4]}••••••••{digits[12:]}" if field == "nik" and len(digits) == 16 else text


def rejects_table(found: ListImport) -> Table[RejectedRow]:
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
        order="row_number",
        name="rejects",
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


def name_entries(name: ListName) -> list[Entry]:
    """One name of a list in words; why a visit at home is needed stands elsewhere, for few and noted."""
    upper = name.village.parent.full_name if name.village.parent else ""
    visit: Text = _("ya") if name.home_visit else _("tidak")
    return [
        Entry("NIK", name.masked_nik or _("tidak ada di daftar")),
        Entry(_("Lahir"), name.birth_date or "–", note=name.birth_place),
        Entry(_("Jenis kelamin"), name.sex or "–"),
        Entry(_("Alamat"), f"{name.address} RT {name.rt} RW {name.rw}".strip()),
        Entry(_("Desa/kelurahan"), f"{name.village.full_name}, {upper}"),
        Entry(_("Dari"), str(name.list_import), url=reverse("roster:list", args=[name.list_import_id])),
        Entry(_("Kunjungan rumah"), visit),
        Entry(_("Kedudukan"), name.get_standing_display()),
    ]
