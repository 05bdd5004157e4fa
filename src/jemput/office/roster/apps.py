"""Django's name for roster."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """Lists of the unrecorded: imported, linked to the register, checked by the villages."""

    name = "jemput.office.roster"
    label = "roster"
