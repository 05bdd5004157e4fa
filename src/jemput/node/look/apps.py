"""Django's name for the look."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Templates, components and front-end files."""

    name = "jemput.node.look"
    label = "look"
