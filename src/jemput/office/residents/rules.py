"""Decisions about residents that need no database: birth-date bounds of an age, and who may be blocked."""

from __future__ import annotations

from datetime import date, timedelta

from jemput.kernel.eligibility import CARD_AGE, RECORDING_AGE

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
