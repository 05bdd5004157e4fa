"""Django's name for adjudication."""

from django.apps import AppConfig


class AdjudicationConfig(AppConfig):
    """Pairs that look like one person: a human decides, and sees why."""

    name = "jemput.center.adjudication"
    label = "adjudication"
