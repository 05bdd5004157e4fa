"""Addresses of the stock."""

from django.urls import path

from jemput.office.stock import views

app_name = "stock"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("movements/", views.movements, name="movements"),
    path("move/", views.move, name="move"),
    path("request/", views.ask, name="request"),
    path("destroy/", views.destroy, name="destroy"),
]
