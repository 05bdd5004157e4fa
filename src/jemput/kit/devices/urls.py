"""Addresses of devices."""

from django.urls import path

from jemput.kit.devices import views

app_name = "devices"
urlpatterns = [
    path("", views.devices, name="devices"),
    path("search/", views.search, name="search"),
]
