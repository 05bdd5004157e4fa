"""Candidates: proposed one by one, mended when they came back, and whom the register itself shows."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.portal import actions, pages, queries
from jemput.office.portal.forms import CandidateForm
from jemput.office.portal.models import RegisterAnswer
from jemput.office.residents.models import Resident
from jemput.office.roster import actions as roster

PER_PAGE = 30


@gzip_page
@may("portal.propose")
def candidates(request: HttpRequest) -> HttpResponse:
    """Candidates proposed so far with what the Dinas says, and the form for one more."""
    user, at = signed_in(request), timezone.now()
    region = queries.own_region(user)
    day = queries.visit_day(region, timezone.localdate(at))
    form = CandidateForm(request.POST or None).own(region)
    if request.method == "POST" and form.is_valid():
        roster.propose_candidate(
            candidate=form.candidate(),
            village=form.cleaned_data["village"],
            by=user.username,
            at=at,
            visit_on=day,
        )
        messages.success(request, _("Usulan dikirim ke Dinas."))
        return redirect("portal:candidates")
    context = {
        "title": _("Calon"),
        "region": region,
        "form": form,
        "tabs": pages.candidate_tabs("candidates"),
        "visit": queries.visits(region, timezone.localdate(at)).first(),
        "candidates": queries.own_candidates(region),
    }
    return render(request, "portal/candidates.html", context)


@may("portal.propose")
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what the Dinas returned, and send it again."""
    user, at = signed_in(request), timezone.now()
    region = queries.own_region(user)
    found = queries.returned_candidate(region, pk)
    form = CandidateForm(request.POST or None, initial=pages.as_filled(found)).own(region)
    if request.method == "POST" and form.is_valid():
        roster.mend_candidate(
            list_name=found,
            candidate=form.candidate(),
            village=form.cleaned_data["village"],
            by=user.username,
            at=at,
            visit_on=queries.visit_day(region, timezone.localdate(at)),
            region_code=region.code,
        )
        messages.success(request, _("Usulan dikirim lagi ke Dinas."))
        return redirect("portal:candidates")
    return render(request, "portal/mend.html", {"title": found.name, "name": found, "form": form})


@gzip_page
@may("portal.propose")
def pemula(request: HttpRequest) -> HttpResponse:
    """Should these be on the list? Unrecorded 16- and 17-year-olds of the register at the visit."""
    return _proposed(request, RegisterAnswer.Wish.CARD)


@gzip_page
@may("portal.propose")
def kia(request: HttpRequest) -> HttpResponse:
    """Which children shall have their KIA made at the visit?"""
    return _proposed(request, RegisterAnswer.Wish.KIA)


def _proposed(request: HttpRequest, wish: RegisterAnswer.Wish) -> HttpResponse:
    region, today = queries.own_region(signed_in(request)), timezone.localdate()
    day, is_card = queries.visit_day(region, today), wish == RegisterAnswer.Wish.CARD
    found = queries.pemula(region, day) if is_card else queries.kia_children(region, day)
    for word in request.GET.get("q", "").split():
        found = found.filter(name__icontains=word)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Dari register") if is_card else _("Anak: KIA"),
        "region": region,
        "tabs": pages.candidate_tabs("pemula" if is_card else "kia"),
        "wish": wish.value,
        "day": day,
        "page": page,
        "people": [pages.shown_person(one, day) for one in page.object_list],
        "query": request.GET.get("q", ""),
        "wanted": RegisterAnswer.objects.filter(
            wish=wish, wanted=True, resident__village__code__startswith=region.code
        ).count(),
    }
    return render(request, "portal/register.html", context)


@may("portal.propose")
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say yes or no to one person whom the register shows."""
    user, at = signed_in(request), timezone.now()
    region = queries.own_region(user)
    resident = get_object_or_404(Resident.objects.select_related("village"), pk=pk)
    wish, wanted = request.POST.get("wish", ""), request.POST.get("wanted") == "1"
    if wish == RegisterAnswer.Wish.CARD and wanted:
        day = queries.visit_day(region, timezone.localdate(at))
        actions.want_card(resident=resident, region=region, visit_on=day, by=user.username, at=at)
    else:
        because = request.POST.get("because", "")
        actions.answer_register(
            resident=resident,
            region=region,
            wish=wish,
            wanted=wanted,
            because=because,
            by=user.username,
            at=at,
        )
    messages.success(request, _("%(name)s sudah dijawab.") % {"name": resident.name})
    return redirect("portal:pemula" if wish == RegisterAnswer.Wish.CARD else "portal:kia")
