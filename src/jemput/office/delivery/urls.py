"""Addresses of the handover."""

from django.urls import path

from jemput.office.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("pack/", views.pack_all, name="pack"),
    path("handover.pdf", views.sheets, name="sheets"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/handover.pdf", views.sheet, name="sheet"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/come-back/", views.come_back, name="come-back"),
    path("<int:pk>/receive/", views.receive, name="receive"),
    path("parcels/<int:pk>/", views.parcel, name="parcel"),
    path("parcels/<int:pk>/hand-over/", views.hand_over, name="hand-over"),
    path("parcels/<int:pk>/return/", views.take_back, name="return"),
]
