"""What the stock means for printing: how many cards more, and what runs out first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jemput.office.stock.errors import BadSerial

RIBBON_YIELD = 500
"""Cards one ribbon prints (Kapuas Hulu: 24 ribbons for about 12,000; others count 400)."""


@dataclass(frozen=True)
class Limit:
    """One thing that bounds printing: what, how many cards it allows, and from how many pieces."""

    what: str
    cards: int
    pieces: int


@dataclass(frozen=True)
class PrintCapacity:
    """How many cards can still be printed, and everything that bounds it, scarcest first."""

    limits: tuple[Limit, ...]

    @property
    def cards(self) -> int:
        """The smallest of the limits."""
        return self.limits[0].cards if self.limits else 0

    @property
    def bottleneck(self) -> str:
        """The name of what runs out first."""
        return self.limits[0].what if self.limits else ""

    def short_of(self, wanted: int) -> int:
        """Cards of `wanted` that cannot be printed (S1-3: 8,000 people, 7,000 blanks: 1,000 short)."""
        return max(0, wanted - self.cards)


def print_capacity(*, blanks: int, ribbons: int, ribbon_yield: int = RIBBON_YIELD) -> PrintCapacity:
    """S2-4: min(blanks 10,000; ink for 12,000) = 10,000, and the bottleneck is the blanks."""
    limits = [Limit("ktp-blank", blanks, blanks), Limit("ribbon", ribbons * ribbon_yield, ribbons)]
    return PrintCapacity(tuple(sorted(limits, key=lambda limit: limit.cards)))


_SERIAL = re.compile(r"(.*?)(\d{1,15})")


def serial_range(first: str, count: int) -> list[str]:
    """`count` serials counting up from `first`, e.g. A0000998, 3 → A0000998 … A0001000.

    Raises BadSerial when the text does not end in digits or the digits overflow their width.
    """
    match = _SERIAL.fullmatch(first.strip())
    if not match:
        raise BadSerial(serial=first)
    head, digits = match.groups()
    start, width = int(digits), len(digits)
    if len(str(start + count - 1)) > width:
        raise BadSerial(serial=first)
    return [f"{head}{number:0{width}d}" for number in range(start, start + count)]
