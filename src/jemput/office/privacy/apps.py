"""Django's name for privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The access trail, requests of residents, incidents, retention."""

    name = "jemput.office.privacy"
    label = "privacy"
