"""Writers of what happened at a stop: the village officer's presence and obstacles with their duration."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.trips.errors import BadTimes
from jemput.office.trips.models import Obstacle, OfficerPresence, Stop, Trip


@transaction.atomic
def note_officer(
    *, stop: Stop, present: bool, name: str, office: str, by: str, at: datetime, cause: str = ""
) -> OfficerPresence:
    """Log whether the village officer is there; an absence is an obstacle until the officer comes (S0-5)."""
    presence, _ = OfficerPresence.objects.update_or_create(
        stop=stop, defaults={"present": present, "name": name, "office": office, "at": at, "noted_by": by}
    )
    absent = Obstacle.objects.filter(stop=stop, kind=Obstacle.Kind.OFFICER_ABSENT, ended_at__isnull=True)
    if present:
        absent.filter(started_at__lte=at).update(ended_at=at)
    elif not absent.exists():
        start_obstacle(
            kind=Obstacle.Kind.OFFICER_ABSENT,
            cause=cause or office or name,
            stop=stop,
            started_at=at,
            by=by,
            at=at,
        )
    details = {"present": present, "name": name}
    record(action="stop.officer", subject=str(stop.pk), by=by, at=at, details=details)
    return presence


@transaction.atomic
def start_obstacle(
    *,
    kind: str,
    cause: str,
    started_at: datetime,
    by: str,
    at: datetime,
    stop: Stop | None = None,
    trip: Trip | None = None,
    ended_at: datetime | None = None,
    told_id: UUID | None = None,
) -> Obstacle:
    """Note what stands in the way, since when and, where it is over, until when (S1-6, S4-5).

    `told_id` is the kit's own id of it, where a kit told. Raises BadTimes.
    """
    if ended_at and ended_at < started_at:
        raise BadTimes()
    obstacle = Obstacle.objects.create(
        told_id=told_id,
        kind=kind,
        cause=cause,
        stop=stop,
        trip=trip or (stop.trip if stop else None),
        place=stop.place if stop else None,
        started_at=started_at,
        ended_at=ended_at,
        noted_by=by,
    )
    details = {"kind": kind, "cause": cause}
    record(action="obstacle.started", subject=str(obstacle.pk), by=by, at=at, details=details)
    return obstacle


@transaction.atomic
def end_obstacle(*, obstacle: Obstacle, ended_at: datetime, by: str, at: datetime) -> Obstacle:
    """Say when an obstacle was over."""
    if ended_at < obstacle.started_at:
        raise BadTimes()
    obstacle.ended_at = ended_at
    obstacle.save(update_fields=["ended_at"])
    minutes = round(obstacle.duration(until=ended_at).total_seconds() / 60)
    record(action="obstacle.ended", subject=str(obstacle.pk), by=by, at=at, details={"minutes": minutes})
    return obstacle
