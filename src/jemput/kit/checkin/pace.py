"""How fast people are recorded today, and when the last of the queue will be done at that pace."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

USUAL = timedelta(minutes=15)
"""A person's time before anybody has been recorded today (S3-2)."""
LATEST = 12
"""How many of the latest people the forecast goes by: morning's pace says little about the evening's."""
PAUSE = timedelta(minutes=45)
"""A longer gap between two people is a break, and no pace."""


@dataclass(frozen=True)
class Recorded:
    """One person done: begin (where it is known) and end."""

    began_at: datetime | None
    ended_at: datetime


@dataclass(frozen=True)
class Pace:
    """Today's count, the mean time with a person, the usual time from one to the next, and the forecast."""

    count: int
    mean: timedelta | None
    interval: timedelta
    ends_at: datetime | None
    """When the queue will be done; None where nobody waits."""


def pace(done: Sequence[Recorded], *, waiting: int, at: datetime) -> Pace:
    """The pace so far."""
    times = [one.ended_at - one.began_at for one in done if one.began_at is not None]
    mean = sum(times, timedelta()) / len(times) if times else None
    interval = _interval(done) or mean or USUAL
    ends_at = at + interval * waiting if waiting else None
    return Pace(len(done), mean, interval, ends_at)


def _interval(done: Sequence[Recorded]) -> timedelta | None:
    """The median gap between the latest ends; None where there are fewer than three."""
    ends = sorted(one.ended_at for one in done)[-LATEST:]
    gaps = [later - earlier for earlier, later in itertools.pairwise(ends) if later - earlier <= PAUSE]
    return statistics.median_low(gaps) if len(gaps) >= 2 else None
