"""What happens in the field, told to the office: written down with the act, sent when there is a network."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from jemput.kit.checkin.models import Obstacle, Person, Stop
from jemput.kit.checkin.states import Attendance
from jemput.node.exchange.actions.reporting import report
from jemput.node.exchange.reports import AttendanceReport, ObstacleReport, OfficerReport, StopReport

Told = Literal["waiting", "recorded", "no_show", "turned_away"]
TOLD: dict[Attendance, Told] = {
    Attendance.WAITING: "waiting",
    Attendance.RECORDED: "recorded",
    Attendance.NO_SHOW: "no_show",
    Attendance.TURNED_AWAY: "turned_away",
}
"""Somebody in front of the scanner is no news: the end of it is."""


def tell_officer(*, stop: Stop, by: str, at: datetime) -> None:
    """Whether the village officer of a stop is there."""
    message = OfficerReport(
        trip_id=stop.trip_id,
        stop_id=stop.id,
        state="arrived" if stop.officer_state == "arrived" else "absent",
        name=stop.officer_name,
        reason=stop.officer_reason,
        at=at,
        by=by,
    )
    report(message=message, subject=f"stop:{stop.id}", by=by, at=at)


def tell_obstacle(*, obstacle: Obstacle, by: str, at: datetime) -> None:
    """An obstacle, or its end."""
    message = ObstacleReport(
        obstacle_id=obstacle.id,
        trip_id=obstacle.stop.trip_id,
        stop_id=obstacle.stop_id,
        kind=obstacle.kind,
        note=obstacle.note,
        started_at=obstacle.started_at,
        ended_at=obstacle.ended_at,
        by=by,
    )
    report(message=message, subject=f"obstacle:{obstacle.id}", by=by, at=at)


def tell_attendance(*, person: Person, by: str, at: datetime) -> None:
    """What became of somebody at a stop of this kit."""
    state = TOLD.get(Attendance(person.attendance))
    if state is None or person.stop is None:
        return
    message = AttendanceReport(
        trip_id=person.stop.trip_id,
        stop_id=person.stop.id,
        person_id=person.id,
        list_name_id=person.list_name_id,
        nik=person.nik,
        state=state,
        is_walk_in=person.is_walk_in,
        packet_id=None,
        note=person.attendance_note,
        at=at,
        by=by,
    )
    report(message=message, subject=f"person:{person.id}", by=by, at=at)


def tell_stop(*, stop: Stop, arrived_at: datetime, finished_at: datetime | None, by: str) -> None:
    """A stop as it really went, by what the kit counted there."""
    people = list(stop.people.values_list("attendance", "is_walk_in"))
    became = [Attendance(attendance) for attendance, _walk_in in people]
    message = StopReport(
        trip_id=stop.trip_id,
        stop_id=stop.id,
        arrived_at=arrived_at,
        finished_at=finished_at,
        expected=sum(not walk_in for _attendance, walk_in in people),
        recorded=became.count(Attendance.RECORDED),
        no_shows=became.count(Attendance.NO_SHOW),
        turned_away=became.count(Attendance.TURNED_AWAY),
        walk_ins=sum(walk_in for _attendance, walk_in in people),
        note="",
        by=by,
    )
    report(message=message, subject=f"stop:{stop.id}", by=by, at=finished_at or arrived_at)
