"""Django's name for capture."""

from django.apps import AppConfig


class CaptureConfig(AppConfig):
    """One person's encounter, step by step, until it is sealed."""

    name = "jemput.kit.capture"
    label = "capture"
