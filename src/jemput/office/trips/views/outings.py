"""Pages of trips: the list, one trip with its stops, its papers, what happened on it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.roster.restricted import note_visits_read
from jemput.office.trips import papers, tables
from jemput.office.trips.actions.announcing import announce_trip, approve_trip, cancel_trip
from jemput.office.trips.actions.outings import advance_trip, move_stop, open_trip
from jemput.office.trips.actions.people import visit_at_home
from jemput.office.trips.actions.presence import end_obstacle, note_officer, start_obstacle
from jemput.office.trips.forms import MoveForm, ObstacleForm, OfficerForm, TripForm
from jemput.office.trips.models import Campaign, Obstacle, Stop, Trip
from jemput.office.trips.queries import pages
from jemput.office.trips.queries.announcement import expected_on
from jemput.office.trips.rules import Meeting
from jemput.office.trips.states import TripEvent


@may("trips.see")
def trips(request: HttpRequest) -> HttpResponse:
    """Every trip."""
    context = {"title": _("Perjalanan"), "drafts": Trip.objects.filter(state=Trip.State.DRAFT).count()}
    return tables.trips_table(pages.trips()).respond(request, "trips/trips.html", context)


@may("trips.see")
def trip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One trip."""
    found = get_object_or_404(Trip.objects.select_related("campaign", "crew", "kit"), pk=pk)
    met_at_home = [one.list_name for one in expected_on(found) if one.meeting == Meeting.HOME_VISIT]
    note_visits_read(met_at_home, by=signed_in(request).username, at=timezone.now())
    return render(request, "trips/trip.html", pages.trip_page(found, timezone.now()))


@may("trips.plan")
def open_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one trip without the planner."""
    form = TripForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        by, at = signed_in(request).username, timezone.now()
        campaign = get_object_or_404(Campaign, pk=pk)
        made = open_trip(
            campaign=campaign, crew=told["crew"], day=told["day"], places=list(told["places"]), by=by, at=at
        )
        return redirect("trips:trip", pk=made.pk)
    return render(request, "trips/form.html", {"title": _("Perjalanan baru"), "form": form})


@require_POST
@may("trips.approve")
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve a trip and announce it to its kit."""
    by = signed_in(request).username
    told = approve_trip(trip=get_object_or_404(Trip, pk=pk), by=by, at=timezone.now())
    if told:
        messages.success(request, _("Diumumkan ke kit: %(n)s orang.") % {"n": told.people})
    else:
        messages.warning(request, _("Disetujui. Kit belum terhubung, jadi belum diumumkan."))
    return redirect("trips:trip", pk=pk)


@require_POST
@may("trips.approve")
def approve_all(request: HttpRequest) -> HttpResponse:
    """Approve every draft trip."""
    by, at = signed_in(request).username, timezone.now()
    drafts = list(Trip.objects.filter(state=Trip.State.DRAFT).select_related("kit", "crew", "campaign"))
    told = [approve_trip(trip=draft, by=by, at=at) for draft in drafts]
    words = {"n": len(drafts), "told": sum(one is not None for one in told)}
    messages.success(request, _("%(n)s disetujui, %(told)s diumumkan ke kit.") % words)
    return redirect("trips:trips")


@require_POST
@may("trips.approve")
def announce(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell the kit (again)."""
    by = signed_in(request).username
    told = announce_trip(trip=get_object_or_404(Trip, pk=pk), by=by, at=timezone.now())
    messages.success(request, _("Diumumkan ke kit: %(n)s orang.") % {"n": told.people})
    return redirect("trips:trip", pk=pk)


@require_POST
@may("trips.plan")
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a trip: who was not recorded did not come."""
    by = signed_in(request).username
    advance_trip(trip=get_object_or_404(Trip, pk=pk), event=TripEvent.FINISH, by=by, at=timezone.now())
    return redirect("trips:trip", pk=pk)


@require_POST
@may("trips.plan")
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a trip off, with the reason."""
    reason = request.POST.get("reason", "")[:300]
    by = signed_in(request).username
    cancel_trip(trip=get_object_or_404(Trip, pk=pk), reason=reason, by=by, at=timezone.now())
    return redirect("trips:trip", pk=pk)


@may("trips.print")
def paper(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One of the four papers as PDF."""
    if name not in papers.PAPERS:
        raise Http404
    found = get_object_or_404(Trip.objects.select_related("campaign", "crew", "kit"), pk=pk)
    pdf = papers.paper(name, found, on=timezone.localdate())
    papers.note_printed(name, found, by=signed_in(request).username, at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}-{found.number}.pdf"'
    return response


@may("trips.plan")
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a stop with its people."""
    stop = get_object_or_404(Stop.objects.select_related("trip__campaign", "place"), pk=pk)
    form = MoveForm(request.POST or None, trips=pages.movable_to(stop), initial={"to": stop.trip_id})
    if request.method == "POST" and form.is_valid():
        by = signed_in(request).username
        move_stop(stop=stop, **form.cleaned_data, by=by, at=timezone.now())
        return redirect("trips:trip", pk=form.cleaned_data["to"].pk)
    return render(request, "trips/form.html", {"title": stop.place.name, "form": form})


@may("trips.note")
def officer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Log whether the village officer was there (S0-5)."""
    stop = get_object_or_404(Stop.objects.select_related("place", "trip"), pk=pk)
    form = OfficerForm(request.POST or None, initial={"name": stop.place.officer_name})
    if request.method == "POST" and form.is_valid():
        note_officer(stop=stop, **form.cleaned_data, by=signed_in(request).username)
        return redirect("trips:trip", pk=stop.trip_id)
    return render(request, "trips/form.html", {"title": stop.place.name, "form": form})


@may("trips.note")
def obstacle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what stood in the way at a stop."""
    stop = get_object_or_404(Stop.objects.select_related("place", "trip"), pk=pk)
    form = ObstacleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        start_obstacle(stop=stop, **form.cleaned_data, by=signed_in(request).username, at=timezone.now())
        return redirect("trips:trip", pk=stop.trip_id)
    return render(request, "trips/form.html", {"title": stop.place.name, "form": form})


@require_POST
@may("trips.note")
def obstacle_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an obstacle is over now."""
    found = get_object_or_404(Obstacle, pk=pk)
    at = timezone.now()
    end_obstacle(obstacle=found, ended_at=at, by=signed_in(request).username, at=at)
    return redirect("trips:trip", pk=found.trip_id)


@require_POST
@may("trips.note")
def homes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Visit at home those who did not come to the session (S3-3)."""
    stop = get_object_or_404(Stop, pk=pk)
    by, at = signed_in(request).username, timezone.now()
    moved = visit_at_home(people=pages.absentees(stop.pk), by=by, at=at)
    messages.success(request, _("%(n)s orang akan dikunjungi di rumah.") % {"n": moved})
    return redirect("trips:trip", pk=stop.trip_id)
