"""Why is Kalis on Tuesday? What a day brings, and what the next best things to do with it would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from jemput.planning.campaign import CampaignProblem
from jemput.planning.errors import UnknownPlaceOrCrew
from jemput.planning.gains import Due
from jemput.planning.ground import CrewDaySlot, Ground, survey
from jemput.planning.patterns import PatternRules, Patterns, day_patterns
from jemput.planning.plan import Plan
from jemput.planning.timetable import Load


@dataclass(frozen=True)
class Alternative:
    """Other places for the same crew and day, the rest of the plan standing; `loses` in weighted people."""

    place_ids: tuple[str, ...]
    people: int
    home_visits: int
    loses: float


@dataclass(frozen=True)
class DayExplanation:
    """What one crew-day brings, and the best `alternatives` with other first choices, least loss first."""

    crew_id: str
    day: date
    place_ids: tuple[str, ...]
    weighted: float
    alternatives: tuple[Alternative, ...]


def explain_day(
    problem: CampaignProblem, plan: Plan, crew_id: str, day: date, *, alternatives: int = 3
) -> DayExplanation:
    """Compare one day of a plan with what else the crew could do, every other day staying as it is.

    Raises UnknownPlaceOrCrew for a crew that has no such day to work.
    """
    ground = survey(problem)
    slot = _slot(ground, crew_id, day)
    patterns = day_patterns(ground, PatternRules())
    due = Due(ground, patterns)
    index = {place.place_id: i for i, place in enumerate(problem.places)}
    here: tuple[str, ...] = ()
    weighted = 0.0
    for crew_day in plan.crew_days:
        if (crew_day.crew_id, crew_day.day) == (crew_id, day):
            here = tuple(visit.place_id for visit in crew_day.visits)
            weighted = problem.weighted(crew_day.people, crew_day.home_visits)
            continue
        route = tuple(index[visit.place_id] for visit in crew_day.visits)
        people = tuple(visit.people for visit in crew_day.visits)
        due.take([Load(route, people, tuple(visit.home_visits for visit in crew_day.visits))])
    others = _others(ground, patterns, due, slot, {index[place] for place in here}, alternatives)
    return DayExplanation(
        crew_id=crew_id,
        day=day,
        place_ids=here,
        weighted=weighted,
        alternatives=tuple(_alternative(problem, load, weighted) for load in others),
    )


def _slot(ground: Ground, crew_id: str, day: date) -> CrewDaySlot:
    problem = ground.problem
    for slot in ground.slots:
        if problem.crews[slot.crew].crew_id == crew_id and problem.days[slot.day] == day:
            return slot
    raise UnknownPlaceOrCrew(kind="crew-day", value=f"{crew_id} {day.isoformat()}")


def _others(
    ground: Ground, patterns: Patterns, due: Due, slot: CrewDaySlot, here: set[int], count: int
) -> list[Load]:
    """The days that bring most, each with none of the places of those before it."""
    value = np.where(patterns.allowed[slot.skill], due.gain[slot.stations], -np.inf)
    used, found = set(here), list[Load]()
    for pattern in np.argsort(-value, kind="stable"):
        if len(found) == count or value[pattern] <= 0:
            break
        if used.isdisjoint(patterns.routes[pattern]):
            used.update(patterns.routes[pattern])
            found.append(due.load(int(pattern), slot.stations))
    return found


def _alternative(problem: CampaignProblem, load: Load, instead_of: float) -> Alternative:
    stops = [i for i in range(len(load.route)) if load.people[i] or load.home_visits[i]]
    people, home_visits = sum(load.people), sum(load.home_visits)
    return Alternative(
        place_ids=tuple(problem.places[load.route[i]].place_id for i in stops),
        people=people,
        home_visits=home_visits,
        loses=instead_of - problem.weighted(people, home_visits),
    )
