"""Addresses of coverage."""

from django.urls import path

from jemput.office.coverage import reconcile_views, views

app_name = "coverage"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("names/", views.names, name="names"),
    path("regions/<str:code>/", views.region, name="region"),
    path("regions/<str:code>/map.json", views.map_json, name="map.json"),
    path("figures/statements/", views.statements, name="statements"),
    path("figures/statements/new/", views.state, name="state"),
    path("figures/reconcile/", reconcile_views.reconcile, name="reconcile"),
    path("figures/reconcile/persons/", reconcile_views.differing, name="persons"),
    path("figures/reconcile/lists/new/", reconcile_views.counter_upload, name="counter-upload"),
    path("figures/reconcile/lists/<int:pk>/", reconcile_views.counter_list, name="counter-list"),
    path(
        "figures/reconcile/lists/<int:pk>/progress/",
        reconcile_views.counter_progress,
        name="counter-progress",
    ),
    path("look/", views.look_again, name="look"),
]
