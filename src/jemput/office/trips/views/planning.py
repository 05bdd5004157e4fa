"""Pages of planning: campaigns, and plans that are worked out, compared and approved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.trips import tables
from jemput.office.trips.actions.campaigns import put_campaign
from jemput.office.trips.actions.plans import approve_plan, ask_for_plan, discard_plan
from jemput.office.trips.forms import CampaignForm
from jemput.office.trips.jobs import work_out_plan
from jemput.office.trips.models import Campaign, Plan
from jemput.office.trips.queries import pages, plan_pages


@may("trips.see")
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign."""
    context = {"title": _("Rencana"), "tabs": pages.plan_tabs("campaigns")}
    return tables.campaigns_table(Campaign.objects.all()).respond(request, "trips/campaigns.html", context)


@may("trips.see")
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign with its plans and trips."""
    page = pages.campaign_page(get_object_or_404(Campaign, pk=pk))
    return tables.trips_table(page["trips"]).respond(request, "trips/campaign.html", page)


@may("trips.plan")
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Open a campaign; the home page's link brings the kecamatan to go to first."""
    form = CampaignForm(request.POST or None, initial={"kecamatan": request.GET.getlist("kecamatan")})
    if request.method == "POST" and form.is_valid():
        facts, crews = form.facts()
        made = put_campaign(form=facts, crews=crews, by=signed_in(request).username, at=timezone.now())
        return redirect("trips:campaign", pk=made.pk)
    return render(request, "trips/form.html", {"title": _("Kampanye baru"), "form": form})


@may("trips.plan")
def edit_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a campaign."""
    known = get_object_or_404(Campaign, pk=pk)
    form = CampaignForm(request.POST or None, initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        facts, crews = form.facts()
        by = signed_in(request).username
        put_campaign(form=facts, crews=crews, campaign=known, by=by, at=timezone.now())
        return redirect("trips:campaign", pk=pk)
    return render(request, "trips/form.html", {"title": known.name, "form": form})


def _initial(known: Campaign) -> dict[str, object]:
    told = {name: getattr(known, name) for name in CampaignForm.base_fields if name != "crews"}
    return {**told, "crews": known.crews.all(), "holidays": ", ".join(known.holidays)}


@require_POST
@may("trips.plan")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Susun rencana: queue the work and show its page."""
    by = signed_in(request).username
    asked = ask_for_plan(campaign=get_object_or_404(Campaign, pk=pk), by=by, at=timezone.now())
    work_out_plan.enqueue(str(asked.pk), by)
    return redirect("trips:plan", pk=asked.pk)


@may("trips.see")
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plan: being worked out, or to look at and approve."""
    page = plan_pages.plan_page(get_object_or_404(Plan.objects.select_related("campaign"), pk=pk))
    if "lines" not in page:
        return render(request, "trips/plan_waiting.html", page)
    return tables.plan_table(page["lines"]).respond(request, "trips/plan.html", page)


@may("trips.see")
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the work is; when it is done, the browser is sent to the plan."""
    found = get_object_or_404(Plan, pk=pk)
    response = render(request, "trips/plan_progress.html", {"plan": found})
    if found.state not in (Plan.State.QUEUED, Plan.State.RUNNING):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@may("trips.approve")
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Turn a plan into draft trips."""
    by = signed_in(request).username
    trips = approve_plan(plan=get_object_or_404(Plan, pk=pk), by=by, at=timezone.now())
    messages.success(request, _("%(n)s perjalanan dibuat.") % {"n": len(trips)})
    return redirect("trips:trips")


@require_POST
@may("trips.plan")
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a plan away."""
    found = get_object_or_404(Plan, pk=pk)
    discard_plan(plan=found, by=signed_in(request).username, at=timezone.now())
    return redirect("trips:campaign", pk=found.campaign_id)


@may("trips.see")
def routes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A plan's routes for the map."""
    return JsonResponse(plan_pages.routes(get_object_or_404(Plan, pk=pk)))


@may("trips.see")
def due_map(request: HttpRequest) -> HttpResponseBase:
    """Kecamatan with how many are due."""
    return JsonResponse(plan_pages.due_map())
