"""Wires the center at start: news to their readers, repeated work to the worker."""

from django.apps import AppConfig


class CenterWiring(AppConfig):
    """The center's wiring."""

    name = "jemput.center.config"
    label = "center_config"

    def ready(self) -> None:
        """Connect everything once all apps are there."""
        from jemput.center.config import wiring

        wiring.connect()
