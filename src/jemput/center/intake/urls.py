"""Addresses of intake."""

from django.urls import path

from jemput.center.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.arrivals, name="arrivals"),
    path("machines/", views.machines, name="machines"),
    path("machines/<str:pk>/approve/", views.approve, name="approve"),
]
