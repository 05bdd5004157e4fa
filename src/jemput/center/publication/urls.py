"""Addresses of the statuses."""

from django.urls import path

from jemput.center.publication import views

app_name = "publication"
urlpatterns = [path("", views.statuses, name="statuses")]
