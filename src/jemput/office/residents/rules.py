"""Decisions about residents that need no database: birth-date bounds of an age, groups as of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jemput.kernel.eligibility import CARD_AGE, KIA_PHOTO_AGE, RECORDING_AGE

BLOCKING_AGE = 23
"""Adults from this age on who are unrecorded at the cut-off are blocked for a while (S3-5)."""


def born_by(on: date, age: int) -> date:
    """The latest birth date of somebody who has lived `age` full years on a date.

    One born on 29 February has the birthday on 1 March of common years, as in the kernel's `age_on`.
    """
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)


def card_bound(on: date) -> date:
    """Born on or before this: 17 on the date."""
    return born_by(on, CARD_AGE)


def recording_bound(on: date) -> date:
    """Born on or before this: 16 on the date."""
    return born_by(on, RECORDING_AGE)


def youngest_kia(on: date) -> date:
    """Born on or before this: at least one day old on the date."""
    return on - timedelta(days=1)


@dataclass(frozen=True)
class Born:
    """The days between which somebody was born, both included: one day, or a whole year."""

    first: date
    last: date

    @classmethod
    def sometime_in(cls, year: int) -> Born:
        """A whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class AgeGroup:
    """Those born after one day and up to another; the married are never in it, or always."""

    name: str
    after: date
    until: date
    married_too: bool = False

    @property
    def bounds(self) -> tuple[date, ...]:
        """The days that cut a birth year; a group that is open to the past has but one."""
        return tuple(day for day in (self.after, self.until) if day != date.min)

    def has(self, born: Born, ever_married: bool) -> bool:
        """Whether people born then belong to it; a year must lie wholly on one side of each bound."""
        if ever_married:
            return self.married_too
        return self.after < born.first and born.last <= self.until


def as_of_groups(*, on: date, today: date) -> tuple[AgeGroup, ...]:
    """Who must have a card on a date, who turns 17 until then, and who is 16 or a KIA's age today.

    Somebody ever married must have a card whatever the age, and is in no other group.
    """
    adult, photo = card_bound(today), born_by(today, KIA_PHOTO_AGE)
    return (
        AgeGroup("must_have", date.min, card_bound(on), married_too=True),
        AgeGroup("first_timers", adult, max(adult, card_bound(on))),
        AgeGroup("sixteen", adult, recording_bound(today)),
        AgeGroup("kia_with_photo", adult, photo),
        AgeGroup("kia_without_photo", photo, youngest_kia(today)),
    )
