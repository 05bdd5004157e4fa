"""Addresses of the adjudicator."""

from django.urls import path

from jemput.center.adjudication import views

app_name = "adjudication"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/<slug:code>/<slug:side>.png", views.sample, name="sample"),
    path("<int:pk>/decide/", views.decide, name="decide"),
]
