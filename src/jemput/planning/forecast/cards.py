"""Cards in the simulation: sent over a network, answered by the center, printed while blanks last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jemput.planning.forecast.situation import CardSide

Floats = NDArray[np.float64]

_WORK_LINE = 400
"""Days that answers of the center can lie ahead."""


class Cards:
    """One queue after another, an entry a run. Mutable: the evening of one day is the morning of the next."""

    def __init__(
        self, side: CardSide, drawn: Mapping[str, Floats], scatter: float, runs: int, seed: int
    ) -> None:
        self._side, self._drawn, self._scatter, self._seed = side, drawn, scatter, seed
        self._runs = runs
        late = np.random.default_rng([seed, 4]).exponential(1.0, (len(side.arrivals), runs))
        self._arrives = [
            (one.cards, one.day.toordinal() + late[i] * drawn["blanks_late_days"], one.origin)
            for i, one in enumerate(side.arrivals)
        ]
        self._arrived = np.zeros((len(side.arrivals), runs), dtype=np.bool_)
        self._blanks = np.full(runs, np.inf if side.blanks is None else float(side.blanks))
        self._ribbon = np.full(runs, np.inf if side.ribbon is None else float(side.ribbon))
        self._unsent = np.zeros(runs)
        self._at_center = np.zeros((_WORK_LINE, runs))
        self._at_center[0] += side.waiting_at_center
        self._answerable = np.zeros(runs)
        self._ready = np.full(runs, float(side.ready))
        self._broken_until = np.zeros((side.printers, runs))
        self._given = np.zeros(runs)
        self._today = date.min
        self._last = 0

    def morning(self, day: date) -> None:
        """Blanks that have come by today, answers of the center that fall due."""
        passed = day.toordinal() - self._last if self._last else 1
        self._last, self._today = day.toordinal(), day
        for i, (cards, arrives, _) in enumerate(self._arrives):
            now = (arrives <= day.toordinal()) & ~self._arrived[i]
            self._arrived[i] |= now
            self._blanks = self._blanks + np.where(now, cards, 0.0)
        passed = min(max(passed, 1), _WORK_LINE)
        self._answerable = self._answerable + self._at_center[:passed].sum(axis=0)
        self._at_center = np.concatenate([self._at_center[passed:], np.zeros((passed, self._runs))])
        random = np.random.default_rng([self._seed, 5, day.toordinal()])
        noise = np.exp(self._scatter * random.standard_normal(self._runs) - self._scatter**2 / 2)
        answered = np.minimum(self._answerable, np.floor(self._drawn["center_cards"] * noise * passed))
        self._answerable = self._answerable - answered
        self._ready = self._ready + answered

    def print_on_the_spot(self, people: Floats) -> Floats:
        """Cards for these people from the van's printer, while blanks and ribbon last."""
        cards: Floats = np.floor(np.minimum(people, np.minimum(self._blanks, self._ribbon)))
        self._blanks, self._ribbon = self._blanks - cards, self._ribbon - cards
        return cards

    def evening(self, recorded: Floats, printed: Floats, no_network: NDArray[np.bool_]) -> Floats:
        """Send, print at the office, and say how many cards have been given so far."""
        self._unsent = self._unsent + recorded
        sent = np.where(no_network, 0.0, self._unsent)
        self._unsent = self._unsent - sent
        days = np.clip(np.rint(self._drawn["center_days"]), 0, _WORK_LINE - 1).astype(np.int64)
        self._at_center[days, np.arange(self._runs)] += sent
        capacity = self._printers() * self._side.cards_a_printer
        cards = np.floor(np.minimum.reduce([self._ready, capacity, self._blanks, self._ribbon]))
        self._ready, self._blanks, self._ribbon = (
            self._ready - cards,
            self._blanks - cards,
            self._ribbon - cards,
        )
        self._given = self._given + cards + printed
        return self._given

    def _printers(self) -> Floats:
        """Printers that work today."""
        working = np.zeros(self._runs)
        for i in range(self._side.printers):
            random = np.random.default_rng([self._seed, 6, self._today.toordinal(), i])
            chance, repair = random.random(self._runs), random.exponential(1.0, self._runs)
            works = self._broken_until[i] <= self._today.toordinal()
            fails = works & (chance < self._drawn["printer_failure"])
            until = self._today.toordinal() + 1 + repair * self._drawn["repair_days"]
            self._broken_until[i] = np.where(fails, until, self._broken_until[i])
            working += works & ~fails
        return working
