"""Pages of the adjudicator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jemput.center.adjudication import actions, pictures, queries
from jemput.center.adjudication.models import Case
from jemput.center.adjudication.states import CaseState
from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Filter, Nothing, Table

STATES = {
    "open": Badge(gettext_lazy("menunggu"), "wait"),
    "same": Badge(gettext_lazy("orang yang sama"), "danger"),
    "different": Badge(gettext_lazy("orang berbeda"), "good"),
}
REASONS = {"biometric": gettext_lazy("biometrik mirip"), "same_nik": gettext_lazy("NIK sama")}


@may("adjudication.see")
def cases(request: HttpRequest) -> HttpResponseBase:
    """Pairs that look like one person."""
    table: Table[Case] = Table(
        title=_("Adjudikasi"),
        columns=[
            Column("opened_at", _("Sejak"), kind="moment", sortable=True, link=_link),
            Column("probe__name", _("Rekaman baru"), sortable=True, link=_link),
            Column("probe__nik", _("NIK"), kind="nik"),
            Column("reference__name", _("Rekaman lama"), sortable=True),
            Column("reference__nik", _("NIK lama"), kind="nik"),
            Column("reason", _("Sebab"), value=lambda row: REASONS[row.reason]),
            Column("state", _("Keadaan"), sortable=True, value=lambda row: STATES[row.state]),
        ],
        rows=Case.objects.select_related("probe", "reference"),
        search_fields=("probe__name", "reference__name", "probe__nik__startswith"),
        filters=[Filter("state", _("Keadaan"), choices=[(s, b.text) for s, b in STATES.items()])],
        order="-opened_at",
        nothing=Nothing(
            _("Tidak ada yang perlu diputuskan."), _("Pasangan yang mirip muncul di sini."), "scale"
        ),
    )
    return table.respond(request, "adjudication/cases.html", {"title": _("Adjudikasi")})


def _link(case: Case) -> str:
    return reverse("adjudication:one", args=[case.pk])


@may("adjudication.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Both records side by side, and why they were held together; who looked is noted, for NIKs are full."""
    case = get_object_or_404(Case.objects.select_related("probe", "reference", "candidate"), pk=pk)
    actions.note_look(case=case, code="biodata", by=signed_in(request).username, at=timezone.now())
    told = {
        "title": _("Satu orang atau dua?"),
        "case": case,
        "badge": STATES[case.state],
        "biodata": queries.biodata(case),
        "evidence": queries.spoken_evidence(case),
    }
    return render(request, "adjudication/one.html", told)


@never_cache
@may("adjudication.see")
def sample(request: HttpRequest, pk: int, code: str, side: str) -> HttpResponse:
    """One sample of one side, or both fingers with matched points; every look is in the ledger."""
    case = get_object_or_404(Case.objects.select_related("probe__arrival", "reference__arrival"), pk=pk)
    actions.note_look(case=case, code=code, by=signed_in(request).username, at=timezone.now())
    probe, reference = queries.samples_of(case, code)
    content = {"probe": lambda: probe, "reference": lambda: reference}.get(
        side, lambda: pictures.matched_points(probe, reference)
    )()
    kind = "image/jpeg" if content.startswith(b"\xff\xd8") else "image/png"
    return HttpResponse(content, content_type=kind)


@require_POST
@may("adjudication.decide")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the case."""
    actions.decide(
        case=get_object_or_404(Case.objects.select_related("probe", "reference"), pk=pk),
        verdict=CaseState.SAME if request.POST.get("verdict") == "same" else CaseState.DIFFERENT,
        note=request.POST.get("note", ""),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Keputusan dicatat dan statusnya terbit."))
    return redirect("adjudication:cases")
