"""Addresses of residents; a person's address never holds the NIK."""

from django.urls import path

from jemput.office.residents import eligibility_views, views

app_name = "residents"
urlpatterns = [
    path("", views.search, name="search"),
    path("eligibility/", eligibility_views.eligibility, name="eligibility"),
    path("eligibility/people/", eligibility_views.eligible_people, name="eligible-people"),
    path("voters/", eligibility_views.voters, name="voters"),
    path("voters/names/", eligibility_views.voter_names, name="voter-names"),
    path("voters/export/", eligibility_views.voters_export, name="voters-export"),
    path("voters/polling-day/", eligibility_views.polling_day, name="polling-day"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.register_import, name="import"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/nik/", views.reveal, name="reveal"),
    path("<int:pk>/reactivate/", views.reactivate, name="reactivate"),
]
