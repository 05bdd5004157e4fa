"""Addresses of coverage."""

from django.urls import path

from jemput.office.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("names/", views.names, name="names"),
    path("regions/<str:code>/", views.region, name="region"),
    path("regions/<str:code>/map.json", views.map_json, name="map.json"),
    path("statements/", views.statements, name="statements"),
    path("statements/new/", views.state, name="state"),
    path("reconcile/", views.reconcile, name="reconcile"),
    path("look/", views.look_again, name="look"),
]
