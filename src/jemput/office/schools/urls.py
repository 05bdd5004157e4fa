"""Addresses of schools."""

from __future__ import annotations

from django.urls import path

from jemput.office.schools.views import files, partners, plans, pupils, schools

app_name = "schools"
urlpatterns = [
    path("", schools.progress, name="progress"),
    path("map.json", schools.map_json, name="map.json"),
    path("new/", schools.new, name="new"),
    path("adopt/", schools.adopt, name="adopt"),
    path("<int:pk>/", schools.school, name="school"),
    path("<int:pk>/edit/", schools.edit, name="edit"),
    path("<int:pk>/visit/", schools.visit, name="visit"),
    path("<int:pk>/obstacle/", schools.obstacle, name="obstacle"),
    path("files/", files.imports, name="imports"),
    path("files/upload/", files.upload, name="upload"),
    path("files/blank/<slug:kind>/", files.blank, name="blank"),
    path("files/<int:pk>/", files.one, name="import"),
    path("files/<int:pk>/progress/", files.progress, name="import-progress"),
    path("files/<int:pk>/confirm/", files.confirm, name="confirm"),
    path("files/<int:pk>/discard/", files.discard, name="discard"),
    path("rejects/<int:pk>/", files.reject, name="reject"),
    path("ask/", pupils.ask, name="ask"),
    path("pupils/<int:pk>/", pupils.pupil, name="pupil"),
    path("pupils/<int:pk>/settle/", pupils.settle, name="settle"),
    path("pupils/<int:pk>/unknown/", pupils.unknown, name="unknown"),
    path("pupils/<int:pk>/reopen/", pupils.reopen, name="reopen"),
    path("pupils/<int:pk>/nik/", pupils.put_nik, name="put-nik"),
    path("plan/", plans.plan, name="plan"),
    path("plan/propose/", plans.propose, name="propose"),
    path("plan/care/", plans.care, name="care"),
    path("partners/", partners.partners, name="partners"),
    path("partners/invite/", partners.invite, name="invite"),
    path("partners/<int:pk>/revoke/", partners.revoke, name="revoke"),
    path("counts/", partners.counts, name="counts"),
    path("invitation/<str:token>/", partners.accept, name="accept"),
]
