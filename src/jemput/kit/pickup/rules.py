"""Whose finger to ask for, how often, and what a handover needs."""

from __future__ import annotations

from collections.abc import Iterable

from jemput.kernel.body import Finger

MAX_TRIES = 3
ASKED_FOR = (
    Finger.RIGHT_INDEX,
    Finger.LEFT_INDEX,
    Finger.RIGHT_THUMB,
    Finger.LEFT_THUMB,
    Finger.RIGHT_MIDDLE,
    Finger.LEFT_MIDDLE,
    Finger.RIGHT_RING,
    Finger.LEFT_RING,
    Finger.RIGHT_LITTLE,
    Finger.LEFT_LITTLE,
)


def finger_to_ask(enrolled: Iterable[Finger], *, tries: int) -> Finger | None:
    """The finger for the next try: another one each time, as far as there are others; None without any."""
    known = frozenset(enrolled)
    usable = [finger for finger in ASKED_FOR if finger in known]
    return usable[tries % len(usable)] if usable else None


def tries_left(tries: int) -> int:
    """How many more fingers may be tried before a document must do."""
    return max(0, MAX_TRIES - tries)
