"""Django's name for intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Packets that arrive: checked, opened, or refused with a reason."""

    name = "jemput.center.intake"
    label = "intake"
