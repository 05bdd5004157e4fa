"""What the pages of findings and candidates show."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.pages import kecamatan_choices
from jemput.office.roster import queries
from jemput.office.roster.models import Finding, ListName
from jemput.office.roster.pages import FINDING_TONES, name_page, narrow_region


def findings_table() -> Table[Finding]:
    """Findings by state: first of all those that wait."""
    return Table(
        columns=[
            Column("list_name__name", _("Nama"), sortable=True, link=lambda row: name_page(row.list_name)),
            Column("kind", _("Temuan"), value=_kind_badge, sortable=True),
            Column("evidence", _("Keterangan")),
            Column("document", _("Dasar"), value=lambda row: row.get_document_display()),
            Column("attachment", _("Lampiran"), value=_attachment, link=_attachment_page),
            Column("list_name__village__name", _("Desa/kelurahan"), sortable="list_name__village"),
            Column("by", _("Oleh"), sortable=True),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=queries.waiting_findings(),
        search_fields=("list_name__name", "evidence", "list_name__village__name"),
        filters=[Filter("kind", _("Temuan"), Finding.Kind.choices)],
        order="at",
        select="finding",
        nothing=Nothing(_("Tidak ada temuan yang menunggu."), icon="circle-check"),
    )


def _kind_badge(row: Finding) -> Badge:
    return Badge(Finding.Kind(row.kind).label, FINDING_TONES[row.kind])


def _attachment(row: Finding) -> str:
    return _("lihat") if row.attachment else ""


def _attachment_page(row: Finding) -> str | None:
    return reverse("roster:attachment", args=[row.pk]) if row.attachment else None


def candidates_table() -> Table[ListName]:
    """Candidates that wait for the Dinas."""
    return Table(
        columns=[
            Column("name", _("Nama"), sortable=True, link=name_page),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("village__name", _("Desa/kelurahan"), sortable="village"),
            Column("village__parent__name", _("Kecamatan")),
            Column("list_import__at", _("Diusulkan"), kind="moment"),
        ],
        rows=queries.proposed_candidates(),
        search_fields=("name", "nik__startswith", "village__name"),
        filters=[Filter("kecamatan", _("Kecamatan"), kecamatan_choices, narrow=narrow_region)],
        order="village",
        select="candidate",
        nothing=Nothing(_("Tidak ada calon yang menunggu."), icon="circle-check"),
    )
