"""Django's name for pickup."""

from django.apps import AppConfig


class PickupConfig(AppConfig):
    """Cards handed to residents at the van."""

    name = "jemput.kit.pickup"
    label = "pickup"
