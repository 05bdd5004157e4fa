"""Addresses of pickup."""

from django.urls import path

from jemput.kit.pickup import views

app_name = "pickup"
urlpatterns = [
    path("", views.cards, name="cards"),
    path("prints/", views.print_orders, name="prints"),
    path("prints/<uuid:order_id>/print/", views.print_now, name="print"),
    path("prints/<uuid:order_id>/printed/", views.printed, name="printed"),
    path("<str:card_id>/", views.card, name="card"),
    path("<str:card_id>/check/", views.check, name="check"),
    path("<str:card_id>/hand-over/", views.hand_over, name="hand-over"),
    path("<str:card_id>/send-back/", views.send_back, name="send-back"),
]
