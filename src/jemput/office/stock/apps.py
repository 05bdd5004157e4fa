"""Django's name for stock."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    """Blanks, ribbon and film: a double-entry ledger over places."""

    name = "jemput.office.stock"
    label = "stock"
