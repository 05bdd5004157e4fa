"""Django's name for schools."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools with their pupils: who is due, who was visited, what partners may count."""

    name = "jemput.office.schools"
    label = "schools"
