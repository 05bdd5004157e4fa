"""Django settings of the office."""

from jemput.node.settings import django_settings, read

APPS = (
    "jemput.office.regions",
    "jemput.office.residents",
    "jemput.office.roster",
    "jemput.office.trips",
    "jemput.office.encounters",
    "jemput.office.schools",
    "jemput.office.deactivation",
    "jemput.office.stock",
    "jemput.office.cards",
    "jemput.office.delivery",
    "jemput.office.coverage",
    "jemput.office.privacy",
    "jemput.office.portal",
    "jemput.office.config",
)

globals().update(django_settings(read("office"), apps=APPS))
