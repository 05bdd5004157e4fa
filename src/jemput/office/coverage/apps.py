"""Django's name for coverage."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Figures that name their denominator, source and date; the office's home."""

    name = "jemput.office.coverage"
    label = "coverage"
