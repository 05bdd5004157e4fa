"""Blanks, ink and need against each other: which runs out first, when, and what arrives before (S2-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jemput.planning.ranges import check_ranges, measured, required


@dataclass(frozen=True)
class Supply:
    """Cards that one material on hand is enough for, and what more is on its way."""

    name: str
    on_hand: int = required("cards", 0, 1_000_000_000)
    arrivals: tuple[Arrival, ...] = ()

    def __post_init__(self) -> None:
        check_ranges(self, self.name)


@dataclass(frozen=True)
class Arrival:
    """Material for some cards, expected on a day, from somewhere."""

    day: date
    cards: int = measured(0, "cards", 0, 1_000_000_000)
    origin: str = ""

    def __post_init__(self) -> None:
        check_ranges(self, self.origin or "arrival")


@dataclass(frozen=True)
class Scarcity:
    """Everything set against the need.

    `bottleneck` is the supply that lasts for fewest cards with all arrivals, empty where all suffice;
    `possible` the cards it allows, `short` what is then missing. `runs_out_first` and `runs_out_on` tell
    which is used up first day by day as arrivals come, `arrives_first` what comes first of all.
    """

    need: int
    totals: tuple[tuple[str, int], ...]
    bottleneck: str
    possible: int
    short: int
    runs_out_first: str
    runs_out_on: date | None
    arrives_first: str
    arrives_from: str
    arrives_on: date | None


def scarcity(
    need: int, supplies: Sequence[Supply], printed_by_day: Sequence[tuple[date, int]] = ()
) -> Scarcity:
    """Which material ends printing for `need` people, in total and day by day.

    `printed_by_day` is what the plan would print, in order of date; without it only the totals are judged.
    Recording goes on in any case: only cards wait.
    """
    totals = tuple((s.name, s.on_hand + sum(a.cards for a in s.arrivals)) for s in supplies)
    scarcest = min(totals, key=lambda item: item[1], default=("", need))
    possible = min(scarcest[1], need)
    first, on = _first_empty(supplies, printed_by_day)
    coming = sorted((a.day, s.name, a.origin) for s in supplies for a in s.arrivals if a.cards)
    enough = scarcest[1] >= need
    return Scarcity(
        need=need,
        totals=totals,
        bottleneck="" if enough else scarcest[0],
        possible=possible,
        short=need - possible,
        runs_out_first=first or ("" if enough else scarcest[0]),
        runs_out_on=on,
        arrives_first=coming[0][1] if coming else "",
        arrives_from=coming[0][2] if coming else "",
        arrives_on=coming[0][0] if coming else None,
    )


def _first_empty(
    supplies: Sequence[Supply], printed_by_day: Sequence[tuple[date, int]]
) -> tuple[str, date | None]:
    """The first material, and day, on which more would be printed than has arrived by then."""
    printed = 0
    for day, cards in sorted(printed_by_day):
        printed += cards
        here = [(s.on_hand + sum(a.cards for a in s.arrivals if a.day <= day), s.name) for s in supplies]
        if here and min(here)[0] < printed:
            return min(here)[1], day
    return "", None
