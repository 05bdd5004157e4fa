"""Addresses of devices."""

from django.urls import path, re_path

from jemput.kit.devices import views

app_name = "devices"
urlpatterns = [
    path("", views.devices, name="devices"),
    path("search/", views.search, name="search"),
    path("<int:number>/try/", views.try_out, name="try"),
    re_path(r"^preview/(?P<kind>Finger|Iris|Face)/(?P<sub_device>[0-3])/$", views.preview, name="preview"),
]
