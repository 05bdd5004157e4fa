"""Plans as they are kept and read again, and minutes of the day as clock times."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any

from jemput.planning import CrewDay, LeftBecause, LeftOver, Plan, Totals, Visit


def as_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain JSON values."""
    values = asdict(plan)
    for crew_day in values["crew_days"]:
        crew_day["day"] = crew_day["day"].isoformat()
    return values


def from_json(values: dict[str, Any]) -> Plan:
    """The plan that `as_json` gave."""
    return Plan(
        crew_days=tuple(_crew_day(one) for one in values["crew_days"]),
        totals=totals_from_json(values["totals"]),
        left_over=tuple(
            LeftOver(**{**one, "because": LeftBecause(one["because"])}) for one in values["left_over"]
        ),
        method=values["method"],
        seed=values["seed"],
        iterations=values["iterations"],
        bound=values["bound"],
    )


def totals_from_json(values: dict[str, Any]) -> Totals:
    """Totals kept as JSON."""
    return Totals(**values)


def _crew_day(values: dict[str, Any]) -> CrewDay:
    visits = tuple(Visit(**visit) for visit in values["visits"])
    return CrewDay(**{**values, "day": date.fromisoformat(values["day"]), "visits": visits})


def clock_time(minute: float) -> time:
    """Minutes since midnight as a time of day; the day's last minute at most."""
    whole = min(max(round(minute), 0), 24 * 60 - 1)
    return time(whole // 60, whole % 60)


def minute_of(at: time) -> int:
    """A time of day as minutes since midnight."""
    return at.hour * 60 + at.minute
