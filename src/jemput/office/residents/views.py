"""Pages of residents: search, one person, who may be blocked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from jemput.node.accounts.gate import may, signed_in
from jemput.node.accounts.revealing import answer_reveal
from jemput.node.ledger.reading import Reading, note_read
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents import actions, pages, queries
from jemput.office.residents.forms import ReactivationForm
from jemput.office.residents.models import RegisterImport, Resident

SHOWN = (
    ("unrecorded", gettext_lazy("wajib KTP belum rekam")),
    ("blocked", gettext_lazy("dinonaktifkan")),
    ("gone", gettext_lazy("mati, pindah, tidak valid")),
)
COLUMNS: list[Column[Resident]] = [
    Column("name", gettext_lazy("Nama"), sortable=True, link=lambda row: _page(row)),
    Column("nik", "NIK", kind="nik"),
    Column("birth_date", gettext_lazy("Lahir"), kind="date", sortable=True),
    Column("get_sex_display", gettext_lazy("Kelamin"), sortable="sex"),
    Column("village__name", gettext_lazy("Desa/kelurahan"), sortable="village"),
    Column("village__parent__name", gettext_lazy("Kecamatan")),
    Column("current_status", gettext_lazy("Status pusat"), value=lambda row: pages.status_badge(row)),
]


def _page(resident: Resident) -> str:
    return reverse("residents:one", args=[resident.pk])


@may("residents.see")
def search(request: HttpRequest) -> HttpResponse:
    """The register: by name, NIK or family card; numbers masked."""
    table: Table[Resident] = Table(
        COLUMNS,
        queries.everybody(),
        search_fields=queries.search_fields(request.GET.get("q", "")),
        search_label=_("Nama, NIK, atau nomor KK"),
        filters=[
            Filter("kecamatan", _("Kecamatan"), pages.kecamatan_choices, narrow=pages.narrow_to_region),
            Filter("show", _("Tampilkan"), SHOWN, narrow=pages.narrow_shown),
        ],
        order="name",
        nothing=Nothing(_("Tidak ada yang cocok."), _("Register diimpor dari SIAK lewat perintah jemput.")),
    )
    context = {"title": _("Penduduk"), "tabs": pages.room_tabs("search")}
    return table.respond(request, "residents/search.html", context)


@may("residents.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: biodata, what the law says of them today, and everything that happened."""
    resident = get_object_or_404(Resident.objects.select_related("village__parent"), pk=pk)
    by, subject = signed_in(request).username, f"resident {pk}"
    note_read(kind=Reading.PERSON, subject=subject, by=by, at=timezone.now(), nik=resident.nik)
    context = {
        "title": resident.name,
        "resident": resident,
        "biodata": pages.biodata(resident),
        "rights": pages.rights(resident, timezone.localdate()),
        "events": queries.timeline(resident.nik),
    }
    return render(request, "residents/one.html", context)


@may("residents.reveal")
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then show one full NIK for a minute."""
    resident = get_object_or_404(Resident, pk=pk)
    return answer_reveal(request, nik=resident.nik, subject=f"resident {pk}", back=_page(resident))


@may("residents.block")
def reactivate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make somebody active again by a decision, saying why and on which document."""
    resident = get_object_or_404(Resident, pk=pk)
    form = ReactivationForm(request.POST or None, initial={"document_date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.reactivate(
            resident=resident,
            because=told["reason"],
            document=told["document"],
            document_date=told["document_date"],
            by=signed_in(request).username,
            at=timezone.now(),
        )
        messages.success(request, _("Aktif kembali."))
        return redirect("residents:one", pk=pk)
    context = {"title": _("Aktifkan lagi"), "resident": resident, "form": form}
    return render(request, "residents/reactivate.html", context)


@may("residents.see")
def imports(request: HttpRequest) -> HttpResponse:
    """Every register file taken in, with its date, counts and rejects."""
    table: Table[RegisterImport] = Table(
        columns=[
            Column(
                "source",
                _("Sumber"),
                sortable=True,
                link=lambda row: reverse("residents:import", args=[row.pk]),
            ),
            Column("as_of", _("Per tanggal"), kind="date", sortable=True),
            Column("file_name", _("Berkas")),
            Column("rows_read", pgettext("count", "Baris"), kind="whole"),
            Column("added", _("Baru"), kind="whole"),
            Column("updated", _("Diperbarui"), kind="whole"),
            Column("rejected", _("Ditolak"), kind="whole", sortable=True),
            Column("get_state_display", _("Keadaan")),
            Column("started_by", _("Oleh")),
            Column("started_at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=RegisterImport.objects.all(),
        order="-started_at",
        nothing=Nothing(_("Belum ada register."), _("Impor dengan: jemput office import-register.")),
    )
    context = {"title": _("Impor register"), "tabs": pages.room_tabs("imports")}
    return table.respond(request, "residents/search.html", context)


@may("residents.see")
def register_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One register file: the rows that could not be taken in, and why."""
    found = get_object_or_404(RegisterImport, pk=pk)
    table = pages.rejects_table(found)
    context = {"title": _("Baris register yang ditolak"), "tabs": pages.room_tabs("imports")}
    return table.respond(request, "residents/search.html", context)
