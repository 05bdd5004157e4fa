"""Addresses of the office: one room, one prefix."""

from django.urls import include, path

from jemput.node.addresses import BROKEN, NO_SUCH_PAGE, NODE_ADDRESSES, NOT_ALLOWED

urlpatterns = [
    *NODE_ADDRESSES,
    path("regions/", include("jemput.office.regions.urls")),
    path("residents/", include("jemput.office.residents.urls")),
    path("roster/", include("jemput.office.roster.urls")),
    path("trips/", include("jemput.office.trips.urls")),
    path("encounters/", include("jemput.office.encounters.urls")),
    path("schools/", include("jemput.office.schools.urls")),
    path("deactivation/", include("jemput.office.deactivation.urls")),
    path("stock/", include("jemput.office.stock.urls")),
    path("cards/", include("jemput.office.cards.urls")),
    path("delivery/", include("jemput.office.delivery.urls")),
    path("coverage/", include("jemput.office.coverage.urls")),
    path("privacy/", include("jemput.office.privacy.urls")),
    path("portal/", include("jemput.office.portal.urls")),
]

handler403, handler404, handler500 = NOT_ALLOWED, NO_SUCH_PAGE, BROKEN
