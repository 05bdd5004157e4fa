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


class PrintState(StrEnum):
    """Where a card that the office wants printed here is."""

    ORDERED = "ordered"
    SENT = "sent"
    UNKNOWN = "unknown"
    PRINTED = "printed"
    SPOILED = "spoiled"
    NOT_PRINTED = "not_printed"


PRINT: Mapping[tuple[str, str], str] = {
    (PrintState.ORDERED, "send"): PrintState.SENT,
    (PrintState.ORDERED, "not_printed"): PrintState.NOT_PRINTED,
    (PrintState.SENT, "lose_sight"): PrintState.UNKNOWN,
    **{
        (state, outcome.value): outcome
        for state in (PrintState.SENT, PrintState.UNKNOWN)
        for outcome in (PrintState.PRINTED, PrintState.SPOILED, PrintState.NOT_PRINTED)
    },
}

CARD: Mapping[tuple[str, str], str] = {
    (CardState.WAITING, Event.HAND_OVER): CardState.HANDED_OVER,
    (CardState.WAITING, Event.SEND_BACK): CardState.RETURNS,
    (CardState.WAITING, Event.WITHDRAW): CardState.WITHDRAWN,
    # The office has packed it anew and sent it with the same kit.
    (CardState.RETURNS, Event.SET_OUT_AGAIN): CardState.WAITING,
    (CardState.WITHDRAWN, Event.SET_OUT_AGAIN): CardState.WAITING,
}
