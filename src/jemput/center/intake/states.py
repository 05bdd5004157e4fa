"""What can become of an arrived packet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ArrivalState(StrEnum):
    """Whether a packet has been opened."""

    RECEIVED = "received"
    OPENED = "opened"
    REFUSED = "refused"


ARRIVAL: Mapping[tuple[str, str], str] = {
    (ArrivalState.RECEIVED, "open"): ArrivalState.OPENED,
    (ArrivalState.RECEIVED, "refuse"): ArrivalState.REFUSED,
    (ArrivalState.REFUSED, "try_again"): ArrivalState.RECEIVED,
}
