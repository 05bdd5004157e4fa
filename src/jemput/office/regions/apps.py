"""Django's name for regions."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Provinces, kabupaten, kecamatan and villages: codes, places, shapes."""

    name = "jemput.office.regions"
    label = "regions"
