"""Addresses of schools."""

from __future__ import annotations

app_name = "schools"
urlpatterns: list[object] = []
