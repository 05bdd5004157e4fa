"""Totals of a handover that must balance, and who may receive a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Receiver(StrEnum):
    """Into whose hand a card went, by what proof."""

    SELF_FINGER = "self_finger"
    SELF_DOCUMENT = "self_document"
    RELATIVE_LETTER = "relative_letter"


class ReturnReason(StrEnum):
    """Why a card came back."""

    NOT_MET = "not_met"
    MOVED = "moved"
    DEAD = "dead"
    WRONG = "wrong"


@dataclass(frozen=True)
class HandoverTotals:
    """Cards of one handover: village by village, and together (S0-1: 1,575 to 124, on average 12.70)."""

    by_village: Mapping[str, int]

    @property
    def cards(self) -> int:
        """All cards."""
        return sum(self.by_village.values())

    @property
    def villages(self) -> int:
        """Villages that receive at least one."""
        return sum(1 for count in self.by_village.values() if count)

    @property
    def average(self) -> Decimal:
        """Cards a village, two decimals; zero where there is no village."""
        if not self.villages:
            return Decimal(0)
        return (Decimal(self.cards) / self.villages).quantize(Decimal("0.01"))

    def balances_with(self, other: HandoverTotals) -> bool:
        """Whether both sides count the same in every village, not only in total."""
        return {k: v for k, v in self.by_village.items() if v} == {
            k: v for k, v in other.by_village.items() if v
        }
