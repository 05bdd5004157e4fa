"""Django's name for trips."""

from django.apps import AppConfig


class TripsConfig(AppConfig):
    """Places, crews and kits; campaigns, plans and the trips that come of them."""

    name = "jemput.office.trips"
    label = "trips"
