"""What may become of a request, and of an incident: transition tables, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    READY = "ready"
    CLOSED = "closed"
    REFUSED = "refused"


class IncidentState(StrEnum):
    """Where an incident stands."""

    DRAFT = "draft"
    OPEN = "open"
    NOTIFIED = "notified"
    CLOSED = "closed"
    DISMISSED = "dismissed"


REQUEST: Mapping[tuple[str, str], str] = {
    (RequestState.OPEN, "prepare"): RequestState.READY,
    (RequestState.READY, "prepare"): RequestState.READY,
    (RequestState.OPEN, "refuse"): RequestState.REFUSED,
    (RequestState.READY, "refuse"): RequestState.REFUSED,
    (RequestState.READY, "deliver"): RequestState.CLOSED,
}
"""A copy may be made again until it is handed over; nothing is delivered that was not made or decided."""

INCIDENT: Mapping[tuple[str, str], str] = {
    (IncidentState.DRAFT, "confirm"): IncidentState.OPEN,
    (IncidentState.DRAFT, "dismiss"): IncidentState.DISMISSED,
    (IncidentState.OPEN, "all_told"): IncidentState.NOTIFIED,
    (IncidentState.NOTIFIED, "close"): IncidentState.CLOSED,
}
"""An incident closes only after the people and the authority were told."""

DONE_REQUESTS = frozenset({RequestState.CLOSED.value, RequestState.REFUSED.value})
UNTOLD_INCIDENTS = frozenset({IncidentState.DRAFT.value, IncidentState.OPEN.value})
