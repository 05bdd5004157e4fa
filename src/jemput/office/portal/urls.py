"""Addresses of the village portal."""

from django.urls import path

from jemput.office.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.names, name="names"),
    path("names/<int:pk>/", views.name, name="name"),
    path("names/<int:pk>/answer/", views.answer, name="answer"),
    path("candidates/", views.candidates, name="candidates"),
]
