"""Addresses of regions."""

from django.urls import path

from jemput.office.regions import views

app_name = "regions"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("<str:code>/", views.one, name="one"),
    path("<str:code>/map.json", views.map_json, name="map.json"),
]
