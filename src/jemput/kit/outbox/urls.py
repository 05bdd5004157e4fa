"""Addresses of the outbox."""

from django.urls import path

from jemput.kit.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<uuid:packet_id>/", views.one, name="one"),
    path("send/", views.send_now, name="send"),
    path("export/", views.export, name="export"),
    path("receipts/", views.receipts, name="receipts"),
    path("status/", views.status, name="status"),
    path("enrollment/", views.enrollment, name="enrollment"),
]
