"""Django's name for deactivation."""

from django.apps import AppConfig


class DeactivationConfig(AppConfig):
    """Proposals to block the unrecorded, the ministry's decisions on them, and what came of each person."""

    name = "jemput.office.deactivation"
    label = "deactivation"
