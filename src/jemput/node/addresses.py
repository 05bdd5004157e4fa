"""Addresses that every program has: sign-in, language, the exchange, the look's gallery."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from jemput.node.look.views import first_room

NODE_ADDRESSES = [
    path("", first_room, name="home"),
    path("accounts/", include("jemput.node.accounts.urls")),
    path("exchange/", include("jemput.node.exchange.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("look/", include("jemput.node.look.urls")),
]

NO_SUCH_PAGE = "jemput.node.look.failures.no_such_page"
NOT_ALLOWED = "jemput.node.look.failures.not_allowed"
BROKEN = "jemput.node.look.failures.broken"
