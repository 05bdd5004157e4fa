"""Django's name for search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """1:N search of each new encounter against the gallery."""

    name = "jemput.center.search"
    label = "search"
