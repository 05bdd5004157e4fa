"""Django's name for identities."""

from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    """Persons and their encounters as the center knows them; the gallery."""

    name = "jemput.center.identities"
    label = "identities"
