"""Pages of visits to come: schools into a campaign, SLBs into one of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jemput.node.accounts.gate import may, signed_in
from jemput.office.schools import actions
from jemput.office.schools.forms import CareForm, PlanForm
from jemput.office.schools.queries import pages
from jemput.office.schools.queries.progress import school_rows


@may("schools.see")
def plan(request: HttpRequest) -> HttpResponse:
    """Choose schools for a campaign: their due pupils are expected there."""
    rows = [row for row in school_rows(on=timezone.localdate()) if row.due]
    common = pages.choices_of([row for row in rows if not row.school.needs_care])
    care = pages.choices_of([row for row in rows if row.school.needs_care])
    context = {
        "title": _("Rencana kunjungan sekolah"),
        "tabs": pages.room_tabs("plan"),
        "form": PlanForm(choices=common),
        "care": CareForm(choices=care),
        "common_count": len(common),
        "care_count": len(care),
    }
    return render(request, "schools/plan.html", context)


@may("schools.plan")
def propose(request: HttpRequest) -> HttpResponse:
    """Let an existing campaign go to the chosen schools."""
    form = PlanForm(request.POST or None, choices=_choices(care=False))
    if request.method != "POST" or not form.is_valid():
        context = {"title": _("Rencana kunjungan sekolah"), "form": form, "school": None}
        return render(request, "schools/form.html", context)
    campaign = form.cleaned_data["campaign"]
    counts = actions.propose_places(
        schools=pages.schools_of(form.cleaned_data["schools"]), campaign=campaign,
        by=signed_in(request).username, at=timezone.now(),
    )  # fmt: skip
    words = {
        "expected": counts["expected"],
        "added": counts["added"],
        "waiting": counts["asked"] + counts["young"],
    }
    messages.success(
        request,
        _("%(expected)d siswa ditunggu di sekolahnya (%(added)d baru masuk daftar, %(waiting)d menyusul).")
        % words,
    )
    return redirect("trips:campaign", pk=campaign.pk)


@may("schools.plan")
def care(request: HttpRequest) -> HttpResponse:
    """Open a campaign for SLBs, with longer minutes."""
    form = CareForm(request.POST or None, choices=_choices(care=True))
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "schools/form.html", {"title": _("Kampanye SLB"), "form": form, "school": None}
        )
    told = form.cleaned_data
    campaign = actions.open_care_campaign(
        plan=actions.CarePlan(told["name"], told["first_day"], told["deadline"]), crews=told["crews"],
        schools=pages.schools_of(told["schools"]), by=signed_in(request).username, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Kampanye %(name)s dibuka.") % {"name": campaign.name})
    return redirect("trips:campaign", pk=campaign.pk)


def _choices(*, care: bool) -> list[tuple[str, str]]:
    rows = school_rows(on=timezone.localdate())
    return pages.choices_of([row for row in rows if row.school.needs_care == care])
