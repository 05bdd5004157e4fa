"""Addresses of the roster."""

from django.urls import path

from jemput.office.roster.link_urls import urlpatterns as link_urls
from jemput.office.roster.list_urls import urlpatterns as list_urls
from jemput.office.roster.views import findings, names, returns

app_name = "roster"
urlpatterns = [
    path("", names.names, name="names"),
    path("names/<int:pk>/", names.name, name="name"),
    path("names/<int:pk>/finding/", names.propose, name="propose"),
    path("names/<int:pk>/nik/", names.reveal, name="reveal"),
    path("names/<int:pk>/home-visit/", names.home_visit, name="home-visit"),
    path("names/<int:pk>/home-visit/reason/", names.home_visit_reason, name="home-visit-reason"),
    *list_urls,
    *link_urls,
    path("findings/", findings.findings, name="findings"),
    path("findings/accept/", findings.accept_many, name="accept-many"),
    path("findings/villages/", findings.villages, name="finding-villages"),
    path("findings/villages/<str:code>/", findings.village, name="finding-village"),
    path("findings/villages/<str:code>/accept/", findings.accept_village, name="accept-village"),
    path("findings/<int:pk>/attachment/", findings.attachment, name="attachment"),
    path("findings/<int:pk>/<slug:event>/", findings.judge, name="judge"),
    path("candidates/", findings.candidates, name="candidates"),
    path("candidates/verify/", findings.verify_many, name="verify-many"),
    path("candidates/<int:pk>/refuse/", findings.refuse, name="refuse"),
    path("candidates/<int:pk>/return/", findings.send_back, name="return-candidate"),
    path("returns/", returns.letters, name="returns"),
    path("returns/draft/", returns.draft, name="draft-return"),
    path("returns/<int:pk>/", returns.letter, name="return"),
    path("returns/<int:pk>/paper/", returns.paper, name="return-paper"),
    path("returns/<int:pk>/sheet/", returns.sheet, name="return-sheet"),
    path("returns/<int:pk>/sign/", returns.sign, name="sign-return"),
    path("returns/<int:pk>/send/", returns.send, name="send-return"),
    path("returns/<int:pk>/discard/", returns.discard, name="discard-return"),
]
