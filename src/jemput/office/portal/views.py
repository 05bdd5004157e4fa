"""Pages of the village portal: the own names, an answer for each, candidates."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.portal import pages, queries
from jemput.office.portal.forms import CandidateForm, EvidenceForm, VisitForm
from jemput.office.roster import actions, attachments
from jemput.office.roster.models import Finding, ListName

PER_PAGE = 30


@may("portal.see")
def names(request: HttpRequest) -> HttpResponse:
    """The village's own names; those without an answer first."""
    region = queries.own_region(signed_in(request))
    chosen = pages.chosen(queries.own_names(region), request.GET)
    context = {
        "title": _("Nama-nama"),
        "region": region,
        "standing": queries.standing(region),
        "page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
        "tabs": pages.name_tabs(request.GET.get("show", "open")),
        "query": request.GET.get("q", ""),
        "show": request.GET.get("show", "open"),
    }
    return render(request, "portal/names.html", context)


@may("portal.see")
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """One name and the five answers."""
    region = queries.own_region(signed_in(request))
    found = queries.own_name(region, pk)
    kind = request.GET.get("kind", "")
    context = {
        "title": found.name,
        "name": found,
        "findings": found.findings.order_by("-at", "-id"),
        "answers": pages.ANSWERS,
        "kind": Finding.Kind(kind) if kind in Finding.Kind.values else None,
        "form": EvidenceForm(),
        "visit": VisitForm(),
    }
    return render(request, "portal/name.html", context)


@may("portal.answer")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer one name, then on to the next."""
    user, at = signed_in(request), timezone.now()
    region = queries.own_region(user)
    found = get_object_or_404(ListName, pk=pk)
    told = pages.told(EvidenceForm(request.POST, request.FILES))
    told["attachment"] = attachments.keep(told["attachment"])
    actions.propose_finding(
        list_name=found, kind=request.POST["kind"], **told, by=user.username, at=at, region_code=region.code
    )
    if category := request.POST.get("category", ""):
        actions.flag_home_visit(
            list_name=found, category=category, by=user.username, at=at, region_code=region.code
        )
    messages.success(request, _("%(name)s sudah dijawab.") % {"name": found.name})
    following = queries.next_unanswered(region, found)
    return redirect("portal:name", pk=following.pk) if following else redirect("portal:names")


@may("portal.propose")
def candidates(request: HttpRequest) -> HttpResponse:
    """Candidates proposed so far, and the form for one more."""
    user = signed_in(request)
    region = queries.own_region(user)
    form = CandidateForm(request.POST or None).own(region)
    if request.method == "POST" and form.is_valid():
        actions.propose_candidate(
            candidate=form.candidate(),
            village=form.cleaned_data["village"],
            by=user.username,
            at=timezone.now(),
        )
        messages.success(request, _("Usulan dikirim ke Dinas."))
        return redirect("portal:candidates")
    context = {"title": _("Calon"), "region": region, "form": form}
    context["candidates"] = queries.own_candidates(region)
    return render(request, "portal/candidates.html", context)
