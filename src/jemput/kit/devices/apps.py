"""Django's name for devices."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Scanners, cameras and pads; the only room that touches hardware."""

    name = "jemput.kit.devices"
    label = "devices"
