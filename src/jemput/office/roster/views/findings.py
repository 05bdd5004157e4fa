"""Pages of findings and candidates: what villages propose, and what the Dinas says to it."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.regions.models import Region
from jemput.office.roster import actions, attachments, findings_pages, findings_queries, pages
from jemput.office.roster.models import Finding, ListName


@may("roster.see")
def findings(request: HttpRequest) -> HttpResponse:
    """Findings that wait for the Dinas, and those that wait for a deed."""
    context = {"title": _("Temuan desa"), "tabs": pages.room_tabs("findings"), "kinds": Finding.Kind.choices}
    return findings_pages.findings_table().respond(request, "roster/findings.html", context)


@may("roster.judge")
@require_POST
def accept_many(request: HttpRequest) -> HttpResponseBase:
    """Accept the chosen findings."""
    chosen = Finding.objects.filter(pk__in=request.POST.getlist("finding"))
    count = actions.accept_findings(findings=list(chosen), by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("%(count)d temuan diterima.") % {"count": count})
    return redirect("roster:findings")


@may("roster.see")
def villages(request: HttpRequest) -> HttpResponse:
    """Where findings wait, village by village."""
    context = {
        "title": _("Terima per desa"),
        "tabs": pages.room_tabs("findings"),
        "villages": findings_queries.waiting_villages(),
    }
    return render(request, "roster/finding_villages.html", context)


@may("roster.see")
def village(request: HttpRequest, code: str) -> HttpResponse:
    """What waits in one village by kind, with a sample to look at before all are accepted."""
    found = get_object_or_404(Region.objects.select_related("parent"), code=code)
    seed = request.GET.get("draw", "1")
    draw = int(seed) if seed.isdigit() else 1
    context = {
        "title": found.full_name,
        "village": found,
        "kinds": findings_queries.waiting_kinds(code),
        "sample": findings_queries.sample(code, seed=draw),
        "waiting": findings_queries.waiting_in(code).count(),
        "another": draw + 1,
    }
    return render(request, "roster/finding_village.html", context)


@may("roster.judge")
@require_POST
def accept_village(request: HttpRequest, code: str) -> HttpResponseBase:
    """Accept all of one kind in a village, as far as the page has counted."""
    count = actions.accept_village(
        village=code,
        kind=request.POST.get("kind", ""),
        until=int(request.POST.get("until", "0")),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("%(count)d temuan diterima.") % {"count": count})
    return redirect("roster:finding-village", code=code)


@may("roster.judge")
@require_POST
def judge(request: HttpRequest, pk: int, event: str) -> HttpResponseBase:
    """Accept one finding, ask the village again, or file it."""
    finding = get_object_or_404(Finding, pk=pk)
    by, at, words = signed_in(request).username, timezone.now(), request.POST.get("reason", "")
    if event == "accept":
        actions.accept_finding(finding=finding, by=by, at=at)
    elif event == "return":
        actions.return_finding(finding=finding, because=words, by=by, at=at)
    else:
        actions.file_finding(finding=finding, deed_number=words, by=by, at=at)
    return redirect("roster:name", pk=finding.list_name_id)


@may("roster.see")
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo or paper behind a finding."""
    finding = get_object_or_404(Finding, pk=pk)
    path = attachments.located(finding.attachment)
    if not finding.attachment or not path.is_file():
        raise Http404
    kind = attachments.CONTENT_TYPES[Path(finding.attachment).suffix]
    response = FileResponse(path.open("rb"), content_type=kind)
    response["Cache-Control"] = "private, no-store"
    return response


@may("roster.see")
def candidates(request: HttpRequest) -> HttpResponse:
    """Candidates that wait for the Dinas, with the day of the visit they are for."""
    context = {"title": _("Calon usulan desa"), "tabs": pages.room_tabs("candidates")}
    return findings_pages.candidates_table().respond(request, "roster/candidates.html", context)


@may("roster.judge")
@require_POST
def verify_many(request: HttpRequest) -> HttpResponseBase:
    """Take the chosen candidates over."""
    by, at = signed_in(request).username, timezone.now()
    chosen = ListName.objects.filter(pk__in=request.POST.getlist("candidate"))
    for name in chosen:
        actions.verify_candidate(list_name=name, by=by, at=at)
    messages.success(request, _("%(count)d calon diterima.") % {"count": len(chosen)})
    return redirect("roster:candidates")


@may("roster.judge")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Do not take a candidate over, and say why."""
    actions.refuse_candidate(
        list_name=get_object_or_404(ListName, pk=pk),
        because=request.POST.get("reason", ""),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    return redirect("roster:candidates")


@may("roster.judge")
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return a candidate to its village with what is wrong."""
    name = get_object_or_404(ListName, pk=pk)
    because = request.POST.get("reason", "")
    actions.return_candidate(
        list_name=name, because=because, by=signed_in(request).username, at=timezone.now()
    )
    messages.success(request, _("%(name)s dikembalikan ke desa.") % {"name": name.name})
    return redirect("roster:candidates")
