"""Pure decisions of the exchange: how long to wait before trying again, how places in a chain are told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

Stretch = tuple[int, int]
"""First and last of unbroken numbers."""


def stretches(numbers: Iterable[int]) -> tuple[Stretch, ...]:
    """Numbers as unbroken stretches, lowest first: 3 1 2 7 → (1, 3), (7, 7)."""
    found: list[Stretch] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def pause(*, first: timedelta, longest: timedelta, failures: int, salt: str) -> timedelta:
    """Twice as long after each failure in a row (0: the first), at most `longest`, a quarter more or less.

    The quarter follows from `salt` and the count, so that several kits on one hotspot do not all come back in
    the same second, and a test knows what to expect.
    """
    whole: timedelta = min(first * 2.0 ** min(failures, 20), longest)
    chance = int.from_bytes(hashlib.sha256(f"{salt} {failures}".encode()).digest()[:4], "big") / 2**32
    return whole * (0.75 + chance / 2)
