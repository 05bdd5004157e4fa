"""Addresses of privacy; a person's address never holds the NIK."""

from django.urls import path

from jemput.office.privacy.views import incidents, requests, retention, trail

app_name = "privacy"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("requests/new/", requests.new, name="request-new"),
    path("requests/<int:pk>/", requests.one, name="request"),
    path("requests/<int:pk>/prepare/", requests.prepare, name="request-prepare"),
    path("requests/<int:pk>/copy/", requests.copy, name="request-copy"),
    path("requests/<int:pk>/deliver/", requests.deliver, name="request-deliver"),
    path("requests/<int:pk>/decide/<slug:granted>/", requests.decide, name="request-decide"),
    path("trail/", trail.everybody, name="trail"),
    path("trail/<slug:key>/", trail.person, name="person"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.new, name="incident-new"),
    path("incidents/<int:pk>/", incidents.one, name="incident"),
    path("incidents/<int:pk>/edit/", incidents.edit, name="incident-edit"),
    path("incidents/<int:pk>/people/<slug:source>/", incidents.add, name="incident-add"),
    path("incidents/<int:pk>/letters/<slug:to>/", incidents.set_letter, name="incident-letter"),
    path("incidents/<int:pk>/<slug:event>/", incidents.step, name="incident-step"),
    path("letters/<int:pk>/", incidents.letter, name="letter"),
    path("retention/", retention.terms, name="retention"),
    path("retention/tonight/", retention.tonight, name="tonight"),
    path("retention/terms/<slug:key>/", retention.term, name="term"),
    path("retention/hold/", retention.hold, name="hold"),
    path("retention/hold/<int:pk>/lift/", retention.lift, name="lift"),
]
