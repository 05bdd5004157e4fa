"""Figures to trust: a part, its denominator by name, source and date; never clamped, never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from jemput.kernel import wording
from jemput.office.coverage.errors import NoDenominator


@dataclass(frozen=True)
class Figure:
    """A share with everything that gives it a meaning; `denominator` counts people."""

    part: int
    denominator: int
    denominator_name: str
    source: str
    as_of: date

    @property
    def share(self) -> Decimal | None:
        """The percentage with two decimals, half up, above 100 where it is; None without a denominator."""
        if not self.denominator:
            return None
        return (Decimal(100) * self.part / self.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def rest(self) -> int:
        """The denominator less the part; negative where the part is larger."""
        return self.denominator - self.part

    def percent(self, language: str = "id") -> str:
        """The percentage in words: 92,13 %."""
        return wording.percent(self.part, self.denominator, language)


@dataclass(frozen=True)
class Claim:
    """What somebody says coverage is; `part`, `denominator` or both may be unstated."""

    source: str
    as_of: date
    share: Decimal | None = None
    part: int | None = None
    denominator: int | None = None
    denominator_name: str = ""

    @property
    def complete(self) -> bool:
        """Whether the claim can be checked: both counts are stated."""
        return self.part is not None and bool(self.denominator)

    @property
    def stated_share(self) -> Decimal | None:
        """The percentage as claimed, or worked out from its two counts."""
        figure = self.figure()
        return figure.share if figure else self.share

    def figure(self) -> Figure | None:
        """The claim as a figure, where it is complete."""
        if self.part is None or not self.denominator:
            return None
        return Figure(self.part, self.denominator, self.denominator_name, self.source, self.as_of)


@dataclass(frozen=True)
class Reconciliation:
    """Two claims side by side: what the first would mean with the second's denominator.

    `implied_people` is the number that `claim` needs on the reference's denominator; `difference` what the
    reference lacks of it; `fitting_denominator` the largest denominator on which the reference's own count
    would give the claimed share.
    """

    claim: Claim
    reference: Figure
    implied_people: int
    difference: int
    fitting_denominator: int

    @property
    def same_denominator_possible(self) -> bool:
        """Whether both can be right about the same people: the shares agree to a hundredth of a percent."""
        return self.claim.stated_share == self.reference.share


def reconcile(claim: Claim, reference: Claim) -> Reconciliation:
    """Put a claim beside a complete reference (S2-2: 97 % local, 155.769 of 169.067 central).

    Raises NoDenominator where the reference is incomplete or the claim has no percentage at all.
    """
    figure, share = reference.figure(), claim.stated_share
    if figure is None or share is None:
        raise NoDenominator(source=(reference if figure is None else claim).source)
    implied = people_at(share, figure.denominator)
    fitting = int(Decimal(100) * figure.part / share) if share else 0
    return Reconciliation(claim, figure, implied, implied - figure.part, fitting)


def people_at(share: Decimal, denominator: int) -> int:
    """The fewest whole people that make up `share` percent of `denominator`."""
    return int((share * denominator / 100).to_integral_value(ROUND_CEILING))


def share_words(share: Decimal | None, language: str = "id") -> str:
    """A claimed percentage with no more decimals than were claimed: 97 %; a dash where there is none."""
    if share is None:
        return "–"
    text = f"{share.normalize():f}"
    return f"{text if language.startswith('en') else text.replace('.', ',')} %"


def exceeds(claim: Claim, *, people_in_all: int, limit: int) -> bool:
    """Whether a share of `people_in_all` means more people than the `limit` who can hold a card (S0-2)."""
    return claim.share is not None and people_at(claim.share, people_in_all) > limit


@dataclass(frozen=True)
class Pace:
    """How fast it goes against how fast it must; counts of people a day, with no probability made up."""

    per_day: Decimal
    needed_per_day: Decimal | None
    remaining: int
    days_left: int
    done_by: date | None

    @property
    def holds(self) -> bool:
        """Whether today's pace, kept up, is enough."""
        return self.remaining == 0 or (
            self.needed_per_day is not None and self.per_day >= self.needed_per_day
        )


WINDOW_DAYS = 14


def pace(recorded_by_day: Mapping[date, int], *, remaining: int, today: date, deadline: date) -> Pace:
    """The mean of the last 14 days (fewer where recording began later) against what the deadline needs.

    `needed_per_day` is None once the deadline has passed; `done_by` is None while nobody is recorded.
    """
    began = min((day for day, n in recorded_by_day.items() if n), default=today)
    days = max(1, min(WINDOW_DAYS, (today - began).days + 1))
    window = [today - timedelta(days=n) for n in range(days)]
    per_day = Decimal(sum(recorded_by_day.get(day, 0) for day in window)) / days
    days_left = (deadline - today).days
    needed = (Decimal(remaining) / days_left) if days_left > 0 else None
    wait = int((remaining / per_day).to_integral_value(ROUND_CEILING)) if per_day else None
    done_by = today + timedelta(days=wait) if wait is not None and wait < 36_500 else None
    return Pace(
        _tenth(per_day), _tenth(needed) if needed is not None else None, remaining, days_left, done_by
    )


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
