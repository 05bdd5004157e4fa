"""Addresses of the kit: one room, one prefix."""

from django.urls import include, path

from jemput.node.addresses import NO_SUCH_PAGE, NODE_ADDRESSES, NOT_ALLOWED

urlpatterns = [
    *NODE_ADDRESSES,
    path("devices/", include("jemput.kit.devices.urls")),
    path("checkin/", include("jemput.kit.checkin.urls")),
    path("capture/", include("jemput.kit.capture.urls")),
    path("outbox/", include("jemput.kit.outbox.urls")),
    path("pickup/", include("jemput.kit.pickup.urls")),
]

handler403, handler404, handler500 = NOT_ALLOWED, NO_SUCH_PAGE, "jemput.kit.config.safety.broken"
