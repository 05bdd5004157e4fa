"""The village's own names: five answers each, by page or by a phone that keeps them until there is a line."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.portal import actions, pages, queries
from jemput.office.portal.forms import EvidenceForm, VisitForm
from jemput.office.regions.models import Region
from jemput.office.roster import attachments
from jemput.office.roster.models import Finding, ListName

PER_PAGE = 30


@gzip_page
@may("portal.see")
def names(request: HttpRequest) -> HttpResponse:
    """The village's own names; those without an answer first."""
    region = queries.own_region(signed_in(request))
    standing = queries.standing(region)
    show = request.GET.get("show", "open")
    context = {
        "title": _("Nama-nama"),
        "region": region,
        "standing": standing,
        "page": Paginator(pages.chosen(queries.own_names(region), request.GET), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "tabs": pages.name_tabs(show, standing.returned),
        "query": request.GET.get("q", ""),
        "show": show,
        **_answering(),
    }
    return render(request, "portal/names.html", context)


@gzip_page
@may("portal.see")
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """One name and the five answers."""
    region = queries.own_region(signed_in(request))
    found = queries.own_name(region, pk)
    kind = request.GET.get("kind", "")
    context = {
        "title": found.name,
        "name": found,
        "findings": found.findings.order_by("-at", "-id").prefetch_related("steps"),
        "kind": Finding.Kind(kind) if kind in Finding.Kind.values else None,
        **_answering(),
    }
    return render(request, "portal/name.html", context)


def _answering() -> dict[str, object]:
    """What a page needs to answer a name; the form's id tells its answers from everybody else's."""
    return {"answers": pages.ANSWERS, "form": EvidenceForm(), "visit": VisitForm(), "form_id": str(uuid4())}


@may("portal.answer")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer one name from a page without a script, then on to the next."""
    found = get_object_or_404(ListName, pk=pk)
    region = _save(request, found)[1]
    messages.success(request, _("%(name)s sudah dijawab.") % {"name": found.name})
    following = queries.next_unanswered(region, found)
    return redirect("portal:name", pk=following.pk) if following else redirect("portal:names")


@may("portal.answer")
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Keep one answer of a phone; sent twice it is kept once. A problem answers as JSON."""
    number = request.POST.get("name", "")
    found = get_object_or_404(ListName, pk=int(number) if number.isdigit() else 0)
    saved, region = _save(request, found)
    if "page" in request.POST:
        messages.success(request, _("%(name)s sudah dijawab.") % {"name": found.name})
    standing, following = queries.standing(region), queries.next_unanswered(region, found)
    told = {
        "finding": saved.finding.pk,
        "label": str(saved.finding.get_kind_display()),
        "repeated": saved.repeated,
        "answered": standing.answered,
        "total": standing.total,
        "words": pages.so_many(standing.answered, standing.total),
        "next": reverse("portal:name", args=[following.pk]) if following else reverse("portal:names"),
    }
    return JsonResponse(told)


def _save(request: HttpRequest, found: ListName) -> tuple[actions.Saved, Region]:
    user = signed_in(request)
    region = queries.own_region(user)
    # Whose name it is comes first: nothing of a stranger's is read or kept.
    queries.own_name(region, found.pk)
    filled = pages.told(request.POST, EvidenceForm(request.POST, request.FILES), VisitForm(request.POST))
    saved = actions.save_answer(
        list_name=found,
        told=filled.with_attachment(attachments.keep(filled.upload)),
        by=user.username,
        at=timezone.now(),
        region_code=region.code,
    )
    return saved, region
