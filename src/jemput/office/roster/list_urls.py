"""Addresses of lists."""

from django.urls import path

from jemput.office.roster.views import list_columns, list_rejects, list_versions, lists

urlpatterns = [
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", lists.upload, name="upload"),
    path("lists/layouts/", list_columns.layouts, name="layouts"),
    path("lists/layouts/forget/", list_columns.forget, name="forget-layouts"),
    path("lists/template/<slug:code>/", list_versions.template, name="list-template"),
    path("lists/compared/<int:pk>/", list_versions.comparison, name="comparison"),
    path("lists/compared/<int:pk>/progress/", list_versions.comparison_progress, name="comparison-progress"),
    path("lists/<int:pk>/", lists.one, name="list"),
    path("lists/<int:pk>/progress/", lists.progress, name="list-progress"),
    path("lists/<int:pk>/confirm/", lists.confirm, name="confirm"),
    path("lists/<int:pk>/discard/", lists.discard, name="discard"),
    path("lists/<int:pk>/columns/", list_columns.columns, name="columns"),
    path("lists/<int:pk>/rejects/", list_rejects.download, name="rejects"),
    path("lists/<int:pk>/rejects/return/", list_rejects.bring_back, name="bring-back"),
    path("lists/<int:pk>/rejects/dismiss/", list_rejects.dismiss_many, name="dismiss-many"),
    path("lists/<int:pk>/compare/", list_versions.compare, name="compare"),
    path("lists/<int:pk>/download/", list_versions.download, name="list-download"),
    path("rejects/<int:pk>/", list_rejects.reject, name="reject"),
    path("rejects/<int:pk>/dismiss/", list_rejects.dismiss, name="dismiss"),
]
