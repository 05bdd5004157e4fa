"""Django settings of the center."""

from jemput.node.settings import django_settings, read

APPS = (
    "jemput.center.intake",
    "jemput.center.identities",
    "jemput.center.search",
    "jemput.center.adjudication",
    "jemput.center.publication",
    "jemput.center.config",
)

globals().update(django_settings(read("center"), apps=APPS))
