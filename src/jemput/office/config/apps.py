"""Wires the office at start: news to their readers, repeated work to the worker."""

from django.apps import AppConfig


class OfficeWiring(AppConfig):
    """The office's wiring."""

    name = "jemput.office.config"
    label = "office_config"

    def ready(self) -> None:
        """Connect everything once all apps are there."""
        from jemput.office.config import wiring

        wiring.connect()
