"""Django's name for delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Consignments to villages and cards into hands."""

    name = "jemput.office.delivery"
    label = "delivery"
