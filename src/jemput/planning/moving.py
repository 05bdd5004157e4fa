"""What a stop dragged to another day would change: people, minutes and broken rules, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import START, CampaignProblem
from jemput.planning.checker import check
from jemput.planning.errors import UnknownPlaceOrCrew
from jemput.planning.ground import CrewDaySlot, Ground, survey
from jemput.planning.plan import CrewDay, Plan
from jemput.planning.timetable import Load, Route, clock_times, most_work, prints_cards, working_room
from jemput.planning.violation import Violation
from jemput.planning.wishes import Wishes
from jemput.planning.writing import account_for


@dataclass(frozen=True)
class Move:
    """A stop taken from one crew-day to another; to no day at all where `to_day` is None."""

    place_id: str
    crew_id: str
    day: date
    to_crew_id: str = ""
    to_day: date | None = None


@dataclass(frozen=True)
class Effect:
    """The plan after a move, and the change: people, home visits, weighted sum, travel minutes, cards.

    `violations` are the rules broken on the days touched afterwards; none means that it can be done.
    """

    plan: Plan
    people: int
    home_visits: int
    weighted: float
    travel_minutes: int
    cards_printed: int
    violations: tuple[Violation, ...]


def effect_of(problem: CampaignProblem, plan: Plan, move: Move) -> Effect:
    """What moving one stop does to a plan; every other crew-day stays as it is.

    Only the two days and their places are computed, so that the answer comes while the finger still drags.
    Both days are filled anew with whoever is due there and on no other day. Raises UnknownPlaceOrCrew (G106).
    """
    days = {(d.crew_id, d.day): d for d in plan.crew_days}
    source = days.get((move.crew_id, move.day))
    if source is None or move.place_id not in {v.place_id for v in source.visits}:
        raise UnknownPlaceOrCrew(kind="stop", value=f"{move.place_id} {move.crew_id} {move.day}")
    routes = {(move.crew_id, move.day): [v.place_id for v in source.visits if v.place_id != move.place_id]}
    if move.to_day is not None:
        to = (move.to_crew_id or move.crew_id, move.to_day)
        there = days.get(to)
        stay = routes.get(to, [v.place_id for v in there.visits] if there else [])
        routes[to] = [*stay, move.place_id] if move.place_id not in stay else stay
    untouched = [d for key, d in days.items() if key not in routes]
    small = _around(problem, untouched, routes, {move.place_id, *(v.place_id for v in source.visits)})
    made = _drive(small, routes)
    after = account_for(problem, [*untouched, *made], plan)
    touched = account_for(small, made, plan)
    return Effect(
        plan=after,
        people=after.totals.people - plan.totals.people,
        home_visits=after.totals.home_visits - plan.totals.home_visits,
        weighted=after.totals.weighted - plan.totals.weighted,
        travel_minutes=_driven(after.crew_days) - _driven(plan.crew_days),
        cards_printed=after.totals.cards_printed - plan.totals.cards_printed,
        violations=tuple(check(small, replace(touched, bound=None, unmet=()))),
    )


def _driven(days: Iterable[CrewDay]) -> int:
    return sum(day.travel_minutes for day in days)


def _around(
    problem: CampaignProblem,
    untouched: Sequence[CrewDay],
    routes: dict[tuple[str, date], list[str]],
    besides: set[str],
) -> CampaignProblem:
    """The part of a campaign that a move touches, with the people that no other day takes."""
    names = besides | {place_id for route in routes.values() for place_id in route}
    taken, taken_homes, cards = Counter[str](), Counter[str](), 0
    for visit in (visit for day in untouched for visit in day.visits):
        taken[visit.place_id] += visit.people
        taken_homes[visit.place_id] += visit.home_visits
        cards += visit.cards_printed
    places = tuple(
        replace(
            problem.place_by_id[name],
            people_due=problem.place_by_id[name].people_expected - taken[name],
            home_visits=problem.place_by_id[name].home_visits - taken_homes[name],
            turnout=1.0,
        )
        for name in sorted(names)
    )
    crews = {crew_id for crew_id, _ in routes}
    unknown = crews - {crew.crew_id for crew in problem.crews}
    if unknown:
        raise UnknownPlaceOrCrew(kind="crew", value=min(unknown))
    legs = [(a, b) for a in (START, *names) for b in (START, *names)]
    left = None if problem.printable is None else max(problem.printable - cards, 0)
    return replace(
        problem,
        places=places,
        crews=tuple(crew for crew in problem.crews if crew.crew_id in crews),
        days=tuple({day for _, day in routes}),
        known_minutes={leg: problem.known_minutes[leg] for leg in legs if leg in problem.known_minutes},
        blanks=left,
        ribbon_cards=None,
        wishes=Wishes(),
    )


def _drive(problem: CampaignProblem, routes: dict[tuple[str, date], list[str]]) -> list[CrewDay]:
    """The touched days put on the clock, in the order of time, each in its best order of stops."""
    ground = survey(problem)
    index = {place.place_id: i for i, place in enumerate(problem.places)}
    crews = {crew.crew_id: i for i, crew in enumerate(problem.crews)}
    people, homes = ground.people.copy(), ground.home_visits.copy()
    blanks, made = problem.blanks, list[CrewDay]()
    for (crew_id, day), names in sorted(routes.items(), key=lambda item: item[0][1]):
        if not names:
            continue
        crew = crews[crew_id]
        slot = CrewDaySlot(crew, problem.days.index(day), 0, problem.crews[crew].stations)
        load = _fill(ground, slot, tuple(index[name] for name in names), people, homes)
        cards = []
        for place, count, at_home in zip(load.route, load.people, load.home_visits, strict=True):
            people[place] -= count
            homes[place] -= at_home
            wanted = count if prints_cards(ground, place) else 0
            cards.append(wanted if blanks is None else min(wanted, blanks))
            blanks = None if blanks is None else blanks - cards[-1]
        made.append(clock_times(ground, slot, load, cards))
    return made


def _fill(
    ground: Ground, slot: CrewDaySlot, places: Route, people: NDArray[np.int64], homes: NDArray[np.int64]
) -> Load:
    """The order of stops in which most can be done; also where that is nothing, so that it can be shown."""
    loads = []
    for route in permutations(places):
        due = ([int(people[p]) for p in route], [int(homes[p]) for p in route])
        room = working_room(ground, route)
        loads.append(most_work(ground, room, route, slot.stations, due, homes_first=ground.homes_first))
    return max(loads, key=lambda load: ground.worth(load.route, load.people, load.home_visits))
