"""The only writers of check-in: what the feed brings, what happens at a stop, what becomes of a person."""

from __future__ import annotations

from jemput.kit.checkin.actions.people import PersonFacts, add_walk_in, advance
from jemput.kit.checkin.actions.stops import end_obstacle, note_officer, open_obstacle
from jemput.kit.checkin.actions.told import forget_people, keep_person, keep_trip, lock_kit, note_status
from jemput.kit.checkin.actions.trips import (
    finish_trip,
    note_position,
    reopen_trip,
    require_safe,
    require_unlocked,
)

__all__ = [
    "PersonFacts",
    "add_walk_in",
    "advance",
    "end_obstacle",
    "finish_trip",
    "forget_people",
    "keep_person",
    "keep_trip",
    "lock_kit",
    "note_officer",
    "note_position",
    "note_status",
    "open_obstacle",
    "reopen_trip",
    "require_safe",
    "require_unlocked",
]
