"""Addresses of the gallery."""

from django.urls import path

from jemput.center.identities import views

app_name = "identities"
urlpatterns = [path("", views.gallery, name="gallery")]
