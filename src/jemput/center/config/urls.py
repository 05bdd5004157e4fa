"""Addresses of the center: one room, one prefix."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="intake:arrivals")),
    path("intake/", include("jemput.center.intake.urls")),
    path("identities/", include("jemput.center.identities.urls")),
    path("search/", include("jemput.center.search.urls")),
    path("adjudication/", include("jemput.center.adjudication.urls")),
    path("publication/", include("jemput.center.publication.urls")),
    path("exchange/", include("jemput.node.exchange.urls")),
    path("look/", include("jemput.node.look.urls")),
    path("accounts/", include("jemput.node.accounts.urls")),
    path("language/", set_language, name="set_language"),
]
