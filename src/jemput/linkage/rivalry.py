"""Rows that claim one person: a person is meant once, so the better claim counts against the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import Ints
from jemput.linkage.scale import ELSEWHERE, PRIOR, Scale
from jemput.linkage.search import Found

ROWS_TO_ADAPT = 500.0
"""How many rows the model's share of listed people weighs against what the list itself shows."""
CLAIM_FROM = 0.3
"""Probability from which on a row claims its likeliest person."""
ROUNDS = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Claims:
    """Candidates by row, likeliest first, after rows have competed: position in the register (-1 for none),
    bits, probability (over a row at most 1 with nobody's share), and the row that has the person already
    (-1 for none).

    `shift`: bits by which the prior was moved, since the list showed how many of its people the register
    holds.
    """

    people: Ints
    bits: Floats
    probability: Floats
    elsewhere: Ints
    shift: float


def settled(found: Found, rows: Ints, sure: int, owner: Ints, scale: Scale, listed: float) -> Claims:
    """Let the open rows compete. `owner` is the row that has each person for sure, -1 for none."""
    shift = _shift(found.total[rows], sure, scale, listed)
    people, bits, total = found.people.copy(), found.bits + shift, found.total + shift
    taken = (
        np.where(people >= 0, owner[people], -1).astype(np.int32) if len(owner) else np.full_like(people, -1)
    )
    for _ in range(ROUNDS):
        losers, winners = _losers(people, probabilities(bits, total), bits, taken, rows)
        if not len(losers):
            break
        taken[losers, 0] = winners
        _charge(people, bits, total, taken, losers, float(scale.numbers[ELSEWHERE]))
    return Claims(people, bits, probabilities(bits, total), taken, shift)


def _shift(total: Floats, sure: int, scale: Scale, listed: float) -> float:
    """Bits between the prior that the model assumed and the one that the list itself shows, by a few rounds
    of EM."""
    share, before = listed, float(scale.numbers[PRIOR])
    for _ in range(5):
        moved = _prior(share, float(scale.numbers[0])) - before
        expected = (1 / (1 + 2.0 ** -np.clip(total + moved, -60, 60))).sum() + sure
        share = float(expected + ROWS_TO_ADAPT * listed) / (len(total) + sure + ROWS_TO_ADAPT)
    return _prior(share, float(scale.numbers[0])) - before


def _prior(share: float, size: float) -> float:
    share = min(0.999, max(0.001, share))
    return float(np.log2(share / (1 - share) / size))


def probabilities(bits: Floats, total: Floats) -> Floats:
    """Probabilities of candidates. A row means one person at most, so the odds share one denominator: p = o
    / (1 + all odds)."""
    top = np.maximum(total, 0.0)
    shares: Floats = 2.0 ** (bits - top[:, None]) / (2.0**-top + 2.0 ** (total - top))[:, None]
    return np.where(bits > -900, shares, 0.0)


def _losers(people: Ints, probability: Floats, bits: Floats, taken: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Rows whose likeliest person another row claims with more bits, and those other rows."""
    claiming = rows[(probability[rows, 0] >= CLAIM_FROM) & (taken[rows, 0] < 0)]
    order = claiming[np.lexsort((claiming, -bits[claiming, 0], people[claiming, 0]))]
    if not len(order):
        return order, order
    first = np.r_[True, people[order[1:], 0] != people[order[:-1], 0]]
    winner = order[np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    return order[~first], winner[~first]


def _charge(people: Ints, bits: Floats, total: Floats, taken: Ints, rows: Ints, against: float) -> None:
    """Take bits from the likeliest candidate of these rows, and bring their candidates into order again."""
    odds = 2.0 ** np.clip(total[rows], -900, 900)
    lost = 2.0 ** np.clip(bits[rows, 0], -900, 900) * (1 - 2.0**against)
    bits[rows, 0] += against
    least = 2.0 ** np.clip(bits[rows].max(axis=1), -900, 900)
    total[rows] = np.log2(np.maximum(odds - lost, least))
    order = np.argsort(-bits[rows], axis=1, kind="stable")
    for values in (people, bits, taken):
        values[rows] = np.take_along_axis(values[rows], order, axis=1)
