"""A card in the van: waiting, in a hand, or on its way back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CardState(StrEnum):
    """Where a card of this kit is."""

    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    RETURNS = "returns"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What happens to it."""

    HAND_OVER = "hand_over"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


CARD: Mapping[tuple[str, str], str] = {
    (CardState.WAITING, Event.HAND_OVER): CardState.HANDED_OVER,
    (CardState.WAITING, Event.SEND_BACK): CardState.RETURNS,
    (CardState.WAITING, Event.WITHDRAW): CardState.WITHDRAWN,
}
