"""Addresses of the center: one room, one prefix."""

from django.urls import include, path

from jemput.node.addresses import BROKEN, NO_SUCH_PAGE, NODE_ADDRESSES, NOT_ALLOWED

urlpatterns = [
    *NODE_ADDRESSES,
    path("intake/", include("jemput.center.intake.urls")),
    path("identities/", include("jemput.center.identities.urls")),
    path("search/", include("jemput.center.search.urls")),
    path("adjudication/", include("jemput.center.adjudication.urls")),
    path("publication/", include("jemput.center.publication.urls")),
]

handler403, handler404, handler500 = NOT_ALLOWED, NO_SUCH_PAGE, BROKEN
