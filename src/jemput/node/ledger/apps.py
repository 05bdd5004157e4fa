"""Django's name for the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The audit ledger and the news."""

    name = "jemput.node.ledger"
    label = "ledger"
