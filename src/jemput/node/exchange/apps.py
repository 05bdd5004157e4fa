"""Django's name for the exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Packets up, news down, receipts both ways."""

    name = "jemput.node.exchange"
    label = "exchange"
