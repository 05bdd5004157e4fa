"""Addresses of pickup."""

from django.urls import URLPattern

app_name = "pickup"
urlpatterns: list[URLPattern] = []
