"""Addresses of capture."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jemput.kit.capture import operator_views, second_factor, views
from jemput.kit.capture.states import STEPS


class StepConverter(StringConverter):
    """The name of a step."""

    regex = "|".join(STEPS)


class DirectionConverter(StringConverter):
    """On or back."""

    regex = "next|back"


register_converter(StepConverter, "capture_step")
register_converter(DirectionConverter, "capture_direction")

app_name = "capture"
urlpatterns = [
    path("", views.encounters_page, name="encounters"),
    path("profiles/", views.profiles, name="profiles"),
    path("finger/", second_factor.show_finger, name="show-finger"),
    path("operators/", operator_views.operators, name="operators"),
    path("operators/<str:username>/", operator_views.enroll, name="enroll-operator"),
    path("begin/<uuid:person_id>/", views.begin, name="begin"),
    path("<uuid:encounter_id>/", views.resume, name="resume"),
    path("<uuid:encounter_id>/revisit/", views.revisit, name="revisit"),
    path("<uuid:encounter_id>/different/", views.different, name="different"),
    path("<uuid:encounter_id>/abandon/", views.abandon, name="abandon"),
    path("<uuid:encounter_id>/receipt/", views.receipt, name="receipt"),
    path("<uuid:encounter_id>/receipt.pdf", views.receipt_pdf, name="receipt-pdf"),
    path("<uuid:encounter_id>/verification/accept/", views.accept, name="accept"),
    path("<uuid:encounter_id>/samples/<uuid:sample_id>.jpg", views.sample_image, name="sample-image"),
    path("<uuid:encounter_id>/<capture_step:step>/", views.step, name="step"),
    path("<uuid:encounter_id>/<capture_step:step>/exception/", views.exception, name="exception"),
    path("<uuid:encounter_id>/<capture_step:step>/files/", views.files, name="files"),
    path("<uuid:encounter_id>/<capture_step:step>/skip/", views.skip, name="skip"),
    path("<uuid:encounter_id>/<capture_step:step>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:encounter_id>/<capture_step:step>/<capture_direction:event>/", views.move, name="move"),
]
