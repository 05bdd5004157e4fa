"""One broken rule of a plan, as every part of the checker reports it."""

from __future__ import annotations

from dataclasses import dataclass

from jemput.planning.plan import CrewDay


@dataclass(frozen=True)
class Violation:
    """One broken rule: which, where, and the figures against each other."""

    rule: str
    where: str
    detail: str


def broken(rule: str, crew_day: CrewDay, detail: str) -> Violation:
    """A rule broken on one crew-day."""
    return Violation(rule, f"{crew_day.crew_id} {crew_day.day.isoformat()}", detail)
