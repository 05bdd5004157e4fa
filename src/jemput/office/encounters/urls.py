"""Addresses of encounters."""

from django.urls import path

from jemput.office.encounters import views

app_name = "encounters"
urlpatterns = [
    path("", views.encounters, name="list"),
    path("re-record/", views.re_record, name="re-record"),
    path("packets/", views.packets, name="packets"),
    path("packets/recover/", views.recover, name="recover"),
    path("packets/<str:kit_id>/", views.kit, name="kit"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<int:pk>/", views.decide, name="decide"),
    path("<int:pk>/", views.one, name="one"),
]
