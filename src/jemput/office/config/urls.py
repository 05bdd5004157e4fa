"""Addresses of the office: one room, one prefix."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("regions/", include("jemput.office.regions.urls")),
    path("residents/", include("jemput.office.residents.urls")),
    path("roster/", include("jemput.office.roster.urls")),
    path("trips/", include("jemput.office.trips.urls")),
    path("encounters/", include("jemput.office.encounters.urls")),
    path("stock/", include("jemput.office.stock.urls")),
    path("cards/", include("jemput.office.cards.urls")),
    path("delivery/", include("jemput.office.delivery.urls")),
    path("coverage/", include("jemput.office.coverage.urls")),
    path("portal/", include("jemput.office.portal.urls")),
    path("accounts/", include("jemput.node.accounts.urls")),
    path("language/", set_language, name="set_language"),
]
