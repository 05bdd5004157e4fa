"""What trips know of one person, for the person's page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Event, Tone
from jemput.office.trips.models import StopPerson
from jemput.office.trips.states import TripState, Turnout

_TONES: dict[str, Tone] = {
    Turnout.RECORDED: "good",
    Turnout.CAPTURED: "good",
    Turnout.NO_SHOW: "wait",
    Turnout.TURNED_AWAY: "wait",
    Turnout.LEFT_OVER: "wait",
}


def timeline(nik: str) -> Iterable[Event]:
    """Every stop at which somebody is or was expected, on the day of the trip."""
    called = StopPerson.objects.filter(
        Q(list_name__resident__nik=nik) | Q(list_name__resident__isnull=True, list_name__nik=nik)
    ).exclude(stop__trip__state=TripState.CANCELLED)
    for one in called.select_related("stop__trip", "stop__place"):
        trip = one.stop.trip
        title = _("Perjalanan %(n)s: %(turnout)s") % {"n": trip.number, "turnout": one.get_turnout_display()}
        url = reverse("trips:trip", args=[trip.pk])
        yield Event(trip.day, title, one.stop.place.name, tone=_TONES.get(one.turnout, "plain"), url=url)
