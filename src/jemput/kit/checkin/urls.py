"""Addresses of check-in."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jemput.kit.checkin import views
from jemput.kit.checkin.states import Event


class AttendanceEvent(StringConverter):
    """The events that a page may post."""

    regex = "|".join((Event.STAYED_AWAY, Event.SENT_HOME, Event.CAME_AFTER_ALL))


register_converter(AttendanceEvent, "attendance_event")

app_name = "checkin"
urlpatterns = [
    path("", views.today, name="today"),
    path("stops/<uuid:stop_id>/officer/", views.officer, name="officer"),
    path("stops/<uuid:stop_id>/obstacles/", views.obstacle, name="obstacle"),
    path("obstacles/<uuid:obstacle_id>/over/", views.obstacle_over, name="obstacle-over"),
    path("queue/", views.queue, name="queue"),
    path("trips/<uuid:trip_id>/finish/", views.finish, name="finish"),
    path("trips/<uuid:trip_id>/reopen/", views.reopen, name="reopen"),
    path("home-visits/", views.checklist, name="checklist"),
    path("position/", views.position, name="position"),
    path("warnings/", views.warnings, name="warnings"),
    path("camera/", views.camera, name="camera"),
    path("find/", views.find, name="find"),
    path("queue/<uuid:person_id>/", views.person, name="person"),
    path("queue/<uuid:person_id>/<attendance_event:event>/", views.attendance, name="attendance"),
    path("queue/walk-in/", views.walk_in, name="walk-in"),
]
