"""Django's name for publication."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The national status of each record: a dated history, told to the offices."""

    name = "jemput.center.publication"
    label = "publication"
