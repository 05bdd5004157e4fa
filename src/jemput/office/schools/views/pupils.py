"""Pages of pupils: those who wait for a clerk, one pupil with the candidates, the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.kernel.nik import Nik
from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.tables import Column, Nothing, Table
from jemput.office.residents.models import Resident
from jemput.office.schools import actions, tables
from jemput.office.schools.models import Pupil
from jemput.office.schools.queries import pages
from jemput.office.schools.queries.standings import pupil_rows
from jemput.office.schools.reading import nik_of, note_care_read


@may("schools.see")
def ask(request: HttpRequest) -> HttpResponse:
    """Pupils of whom linkage is not sure who they are."""
    table: Table[Pupil] = Table(
        title=_("Siswa yang perlu ditanya"),
        columns=[
            Column(
                "name", _("Nama"), sortable=True, link=lambda row: reverse("schools:pupil", args=[row.pk])
            ),
            Column("school__name", _("Sekolah"), sortable=True),
            Column("class_name", _("Kelas")),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date"),
            Column("evidence", _("Calon di register"), kind="whole", value=lambda row: len(row.evidence)),
        ],
        rows=pages.to_ask(),
        search_fields=("name", "school__name"),
        order="school__name",
        nothing=Nothing(
            _("Tidak ada siswa yang perlu ditanya."),
            _("Nama yang meragukan muncul di sini begitu daftar siswa ditautkan."),
            "circle-check",
        ),
    )
    context = {"title": _("Siswa yang perlu ditanya"), "tabs": pages.room_tabs("ask")}
    return table.respond(request, "schools/ask.html", context)


@may("schools.see")
def pupil(request: HttpRequest, pk: int) -> HttpResponse:
    """One pupil: where they stand, and who of the register it may be."""
    found = get_object_or_404(
        Pupil.objects.select_related("school__village__parent", "resident", "last_import"), pk=pk
    )
    user = signed_in(request)
    note_care_read(found.school, rows=1, by=user.username, at=timezone.now(), nik=nik_of(found))
    row = next(
        (row for row in pupil_rows(on=timezone.localdate(), school=found.school) if row.pk == pk), None
    )
    waiting = found.link_state in (Pupil.Link.ASK, Pupil.Link.NOT_FOUND, Pupil.Link.WAITING)
    context = {
        "title": found.name,
        "pupil": found,
        "standing": tables.standing_badge(row) if row else None,
        "entries": pages.pupil_entries(found),
        "waiting": waiting,
        "candidates": pages.candidates(found) if waiting else [],
    }
    return render(request, "schools/pupil.html", context)


@require_POST
@may("schools.write")
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It is this resident."""
    found = get_object_or_404(Pupil, pk=pk)
    resident = get_object_or_404(Resident, pk=request.POST.get("resident", "0"))
    actions.settle_pupil(pupil=found, resident=resident, by=signed_in(request).username, at=timezone.now())
    return _next(request, found)


@require_POST
@may("schools.write")
def unknown(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The register does not have this pupil."""
    found = get_object_or_404(Pupil, pk=pk)
    actions.settle_unknown(pupil=found, by=signed_in(request).username, at=timezone.now())
    return _next(request, found)


@require_POST
@may("schools.write")
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the decision back."""
    found = get_object_or_404(Pupil, pk=pk)
    actions.reopen(pupil=found, by=signed_in(request).username, at=timezone.now())
    return redirect("schools:pupil", pk=pk)


@require_POST
@may("schools.write")
def put_nik(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write down the NIK from the copy of the family card."""
    found = get_object_or_404(Pupil, pk=pk)
    nik = Nik(request.POST.get("nik", ""))
    actions.put_nik(pupil=found, nik=nik, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("NIK dicatat; siswa ditautkan lagi sebentar."))
    return redirect("schools:pupil", pk=pk)


def _next(request: HttpRequest, pupil: Pupil) -> HttpResponseBase:
    """The next pupil who waits, or the school where none does."""
    messages.success(request, _("%(name)s diputus.") % {"name": pupil.name})
    following = pages.to_ask().first()
    if following:
        return redirect("schools:pupil", pk=following.pk)
    return redirect("schools:school", pk=pupil.school_id)
