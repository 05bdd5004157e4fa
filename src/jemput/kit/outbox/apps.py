"""Django's name for outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Sealed packets on their way home, by network or by stick."""

    name = "jemput.kit.outbox"
    label = "outbox"
