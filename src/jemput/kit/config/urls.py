"""Addresses of the kit: one room, one prefix."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("devices/", include("jemput.kit.devices.urls")),
    path("checkin/", include("jemput.kit.checkin.urls")),
    path("capture/", include("jemput.kit.capture.urls")),
    path("outbox/", include("jemput.kit.outbox.urls")),
    path("pickup/", include("jemput.kit.pickup.urls")),
    path("accounts/", include("jemput.node.accounts.urls")),
    path("language/", set_language, name="set_language"),
]
