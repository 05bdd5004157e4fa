"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from jemput.node.exchange import views

app_name = "exchange"

urlpatterns = [
    path("peers", views.ask_in, name="ask-in"),
    path("peers/me", views.my_standing, name="standing"),
    path("packets", views.create_upload, name="create"),
    path("packets/<uuid:packet_id>", views.continue_upload, name="continue"),
    path("reports", views.take_reports, name="reports"),
    path("feed", views.read_feed, name="feed"),
]
