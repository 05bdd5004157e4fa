"""Addresses of the gallery; each answers only where JEMPUT_DEBUG is on."""

from django.urls import path

from jemput.node.look import gallery

app_name = "look"
urlpatterns = [
    path("", gallery.office, name="gallery"),
    path("kit/", gallery.kit, name="gallery-kit"),
    path("regions.json", gallery.regions, name="gallery-regions"),
]
