"""Who is printed first, and from which day a card may be printed at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jemput.kernel.eligibility import CARD_AGE


class Kind(StrEnum):
    """Why a card is printed."""

    NEW = "new"
    CHANGE = "change"
    REPLACEMENT = "replacement"


PRIORITY = (Kind.NEW, Kind.CHANGE, Kind.REPLACEMENT)
"""When blanks are scarce: new recordings first, lost or damaged cards last."""


def print_from(birth_date: date, *, ever_married: bool, recorded_on: date) -> date:
    """The first day the card may be printed: the 17th birthday, or the recording day of one ever married."""
    if ever_married:
        return recorded_on
    try:
        birthday = birth_date.replace(year=birth_date.year + CARD_AGE)
    except ValueError:  # born on 29 February
        birthday = date(birth_date.year + CARD_AGE, 3, 1)
    return max(birthday, recorded_on)


@dataclass(frozen=True)
class Waiting:
    """One card in the queue, as the policy sees it."""

    card_id: int
    kind: Kind
    print_from: date
    village: str
    urgent: bool


def queue_order(waiting: Iterable[Waiting], *, on: date) -> list[Waiting]:
    """Cards printable on a date: urgent first, then by PRIORITY, then village by village, oldest first."""
    ripe = [card for card in waiting if card.print_from <= on]
    return sorted(
        ripe,
        key=lambda c: (not c.urgent, PRIORITY.index(c.kind), c.village, c.print_from, c.card_id),
    )


@dataclass(frozen=True)
class Fleet:
    """Printers counted by what they can do (S1-2: 4 owned, 1 beyond repair, 1 repaired: 2 → 3)."""

    owned: int
    effective: int
    in_repair: int
    dead: int


def fleet(states: Iterable[str]) -> Fleet:
    """Count printers by their states."""
    listed = list(states)
    return Fleet(len(listed), listed.count("ready"), listed.count("repair"), listed.count("dead"))
