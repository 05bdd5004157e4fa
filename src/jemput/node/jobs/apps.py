"""Django's name for the jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Queued and repeated work."""

    name = "jemput.node.jobs"
    label = "jobs"
