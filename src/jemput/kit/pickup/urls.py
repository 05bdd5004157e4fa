"""Addresses of pickup."""

from django.urls import path

from jemput.kit.pickup import views

app_name = "pickup"
urlpatterns = [path("", views.cards, name="cards")]
