"""The campaign as arrays of numbers: what greedy, search and bound all compute on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import CampaignProblem
from jemput.planning.travel import travel_minutes

EPSILON = 1e-6
"""Minutes below which two times are the same."""


@dataclass(frozen=True)
class CrewDaySlot:
    """One crew on one day, by position in the problem; `skill` indexes the rows of `Ground.open_to`."""

    crew: int
    day: int
    skill: int
    stations: int


@dataclass(frozen=True)
class Ground:
    """Places 0 to n-1 as arrays; travel has the start in row and column 0 and place p in p + 1.

    `open_to[skill, p]` says whether a slot of that skill (what the crew carries × weekday) may visit p.
    """

    problem: CampaignProblem
    travel: NDArray[np.int64]
    people: NDArray[np.int64]
    home_visits: NDArray[np.int64]
    person_minutes: NDArray[np.float64]
    set_up: NDArray[np.int64]
    opens: NDArray[np.int64]
    closes: NDArray[np.int64]
    slots: tuple[CrewDaySlot, ...]
    open_to: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Number of places."""
        return len(self.people)

    @property
    def homes_first(self) -> bool:
        """Whether a station-minute at home counts for at least as much as one at a session."""
        rules = self.problem.rules
        return rules.home_visit_weight / rules.home_visit_minutes >= 1 / rules.record_minutes


def survey(problem: CampaignProblem) -> Ground:
    """Measure a campaign. Raises PlaceWithoutCoordinates where no travel time can be had."""
    places, rules = problem.places, problem.rules
    slots, open_to = _slots(problem)
    return Ground(
        problem=problem,
        travel=travel_minutes(problem),
        people=np.array([p.people_due for p in places], dtype=np.int64),
        home_visits=np.array([p.home_visits for p in places], dtype=np.int64),
        person_minutes=np.array([rules.minutes_a_person(p.mode) for p in places], dtype=np.float64),
        set_up=np.array([rules.set_up_at(p) for p in places], dtype=np.int64),
        opens=np.array([p.opens_minute for p in places], dtype=np.int64),
        closes=np.array([p.closes_minute for p in places], dtype=np.int64),
        slots=slots,
        open_to=open_to,
    )


def _slots(problem: CampaignProblem) -> tuple[tuple[CrewDaySlot, ...], NDArray[np.bool_]]:
    """Every working crew-day, and which places each kind of slot may visit."""
    skills: dict[tuple[bool, bool, int], int] = {}
    rows: list[list[bool]] = []
    slots = []
    for d, day in enumerate(problem.days):
        for c, crew in enumerate(problem.crews):
            if day in crew.days_off:
                continue
            key = (crew.has_genset, crew.has_printer, day.weekday())
            if key not in skills:
                skills[key] = len(rows)
                rows.append([crew.can_serve(p) and day.weekday() in p.open_weekdays for p in problem.places])
            slots.append(CrewDaySlot(c, d, skills[key], crew.stations))
    return tuple(slots), np.array(rows, dtype=np.bool_).reshape(len(rows), len(problem.places))
