"""What happens at a stop: the village officer, obstacles."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.kit.checkin.errors import ObstacleTimes, ReasonMissing
from jemput.kit.checkin.models import Obstacle, Stop
from jemput.kit.checkin.telling import tell_obstacle, tell_officer
from jemput.node.ledger.actions import record


@transaction.atomic
def note_officer(*, stop: Stop, arrived: bool, name: str, reason: str, by: str, at: datetime) -> Stop:
    """Log the village officer's presence; absence needs a reason and opens an obstacle (S0-5)."""
    if not arrived and not reason.strip():
        raise ReasonMissing
    stop.officer_state = "arrived" if arrived else "absent"
    stop.officer_name, stop.officer_reason, stop.officer_at = (
        name.strip() or stop.officer_name,
        reason.strip(),
        at,
    )
    stop.save(update_fields=["officer_state", "officer_name", "officer_reason", "officer_at"])
    open_ones = stop.obstacles.filter(kind=Obstacle.Kind.OFFICER, ended_at=None)
    if arrived:
        for obstacle in open_ones:
            end_obstacle(obstacle=obstacle, by=by, at=at)
    elif not open_ones.exists():
        kind = Obstacle.Kind.OFFICER
        open_obstacle(stop=stop, kind=kind, started_at=at, ended_at=None, note=reason, by=by, at=at)
    details = {"state": stop.officer_state, "reason": stop.officer_reason}
    record(action="officer.noted", subject=str(stop.id), by=by, at=at, details=details)
    tell_officer(stop=stop, by=by, at=at)
    return stop


@transaction.atomic
def open_obstacle(
    *,
    stop: Stop,
    kind: str,
    started_at: datetime,
    ended_at: datetime | None,
    note: str,
    by: str,
    at: datetime,
) -> Obstacle:
    """Note what holds the work up, from when, and until when where that is known."""
    if ended_at is not None and ended_at < started_at:
        raise ObstacleTimes
    obstacle = Obstacle.objects.create(
        stop=stop,
        kind=Obstacle.Kind(kind),
        started_at=started_at,
        ended_at=ended_at,
        note=note.strip(),
        noted_by=by,
    )
    record(action="obstacle.opened", subject=str(stop.id), by=by, at=at, details={"kind": kind})
    tell_obstacle(obstacle=obstacle, by=by, at=at)
    return obstacle


@transaction.atomic
def end_obstacle(*, obstacle: Obstacle, by: str, at: datetime) -> Obstacle:
    """Note that the work goes on; ending twice changes nothing."""
    if obstacle.ended_at is None:
        obstacle.ended_at = max(at, obstacle.started_at)
        obstacle.save(update_fields=["ended_at"])
        record(
            action="obstacle.ended",
            subject=str(obstacle.stop_id),
            by=by,
            at=at,
            details={"kind": obstacle.kind},
        )
        tell_obstacle(obstacle=obstacle, by=by, at=at)
    return obstacle
