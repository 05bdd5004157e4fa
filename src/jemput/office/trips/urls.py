"""Addresses of trips: campaigns and plans, trips with their stops and papers, places, kits and crews."""

from django.urls import path

from jemput.office.trips.views import equipment, outings, places, planning

app_name = "trips"
urlpatterns = [
    path("", outings.trips, name="trips"),
    path("campaigns/", planning.campaigns, name="campaigns"),
    path("campaigns/new/", planning.new_campaign, name="campaign-new"),
    path("campaigns/<int:pk>/", planning.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", planning.edit_campaign, name="campaign-edit"),
    path("campaigns/<int:pk>/plan/", planning.ask, name="ask"),
    path("campaigns/<int:pk>/trip/", outings.open_by_hand, name="trip-new"),
    path("campaigns/plans/<uuid:pk>/", planning.plan, name="plan"),
    path("campaigns/plans/<uuid:pk>/progress/", planning.progress, name="plan-progress"),
    path("campaigns/plans/<uuid:pk>/approve/", planning.approve, name="plan-approve"),
    path("campaigns/plans/<uuid:pk>/discard/", planning.discard, name="plan-discard"),
    path("campaigns/plans/<uuid:pk>/routes.json", planning.routes, name="plan-routes"),
    path("due.json", planning.due_map, name="due.json"),
    path("approve/", outings.approve_all, name="approve-all"),
    path("<uuid:pk>/", outings.trip, name="trip"),
    path("<uuid:pk>/approve/", outings.approve, name="approve"),
    path("<uuid:pk>/announce/", outings.announce, name="announce"),
    path("<uuid:pk>/finish/", outings.finish, name="finish"),
    path("<uuid:pk>/cancel/", outings.cancel, name="cancel"),
    path("<uuid:pk>/papers/<slug:name>.pdf", outings.paper, name="paper"),
    path("stops/<uuid:pk>/move/", outings.move, name="stop-move"),
    path("stops/<uuid:pk>/officer/", outings.officer, name="stop-officer"),
    path("stops/<uuid:pk>/obstacle/", outings.obstacle, name="stop-obstacle"),
    path("stops/<uuid:pk>/homes/", outings.homes, name="stop-homes"),
    path("obstacles/<int:pk>/end/", outings.obstacle_over, name="obstacle-end"),
    path("campaigns/places/", places.places, name="places"),
    path("campaigns/places/seed/", places.seed, name="places-seed"),
    path("campaigns/places/new/", places.new_place, name="place-new"),
    path("campaigns/places/<uuid:pk>/", places.place, name="place"),
    path("kits/", equipment.kits, name="kits"),
    path("kits/new/", equipment.new_kit, name="kit-new"),
    path("kits/<int:pk>/", equipment.kit, name="kit"),
    path("kits/<int:pk>/lost/", equipment.kit_lost, name="kit-lost"),
    path("kits/<int:pk>/<slug:event>/", equipment.kit_event, name="kit-event"),
    path("peers/<slug:pk>/let-in/", equipment.let_in, name="let-in"),
    path("peers/<slug:pk>/shut-out/", equipment.shut_out, name="shut-out"),
    path("crews/new/", equipment.new_crew, name="crew-new"),
    path("crews/<int:pk>/", equipment.crew, name="crew"),
]
