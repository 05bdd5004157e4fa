"""Django's name for cards."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Print-ready people, printers, and print jobs on numbered blanks."""

    name = "jemput.office.cards"
    label = "cards"
