"""Addresses of the cards."""

from django.urls import path

from jemput.office.cards import views

app_name = "cards"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("print/", views.print_batch, name="print"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/settle/", views.settle, name="settle"),
    path("all/", views.all_cards, name="all"),
    path("printers/", views.printers, name="printers"),
    path("printers/<int:pk>/", views.change_printer, name="printer"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/specimen.pdf", views.specimen, name="specimen"),
]
