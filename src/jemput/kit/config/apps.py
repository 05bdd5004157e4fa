"""Wires the kit at start: news to their readers, repeated work to the worker."""

from django.apps import AppConfig


class KitWiring(AppConfig):
    """The kit's wiring."""

    name = "jemput.kit.config"
    label = "kit_config"

    def ready(self) -> None:
        """Connect everything once all apps are there."""
        from jemput.kit.config import wiring

        wiring.connect()
