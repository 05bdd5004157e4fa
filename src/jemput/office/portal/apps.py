"""Django's name for portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What a village officer sees and answers on a phone."""

    name = "jemput.office.portal"
    label = "portal"
