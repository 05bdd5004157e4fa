"""Addresses of residents; a person's address never holds the NIK."""

from django.urls import path

from jemput.office.residents import views

app_name = "residents"
urlpatterns = [
    path("", views.search, name="search"),
    path("blocking/", views.blocking, name="blocking"),
    path("blocking/decide/", views.block, name="block"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.register_import, name="import"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/nik/", views.reveal, name="reveal"),
    path("<int:pk>/reactivate/", views.reactivate, name="reactivate"),
]
