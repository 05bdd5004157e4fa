"""Addresses of deactivation."""

from django.urls import path

from jemput.office.deactivation import decision_views, views

app_name = "deactivation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.new, name="new"),
    path("blocked/", views.blocked, name="blocked"),
    path("blocked/<int:pk>/letter.pdf", views.letter, name="letter"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/people/", views.take_out, name="take-out"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/report.pdf", views.report, name="report"),
    path("<int:pk>/list/", views.ministry_list, name="list"),
    path("<int:pk>/decision/", decision_views.upload, name="upload"),
    path("decisions/<int:pk>/", decision_views.decision, name="decision"),
    path("decisions/<int:pk>/carry-out/", decision_views.carry_out, name="carry-out"),
    path("decisions/<int:pk>/discard/", decision_views.discard, name="discard"),
    path("decisions/<int:pk>/report.pdf", decision_views.report, name="decision-report"),
    path("decisions/<int:pk>/original/", decision_views.original, name="original"),
    path("rows/<int:pk>/", decision_views.row, name="row"),
    path("rows/<int:pk>/dismiss/", decision_views.dismiss, name="dismiss"),
]
