"""How a card moves from print-ready to printed; no other way exists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CardState(StrEnum):
    """Where a card is on its way to paper; age is not a state, it is derived on the day."""

    READY = "ready"
    PRINTING = "printing"
    UNCERTAIN = "uncertain"
    PRINTED = "printed"
    WITHDRAWN = "withdrawn"


class PrinterState(StrEnum):
    """Whether a printer can be counted on."""

    READY = "ready"
    REPAIR = "repair"
    DEAD = "dead"


CARD: Mapping[tuple[str, str], str] = {
    (CardState.READY, "start"): CardState.PRINTING,
    (CardState.PRINTING, "printed"): CardState.PRINTED,
    (CardState.PRINTING, "spoiled"): CardState.READY,
    (CardState.PRINTING, "lost_sight"): CardState.UNCERTAIN,
    (CardState.PRINTING, "not_printed"): CardState.READY,
    (CardState.UNCERTAIN, "not_printed"): CardState.READY,
    (CardState.UNCERTAIN, "printed"): CardState.PRINTED,
    (CardState.UNCERTAIN, "spoiled"): CardState.READY,
    (CardState.READY, "withdraw"): CardState.WITHDRAWN,
    (CardState.WITHDRAWN, "make_ready"): CardState.READY,
}

PRINTER: Mapping[tuple[str, str], str] = {
    (PrinterState.READY, "break"): PrinterState.REPAIR,
    (PrinterState.REPAIR, "repaired"): PrinterState.READY,
    (PrinterState.REPAIR, "give_up"): PrinterState.DEAD,
    (PrinterState.READY, "give_up"): PrinterState.DEAD,
}
