"""Addresses of the searches."""

from django.urls import path

from jemput.center.search import views

app_name = "search"
urlpatterns = [path("", views.searches, name="searches")]
