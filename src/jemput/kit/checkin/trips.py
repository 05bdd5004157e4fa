"""Which trips are today's: by the work and not by midnight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID


@dataclass(frozen=True)
class Outing:
    """A trip as the rule sees it; `starts` is its first hour as "07:00", empty for midnight."""

    id: UUID
    day: date
    starts: str
    is_finished: bool


def current(trips: Sequence[Outing], *, at: datetime) -> list[Outing]:
    """The trips to show at a local moment, in the order of their days.

    All of the day itself that are not closed; and while none of the day's has begun, those of the latest
    day before that were never closed: a night session goes on past midnight.
    """
    today = [one for one in trips if one.day == at.date()]
    has_begun = any(_begins(one, at) <= at for one in today)
    earlier = [one for one in trips if one.day < at.date()]
    last_day = max((one.day for one in earlier), default=None)
    kept = [] if has_begun else [one for one in earlier if one.day == last_day]
    return [one for one in (*kept, *today) if not one.is_finished]


def _begins(outing: Outing, at: datetime) -> datetime:
    clock = time.fromisoformat(outing.starts) if outing.starts else time(0)
    return datetime.combine(outing.day, clock, at.tzinfo)
