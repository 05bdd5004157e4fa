"""Addresses of the village portal."""

from django.urls import path

from jemput.office.portal.views import candidates, names, office, sheets, village

app_name = "portal"
urlpatterns = [
    path("", names.names, name="names"),
    path("names/<int:pk>/", names.name, name="name"),
    path("names/<int:pk>/answer/", names.answer, name="answer"),
    path("answers/", names.answers, name="answers"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/<int:pk>/", candidates.mend, name="mend"),
    path("candidates/pemula/", candidates.pemula, name="pemula"),
    path("candidates/kia/", candidates.kia, name="kia"),
    path("candidates/register/<int:pk>/", candidates.judge, name="register-judge"),
    path("schedule/", village.schedule, name="schedule"),
    path("cards/", village.cards, name="cards"),
    path("cards/results/", village.results, name="results"),
    path("sheet/", sheets.answers, name="sheet"),
    path("sheet/file/", sheets.answers_file, name="sheet-file"),
    path("candidates/sheet/", sheets.candidates, name="sheet-candidates"),
    path("candidates/sheet/file/", sheets.candidates_file, name="sheet-candidates-file"),
    path("sheet/<int:pk>/", sheets.result, name="sheet-result"),
    path("sheet/<int:pk>/mending/", sheets.mending_file, name="sheet-mending"),
    path("villages/", office.villages, name="villages"),
    path("villages/kia/", office.kia, name="kia-wanted"),
]
