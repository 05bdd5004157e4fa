"""How a consignment travels to its village, and a card from there into a hand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ConsignmentState(StrEnum):
    """Where a consignment is."""

    PACKED = "packed"
    SENT = "sent"
    RECEIVED = "received"


class ParcelState(StrEnum):
    """Where one card of a consignment is."""

    ON_ITS_WAY = "on_its_way"
    AT_VILLAGE = "at_village"
    MISSING = "missing"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"


CONSIGNMENT: Mapping[tuple[str, str], str] = {
    (ConsignmentState.PACKED, "send"): ConsignmentState.SENT,
    (ConsignmentState.PACKED, "receive"): ConsignmentState.RECEIVED,
    (ConsignmentState.SENT, "receive"): ConsignmentState.RECEIVED,
}

PARCEL: Mapping[tuple[str, str], str] = {
    (ParcelState.ON_ITS_WAY, "arrive"): ParcelState.AT_VILLAGE,
    (ParcelState.ON_ITS_WAY, "miss"): ParcelState.MISSING,
    (ParcelState.MISSING, "arrive"): ParcelState.AT_VILLAGE,
    (ParcelState.AT_VILLAGE, "hand_over"): ParcelState.HANDED_OVER,
    (ParcelState.AT_VILLAGE, "return"): ParcelState.RETURNED,
}
