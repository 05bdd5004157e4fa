"""The exchange's addresses alone, as every program mounts them."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("exchange/", include("jemput.node.exchange.urls"))]
