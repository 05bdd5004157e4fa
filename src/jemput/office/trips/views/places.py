"""Pages of places."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.trips import tables
from jemput.office.trips.actions.places import put_place, seed_places
from jemput.office.trips.forms import NewPlaceForm, PlaceForm
from jemput.office.trips.models import Place
from jemput.office.trips.queries import pages


@may("trips.see")
def places(request: HttpRequest) -> HttpResponse:
    """Every place."""
    rows = Place.objects.select_related("village__parent")
    context = {"title": _("Lokasi"), "tabs": pages.plan_tabs("places")}
    return tables.places_table(rows).respond(request, "trips/places.html", context)


@require_POST
@may("trips.plan")
def seed(request: HttpRequest) -> HttpResponse:
    """One office for every village."""
    new = seed_places(by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("%(n)s lokasi baru.") % {"n": new})
    return redirect("trips:places")


@may("trips.plan")
def new_place(request: HttpRequest) -> HttpResponse:
    """A place below a village: a hamlet, a school, a home."""
    form = NewPlaceForm(request.POST or None, initial={"kind": "hamlet"})
    if request.method == "POST" and form.is_valid():
        village, by = form.cleaned_data["village"], signed_in(request).username
        put_place(village_code=village, form=form.facts(), by=by, at=timezone.now())
        return redirect("trips:places")
    return render(request, "trips/form.html", {"title": _("Lokasi baru"), "form": form})


@may("trips.plan")
def place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a place."""
    known = get_object_or_404(Place, pk=pk)
    initial = {name: getattr(known, name) for name in PlaceForm.base_fields}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by, village = signed_in(request).username, known.village_id
        put_place(place=known, village_code=village, form=form.facts(), by=by, at=timezone.now())
        return redirect("trips:places")
    return render(request, "trips/form.html", {"title": known.name, "form": form})
