"""Django's name for the look."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Templates, components and static files of all three programs."""

    name = "jemput.node.look"
    label = "look"
