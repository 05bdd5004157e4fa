"""Pure decisions of the exchange: how long to wait before trying again."""

from __future__ import annotations

import hashlib
from datetime import timedelta


def pause(*, first: timedelta, longest: timedelta, failures: int, salt: str) -> timedelta:
    """Twice as long after each failure in a row (0: the first), at most `longest`, a quarter more or less.

    The quarter follows from `salt` and the count, so that several kits on one hotspot do not all come back in
    the same second, and a test knows what to expect.
    """
    whole: timedelta = min(first * 2.0 ** min(failures, 20), longest)
    chance = int.from_bytes(hashlib.sha256(f"{salt} {failures}".encode()).digest()[:4], "big") / 2**32
    return whole * (0.75 + chance / 2)
