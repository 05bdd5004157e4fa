"""Addresses of the roster."""

from django.urls import path

from jemput.office.roster.views import findings, links, lists, names

app_name = "roster"
urlpatterns = [
    path("", names.names, name="names"),
    path("names/<int:pk>/", names.name, name="name"),
    path("names/<int:pk>/finding/", names.propose, name="propose"),
    path("names/<int:pk>/home-visit/", names.home_visit, name="home-visit"),
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", lists.upload, name="upload"),
    path("lists/<int:pk>/", lists.one, name="list"),
    path("lists/<int:pk>/progress/", lists.progress, name="list-progress"),
    path("lists/<int:pk>/confirm/", lists.confirm, name="confirm"),
    path("lists/<int:pk>/discard/", lists.discard, name="discard"),
    path("rejects/<int:pk>/", lists.reject, name="reject"),
    path("rejects/<int:pk>/dismiss/", lists.dismiss, name="dismiss"),
    path("links/", links.queue, name="link-queue"),
    path("links/<int:pk>/", links.question, name="link"),
    path("links/<int:pk>/settle/", links.settle, name="settle"),
    path("links/<int:pk>/nobody/", links.nobody, name="nobody"),
    path("links/<int:pk>/double/", links.double, name="double"),
    path("links/<int:pk>/reopen/", links.reopen, name="reopen"),
    path("findings/", findings.findings, name="findings"),
    path("findings/accept/", findings.accept_many, name="accept-many"),
    path("findings/<int:pk>/attachment/", findings.attachment, name="attachment"),
    path("findings/<int:pk>/<slug:event>/", findings.judge, name="judge"),
    path("candidates/", findings.candidates, name="candidates"),
    path("candidates/verify/", findings.verify_many, name="verify-many"),
    path("candidates/<int:pk>/refuse/", findings.refuse, name="refuse"),
]
