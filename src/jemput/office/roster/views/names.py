"""Pages of names: everybody who counts, and one name with all that is known."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.accounts.revealing import answer_reveal
from jemput.office.roster import actions, attachments, link_pages, pages, queries
from jemput.office.roster.forms import FindingForm
from jemput.office.roster.models import HomeVisit, ListName
from jemput.office.roster.restricted import nik_of, note_visits_read


@may("roster.see")
def names(request: HttpRequest) -> HttpResponse:
    """Everybody who counts."""
    context = {"title": _("Daftar"), "tabs": pages.room_tabs("names"), "figures": pages.names_figures()}
    table = pages.names_table()
    shown = table.bind(request).page.object_list
    note_visits_read(shown, by=signed_in(request).username, at=timezone.now())
    return table.respond(request, "roster/names.html", context)


@may("roster.see")
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """One name: the row, the link, the findings, the visit."""
    found = get_object_or_404(ListName.objects.select_related("village__parent", "resident"), pk=pk)
    note_visits_read([found], by=signed_in(request).username, at=timezone.now())
    context = {
        "title": found.name,
        "name": found,
        "may_see_why": signed_in(request).may("roster.restricted"),
        "entries": pages.name_entries(found),
        "steps": found.candidate_steps.all(),
        "findings": found.findings.order_by("-at", "-id"),
        "form": FindingForm(),
        "categories": HomeVisit.Category.choices,
        "badge": pages.link_badge(found),
        "reason": link_pages.REASONS.get(found.link_reason, ""),
        "double": queries.double_candidates(found),
    }
    return render(request, "roster/name.html", context)


@may("residents.reveal")
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then show the full NIK of one name for a minute."""
    found = get_object_or_404(ListName.objects.select_related("resident"), pk=pk)
    return answer_reveal(request, nik=nik_of(found), subject=f"name {pk}", back=pages.name_page(found))


@may("roster.judge")
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The office itself notes a finding."""
    found = get_object_or_404(ListName, pk=pk)
    form = FindingForm(request.POST, request.FILES)
    if form.is_valid():
        told = {**form.cleaned_data}
        told["attachment"] = attachments.keep(told["attachment"])
        actions.propose_finding(list_name=found, **told, by=signed_in(request).username, at=timezone.now())
        messages.success(request, _("Temuan dicatat sebagai usulan."))
    return redirect("roster:name", pk=pk)


@may("roster.restricted")
@require_POST
def home_visit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Set or clear the reason for a visit at home."""
    found = get_object_or_404(ListName, pk=pk)
    by, category = signed_in(request).username, request.POST.get("category", "")
    if category:
        actions.flag_home_visit(list_name=found, category=category, by=by, at=timezone.now())
    else:
        actions.unflag_home_visit(list_name=found, by=by, at=timezone.now())
    return redirect("roster:name", pk=pk)


@may("roster.restricted")
@require_POST
def home_visit_reason(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show why somebody is visited at home: once, on demand, and the reading is kept."""
    found = get_object_or_404(ListName.objects.select_related("resident"), pk=pk)
    why = actions.read_home_visit(list_name=found, by=signed_in(request).username, at=timezone.now())
    response = render(
        request, "roster/home_visit_reason.html", {"title": found.name, "name": found, "why": why}
    )
    response["Cache-Control"] = "private, no-store"
    return response
