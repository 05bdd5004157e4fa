"""What the kits report from the field: only of stops on their own trips, written through our actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from jemput.node.exchange.models import Peer
from jemput.node.exchange.reports import AttendanceReport, ObstacleReport, OfficerReport, StopReport
from jemput.office.trips.actions import field
from jemput.office.trips.errors import NotThisKitsStop
from jemput.office.trips.models import Obstacle, Stop
from jemput.office.trips.rules import name_id
from jemput.office.trips.states import TurnoutEvent

OBSTACLES: Mapping[str, Obstacle.Kind] = {
    "power": Obstacle.Kind.POWER,
    "network": Obstacle.Kind.NETWORK,
    "officer": Obstacle.Kind.OFFICER_ABSENT,
    "device": Obstacle.Kind.DEVICE,
    "weather": Obstacle.Kind.WEATHER,
    "road": Obstacle.Kind.ROAD,
}
"""The kit's words for what stands in the way; a word that only a newer kit knows is "other"."""
EVENTS: Mapping[str, TurnoutEvent] = {
    "waiting": TurnoutEvent.EXPECT,
    "recorded": TurnoutEvent.CAPTURE,
    "no_show": TurnoutEvent.MISS,
    "turned_away": TurnoutEvent.TURN_AWAY,
}


def obstacle(peer: Peer, told: ObstacleReport, at: datetime) -> None:
    """Something holds the work up, or no longer. Raises NotThisKitsStop, BadTimes."""
    field.hear_obstacle(
        told_id=told.obstacle_id,
        stop=_stop(peer, told.stop_id),
        kind=OBSTACLES.get(told.kind, Obstacle.Kind.OTHER),
        cause=told.note,
        started_at=told.started_at,
        ended_at=told.ended_at,
        by=_who(told.by),
        at=at,
    )


def officer(peer: Peer, told: OfficerReport, at: datetime) -> None:
    """The village officer came, did not come, or signed. Raises NotThisKitsStop."""
    stop = _stop(peer, told.stop_id)
    field.hear_officer(
        stop=stop, state=told.state, name=told.name[:120], reason=told.reason, by=_who(told.by), at=told.at
    )


def attendance(peer: Peer, told: AttendanceReport, at: datetime) -> None:
    """What became of one person. Raises NotThisKitsStop."""
    met = field.Met(
        person_id=told.person_id,
        list_name=name_id(told.list_name_id) if told.list_name_id else None,
        nik=told.nik,
        event=EVENTS[told.state],
        reason=told.note,
    )
    field.hear_attendance(stop=_stop(peer, told.stop_id), met=met, by=_who(told.by), at=at)


def stop(peer: Peer, told: StopReport, at: datetime) -> None:
    """How a stop really went. Raises NotThisKitsStop, BadTimes."""
    counted = field.Counted(told.expected, told.recorded, told.no_shows, told.turned_away, told.walk_ins)
    field.hear_run(
        stop=_stop(peer, told.stop_id),
        arrived_at=told.arrived_at,
        finished_at=told.finished_at,
        counted=counted,
        note=told.note,
        by=_who(told.by),
        at=at,
    )


def _stop(peer: Peer, stop_id: UUID) -> Stop:
    found = (
        Stop.objects.filter(pk=stop_id, trip__kit__peer_id=peer.id).select_related("trip", "place").first()
    )
    if found is None:
        raise NotThisKitsStop(peer=peer.name, stop=stop_id)
    return found


def _who(by: str) -> str:
    return by[:150]
