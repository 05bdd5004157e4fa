"""Addresses of linking: the clerks' queue, duplicates in the register, merges, the model."""

from django.urls import path

from jemput.office.roster.views import linkage_model, links, merges, pairs

urlpatterns = [
    path("links/", links.queue, name="link-queue"),
    path("links/upcoming/", links.upcoming, name="link-upcoming"),
    path("links/undo/", links.undo, name="link-undo"),
    path("links/<int:pk>/", links.question, name="link"),
    path("links/<int:pk>/look/", links.look, name="link-look"),
    path("links/<int:pk>/settle/", links.settle, name="settle"),
    path("links/<int:pk>/nobody/", links.nobody, name="nobody"),
    path("links/<int:pk>/double/", links.double, name="double"),
    path("links/<int:pk>/skip/", links.skip, name="skip"),
    path("links/<int:pk>/reopen/", links.reopen, name="reopen"),
    path("links/pairs/", pairs.pairs, name="pairs"),
    path("links/pairs/search/", pairs.search, name="pair-search"),
    path("links/pairs/progress/", pairs.progress, name="pair-progress"),
    path("links/pairs/next/", pairs.queue, name="pair-queue"),
    path("links/pairs/upcoming/", pairs.upcoming, name="pair-upcoming"),
    path("links/pairs/undo/", pairs.undo, name="pair-undo"),
    path("links/pairs/ministry/", pairs.ministry, name="pair-ministry"),
    path("links/pairs/<int:pk>/", pairs.pair, name="pair"),
    path("links/pairs/<int:pk>/part/", pairs.part, name="pair-part"),
    path("links/pairs/<int:pk>/propose/", pairs.propose, name="pair-propose"),
    path("links/pairs/<int:pk>/skip/", pairs.skip, name="pair-skip"),
    path("links/pairs/<int:pk>/clean/", pairs.clean, name="pair-clean"),
    path("links/merges/", merges.merges, name="merges"),
    path("links/merges/<int:pk>/", merges.merge, name="merge"),
    path("links/merges/<int:pk>/confirm/", merges.confirm, name="merge-confirm"),
    path("links/merges/<int:pk>/refuse/", merges.refuse, name="merge-refuse"),
    path("links/merges/<int:pk>/withdraw/", merges.withdraw, name="merge-withdraw"),
    path("links/model/", linkage_model.model, name="link-model"),
    path("links/model/thresholds/", linkage_model.thresholds, name="thresholds"),
]
