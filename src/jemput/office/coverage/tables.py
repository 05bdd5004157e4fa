"""The lists of coverage: names by state, regions, statements."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jemput.kernel.wording import percent
from jemput.node.look.parts import Badge, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.coverage.models import CoverageStatement, NameState
from jemput.office.coverage.queries.counts import RegionRow
from jemput.office.coverage.states import CLOSED, NEEDS_A_PERSON, UNRECORDED, ChainState, Link
from jemput.office.regions import queries as regions


def state_badge(state: str) -> Badge:
    """One state in its tone."""
    chain = ChainState(state)
    tone: Tone = "plain"
    if chain in NEEDS_A_PERSON:
        tone = "wait"
    elif chain is ChainState.HANDED_OVER:
        tone = "good"
    elif chain in CLOSED:
        tone = "muted"
    return Badge(NameState.State(state).label, tone)


def _narrow_link(rows: QuerySet[NameState], value: str) -> QuerySet[NameState]:
    return rows.filter(link__gte=int(value))


def _narrow_kecamatan(rows: QuerySet[NameState], value: str) -> QuerySet[NameState]:
    return rows.filter(list_name__village__parent=value)


def _narrow_waiting(rows: QuerySet[NameState], value: str) -> QuerySet[NameState]:
    return rows.filter(state__in=sorted(UNRECORDED if value == "unrecorded" else NEEDS_A_PERSON))


LINKS = [
    (str(Link.SCHEDULED.value), _("Terjadwal")),
    (str(Link.RECORDED.value), _("Terekam")),
    (str(Link.SENT.value), _("Terkirim")),
    (str(Link.PRINT_READY.value), _("Siap cetak")),
    (str(Link.PRINTED.value), _("Tercetak")),
    (str(Link.HANDED_OVER.value), _("Diserahkan")),
]


def names_table(rows: QuerySet[NameState]) -> Table[NameState]:
    """Every name with its one state."""
    return Table(
        title=_("Nama dan keadaannya"),
        columns=[
            Column(
                "list_name__name", _("Nama"), sortable=True,
                link=lambda row: reverse("roster:name", args=[row.list_name_id]),
            ),
            Column("list_name__nik", _("NIK"), kind="nik"),
            Column("list_name__village__name", _("Desa"), sortable=True),
            Column("list_name__village__parent__name", _("Kecamatan"), sortable=True),
            Column("state", _("Keadaan"), value=lambda row: state_badge(row.state), sortable="state"),
            Column("since", _("Sejak"), kind="date", sortable=True),
        ],
        rows=rows,
        search_fields=("list_name__name", "list_name__nik__startswith", "list_name__village__name"),
        filters=[
            Filter("state", _("Keadaan"), choices=list(NameState.State.choices)),
            Filter("link", _("Sudah sampai"), choices=LINKS, narrow=_narrow_link),
            Filter(
                "waiting", _("Menunggu"), narrow=_narrow_waiting,
                choices=[("unrecorded", _("Belum rekam")), ("person", _("Perlu tindakan"))],
            ),
            Filter("kecamatan", _("Kecamatan"), choices=kecamatan_choices, narrow=_narrow_kecamatan),
        ],
        order="list_name__name",
        nothing=Nothing(
            _("Tidak ada nama."), _("Impor daftar pusat untuk memulai."), "upload", _("Daftar"),
            reverse("roster:lists"),
        ),
    )  # fmt: skip


def kecamatan_choices() -> list[tuple[str, Any]]:
    """The office's kecamatan."""
    return list(regions.kecamatan().values_list("code", "name"))


def region_table(rows: list[RegionRow], title: Any) -> Table[RegionRow]:
    """Regions side by side; the share says its denominator in the heading."""
    return Table(
        title=title,
        columns=[
            Column("name", pgettext_lazy("one", "Wilayah"), sortable=True, link=lambda row: row.url),
            Column("listed", _("Dalam daftar"), kind="whole", sortable=True),
            Column("unrecorded", _("Belum rekam"), kind="whole", sortable=True),
            Column("closed", _("Ditutup (temuan)"), kind="whole", sortable=True),
            Column("recorded", _("Terekam"), kind="whole", sortable=True),
            Column(
                "share", _("% terekam dari nama dalam daftar"), align="end",
                value=lambda row: percent(row.recorded, row.listed, get_language() or "id"),
            ),
            Column("printed", _("Tercetak"), kind="whole", sortable=True),
            Column("handed_over", _("Diserahkan"), kind="whole", sortable=True),
        ],
        rows=rows,
        order="-unrecorded",
        per_page=400,
    )  # fmt: skip


def statements_table(rows: QuerySet[CoverageStatement]) -> Table[CoverageStatement]:
    """Claims with everything they name."""
    return Table(
        title=_("Pernyataan cakupan"),
        columns=[
            Column("as_of", _("Per tanggal"), kind="date", sortable=True),
            Column("side", _("Menurut"), value=lambda row: row.get_side_display(), sortable=True),
            Column("source", _("Sumber"), sortable=True),
            Column("subject", _("Tentang"), value=lambda row: row.get_subject_display()),
            Column("part", _("Jumlah"), kind="whole"),
            Column("denominator", _("Penyebut"), kind="whole"),
            Column("denominator_name", _("Nama penyebut")),
            Column("share", _("Persen"), kind="decimal", value=lambda row: row.claim.stated_share),
            Column("note", _("Catatan")),
        ],
        rows=rows,
        order="-as_of",
        nothing=Nothing(_("Belum ada pernyataan."), _("Catat angka pusat dan angka lokal."), "chart-bar"),
    )
