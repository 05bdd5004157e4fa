"""How often clerks agreed with the model, by the probability it stated: people see it, nothing learns it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BANDS = (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
"""Lower bounds of the bands of probability."""
FEWEST = 20
"""Decisions below which a share says little."""
WIDTH_OF_DOUBT = 1.96
"""Standard deviations on either side that hold nineteen of twenty shares."""


@dataclass(frozen=True)
class Band:
    """Decisions whose likeliest candidate had a probability from `low` to below `high` (the last: to 1)."""

    low: float
    high: float
    decided: int
    agreed: int
    stated: float
    """The mean probability that the model stated."""

    @property
    def share(self) -> float | None:
        """How often clerks chose that candidate; None where nobody decided."""
        return self.agreed / self.decided if self.decided else None

    @property
    def says_something(self) -> bool:
        """Whether there are decisions enough to compare."""
        return self.decided >= FEWEST

    @property
    def is_off(self) -> bool:
        """Whether clerks and model differ by more than chance explains (Wilson's interval, 95 %)."""
        if not self.says_something:
            return False
        low, high = wilson(self.agreed, self.decided)
        return not low <= self.stated <= high


def wilson(agreed: int, decided: int) -> tuple[float, float]:
    """Wilson's interval of a share at 95 %: where the true one lies, given so many of so many."""
    z2, share = WIDTH_OF_DOUBT**2, agreed / decided
    middle = (share + z2 / (2 * decided)) / (1 + z2 / decided)
    spread = (share * (1 - share) / decided + z2 / (4 * decided * decided)) ** 0.5
    half = WIDTH_OF_DOUBT * spread / (1 + z2 / decided)
    return max(0.0, middle - half), min(1.0, middle + half)


def bands(decisions: Iterable[tuple[float, bool]]) -> list[Band]:
    """The decisions (stated probability, whether the clerk agreed) by band, likeliest first."""
    rows = sorted(decisions)
    edges = [*BANDS, 1.0]
    found = []
    for low, high in pairwise(edges):
        inside = [(p, yes) for p, yes in rows if low <= p and (p < high or high == 1.0)]
        found.append(_band(low, high, inside))
    return found[::-1]


def _band(low: float, high: float, inside: Sequence[tuple[float, bool]]) -> Band:
    stated = sum(p for p, _ in inside) / len(inside) if inside else (low + high) / 2
    return Band(low, high, len(inside), sum(yes for _, yes in inside), stated)
