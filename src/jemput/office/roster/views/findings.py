"""Pages of findings and candidates: what villages propose, and what the Dinas says to it."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.roster import actions, attachments, findings_pages, pages
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


@may("roster.judge")
@require_POST
def judge(request: HttpRequest, pk: int, event: str) -> HttpResponseBase:
    """Accept, return or file one finding."""
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
    """Candidates that wait for the Dinas."""
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
