"""Django's name for residents."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The register: residents by NIK and family card."""

    name = "jemput.office.residents"
    label = "residents"
