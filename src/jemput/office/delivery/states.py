"""How a consignment travels to its village, and a card from there into a hand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ConsignmentState(StrEnum):
    """Where a consignment is."""

    PACKED = "packed"
    SENT = "sent"
    RECEIVED = "received"
    CLOSED = "closed"
    """Nothing of it is with its kit any more."""


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
    (ConsignmentState.SENT, "close"): ConsignmentState.CLOSED,
}

PARCEL: Mapping[tuple[str, str], str] = {
    (ParcelState.ON_ITS_WAY, "arrive"): ParcelState.AT_VILLAGE,
    (ParcelState.ON_ITS_WAY, "miss"): ParcelState.MISSING,
    (ParcelState.MISSING, "arrive"): ParcelState.AT_VILLAGE,
    (ParcelState.AT_VILLAGE, "hand_over"): ParcelState.HANDED_OVER,
    (ParcelState.AT_VILLAGE, "return"): ParcelState.RETURNED,
    # A kit's crew puts cards into hands on its way, and says so when it has a network: perhaps late.
    (ParcelState.ON_ITS_WAY, "hand_over_by_kit"): ParcelState.HANDED_OVER,
    (ParcelState.AT_VILLAGE, "hand_over_by_kit"): ParcelState.HANDED_OVER,
    (ParcelState.MISSING, "hand_over_by_kit"): ParcelState.HANDED_OVER,
    (ParcelState.RETURNED, "hand_over_by_kit"): ParcelState.HANDED_OVER,
    (ParcelState.ON_ITS_WAY, "come_back"): ParcelState.RETURNED,
    (ParcelState.MISSING, "come_back"): ParcelState.RETURNED,
    (ParcelState.AT_VILLAGE, "come_back"): ParcelState.RETURNED,
    (ParcelState.RETURNED, "come_back"): ParcelState.RETURNED,
}
