"""Addresses of identities."""

from django.urls import URLPattern

app_name = "identities"
urlpatterns: list[URLPattern] = []
