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
    SET_OUT_AGAIN = "set_out_again"


CARD: Mapping[tuple[str, str], str] = {
    (CardState.WAITING, Event.HAND_OVER): CardState.HANDED_OVER,
    (CardState.WAITING, Event.SEND_BACK): CardState.RETURNS,
    (CardState.WAITING, Event.WITHDRAW): CardState.WITHDRAWN,
    # The office has packed it anew and sent it with the same kit.
    (CardState.RETURNS, Event.SET_OUT_AGAIN): CardState.WAITING,
    (CardState.WITHDRAWN, Event.SET_OUT_AGAIN): CardState.WAITING,
}
