"""The campaign as arrays of numbers: what greedy, search and bound all compute on."""

from __future__ import annotations

from collections.abc import Sequence
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

    `people` are those expected to come; `people_worth` and `home_worth` what one of each counts for there.
    `open_to[skill, p]` says whether a slot of that skill (what the crew carries × what is open) may visit p.
    """

    problem: CampaignProblem
    travel: NDArray[np.int64]
    people: NDArray[np.int64]
    home_visits: NDArray[np.int64]
    people_worth: NDArray[np.float64]
    home_worth: NDArray[np.float64]
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

    def worth(self, route: Sequence[int], people: Sequence[int], home_visits: Sequence[int]) -> float:
        """What the people and home visits done at the stops of one route count for."""
        return float(
            sum(
                self.people_worth[p] * n + self.home_worth[p] * h
                for p, n, h in zip(route, people, home_visits, strict=True)
            )
        )

    def everything(self) -> float:
        """What reaching everybody expected would count for."""
        return float(self.people_worth @ self.people + self.home_worth @ self.home_visits)


def survey(problem: CampaignProblem) -> Ground:
    """Measure a campaign. Raises PlaceWithoutCoordinates where no travel time can be had."""
    places, rules = problem.places, problem.rules
    slots, open_to = _slots(problem)
    weight = np.array([p.weight for p in places], dtype=np.float64)
    return Ground(
        problem=problem,
        travel=travel_minutes(problem),
        people=np.array([p.people_expected for p in places], dtype=np.int64),
        home_visits=np.array([p.home_visits for p in places], dtype=np.int64),
        people_worth=weight,
        home_worth=weight * rules.home_visit_weight,
        person_minutes=np.array([rules.minutes_a_person(p.mode) for p in places], dtype=np.float64),
        set_up=np.array([rules.set_up_at(p) for p in places], dtype=np.int64),
        opens=np.array([p.opens_minute for p in places], dtype=np.int64),
        closes=np.array([p.closes_minute for p in places], dtype=np.int64),
        slots=slots,
        open_to=open_to,
    )


def _slots(problem: CampaignProblem) -> tuple[tuple[CrewDaySlot, ...], NDArray[np.bool_]]:
    """Every working crew-day, and which places each kind of slot may visit."""
    able = [np.array([crew.can_serve(p) for p in problem.places], dtype=np.bool_) for crew in problem.crews]
    skills: dict[bytes, int] = {}
    rows: list[NDArray[np.bool_]] = []
    slots = []
    for d, day in enumerate(problem.days):
        open_today = np.array([problem.open_on(p, day) for p in problem.places], dtype=np.bool_)
        for c, crew in enumerate(problem.crews):
            if not crew.works_on(day):
                continue
            row = able[c] & open_today
            if row.tobytes() not in skills:
                skills[row.tobytes()] = len(rows)
                rows.append(row)
            slots.append(CrewDaySlot(c, d, skills[row.tobytes()], crew.stations))
    return tuple(slots), np.array(rows, dtype=np.bool_).reshape(len(rows), len(problem.places))
