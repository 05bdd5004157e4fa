"""Where a person of the queue stands: (state, event) → state."""

from __future__ import annotations

from enum import StrEnum


class Attendance(StrEnum):
    """What became of a person on this trip."""

    WAITING = "waiting"
    IN_CAPTURE = "in_capture"
    RECORDED = "recorded"
    NO_SHOW = "no_show"
    TURNED_AWAY = "turned_away"


class Event(StrEnum):
    """What can happen to a person of the queue."""

    CAPTURE_BEGUN = "capture_begun"
    CAPTURE_SEALED = "capture_sealed"
    CAPTURE_ABANDONED = "capture_abandoned"
    STAYED_AWAY = "stayed_away"
    SENT_HOME = "sent_home"
    CAME_AFTER_ALL = "came_after_all"


TRANSITIONS: dict[tuple[Attendance, Event], Attendance] = {
    (Attendance.WAITING, Event.CAPTURE_BEGUN): Attendance.IN_CAPTURE,
    (Attendance.WAITING, Event.STAYED_AWAY): Attendance.NO_SHOW,
    (Attendance.WAITING, Event.SENT_HOME): Attendance.TURNED_AWAY,
    (Attendance.IN_CAPTURE, Event.CAPTURE_SEALED): Attendance.RECORDED,
    (Attendance.IN_CAPTURE, Event.CAPTURE_ABANDONED): Attendance.WAITING,
    (Attendance.NO_SHOW, Event.CAME_AFTER_ALL): Attendance.WAITING,
    (Attendance.NO_SHOW, Event.CAPTURE_BEGUN): Attendance.IN_CAPTURE,
    (Attendance.TURNED_AWAY, Event.CAME_AFTER_ALL): Attendance.WAITING,
}


def after(state: Attendance, event: Event) -> Attendance | None:
    """The state after an event; None where the event cannot happen in this state."""
    return TRANSITIONS.get((state, event))
