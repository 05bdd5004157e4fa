"""Django's name for checkin."""

from django.apps import AppConfig


class CheckinConfig(AppConfig):
    """Today's trip and its people; who stands before us."""

    name = "jemput.kit.checkin"
    label = "checkin"
