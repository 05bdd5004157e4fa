"""Django's name for encounters."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    """What the kits brought home: one row a sealed packet, with its national status."""

    name = "jemput.office.encounters"
    label = "encounters"
