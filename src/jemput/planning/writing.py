"""From loads on slots to the finished plan: hours, cards from the blanks, totals, what is left and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import CampaignProblem, VisitMode
from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.plan import CrewDay, LeftBecause, LeftOver, Plan, Totals, Unmet
from jemput.planning.promises import Promises
from jemput.planning.timetable import Load, clock_times, most_work, prints_cards, working_room


def write_plan(
    ground: Ground,
    loads: Mapping[CrewDaySlot, Load],
    *,
    method: str,
    seed: int = 0,
    iterations: int = 0,
    bound: float | None = None,
    unmet: tuple[Unmet, ...] = (),
) -> Plan:
    """Put every load on the clock, print from the blanks in order of time, and account for all people."""
    days: list[CrewDay] = []
    blanks = ground.problem.printable
    for slot in sorted(loads, key=lambda slot: (slot.day, slot.crew)):
        load = _without_empty_stops(ground, slot, loads[slot])
        if not load.route:
            continue
        cards = []
        for place, people in zip(load.route, load.people, strict=True):
            wanted = people if prints_cards(ground, place) else 0
            printed = wanted if blanks is None else min(wanted, blanks)
            blanks = None if blanks is None else blanks - printed
            cards.append(printed)
        days.append(clock_times(ground, slot, load, cards))
    return Plan(
        crew_days=tuple(days),
        totals=totals_of(ground.problem, days),
        left_over=_left_over(ground, days),
        method=method,
        seed=seed,
        iterations=iterations,
        bound=bound,
        unmet=unmet,
    )


def account_for(problem: CampaignProblem, days: Sequence[CrewDay], plan: Plan) -> Plan:
    """A plan of these days instead of its own: totals and left over counted anew, no bound known.

    Why a place is left is taken from the plan before, time where it was not left then.
    """
    due = {place.place_id: [place.people_due, place.home_visits] for place in problem.places}
    for visit in (visit for day in days for visit in day.visits):
        due[visit.place_id][0] -= visit.people
        due[visit.place_id][1] -= visit.home_visits
    because = {left.place_id: left.because for left in plan.left_over}
    return replace(
        plan,
        crew_days=tuple(sorted(days, key=lambda day: (day.day, day.crew_id))),
        totals=totals_of(problem, days),
        left_over=tuple(
            LeftOver(name, people, homes, because.get(name, LeftBecause.TIME_RAN_OUT))
            for name, (people, homes) in due.items()
            if people or homes
        ),
        bound=None,
    )


def largest_first(
    ground: Ground, loads: Mapping[CrewDaySlot, Load], promises: Promises
) -> dict[CrewDaySlot, Load]:
    """The same loads with those that bring most on the earliest days, idle days last; promises stay.

    Slots of one kind (what the crew carries, what is open, stations; the week, where a crew may not work
    all of it) are interchangeable, and whatever comes in between, people reached early are reached.
    """
    if promises.before:
        return dict(loads)

    def kind_of(slot: CrewDaySlot) -> tuple[object, ...]:
        if ground.problem.crews[slot.crew].days_a_week == 7:
            return slot.skill, slot.stations
        return slot.skill, slot.stations, slot.crew, ground.problem.days[slot.day].isocalendar()[:2]

    away = {slot for slot, load in loads.items() if load.begins != load.ends}
    stays = promises.kept.keys() | promises.must_visit.keys() | away
    moved = {slot: load for slot, load in loads.items() if slot in stays}
    waiting: defaultdict[tuple[object, ...], list[Load]] = defaultdict(list)
    for slot, load in loads.items():
        if slot not in stays:
            waiting[kind_of(slot)].append(load)
    for kind in waiting.values():
        kind.sort(key=lambda load: (ground.worth(load.route, load.people, load.home_visits), load.route))
    for slot in sorted(ground.slots, key=lambda slot: (slot.day, slot.crew)):
        if slot not in stays and waiting[kind_of(slot)]:
            moved[slot] = waiting[kind_of(slot)].pop()
    return moved


def weighted_sum(problem: CampaignProblem, days: Iterable[CrewDay]) -> float:
    """People and weighted home visits of some days, each times the weight of its place."""
    return sum(
        problem.place_by_id[visit.place_id].weight * problem.weighted(visit.people, visit.home_visits)
        for day in days
        for visit in day.visits
    )


def _without_empty_stops(ground: Ground, slot: CrewDaySlot, load: Load) -> Load:
    """Nobody drives to a stop where nothing is done.

    Leaving one out frees time, save where a known matrix makes the way round shorter than the way straight
    on: so the rest is filled again, and what no longer fits stays due.
    """
    kept = [i for i in range(len(load.route)) if load.people[i] or load.home_visits[i]]
    if len(kept) in (0, len(load.route)):
        return load if kept or load.begins != load.ends else Load((), (), ())
    route = tuple(load.route[i] for i in kept)
    due = ([load.people[i] for i in kept], [load.home_visits[i] for i in kept])
    room = working_room(ground, route, load.begins, load.ends)
    shorter = most_work(ground, room, route, slot.stations, due, homes_first=ground.homes_first)
    return _without_empty_stops(ground, slot, replace(shorter, begins=load.begins, ends=load.ends))


def totals_of(problem: CampaignProblem, days: Sequence[CrewDay]) -> Totals:
    """A plan's days in one line."""
    people = sum(day.people for day in days)
    home_visits = sum(day.home_visits for day in days)
    return Totals(
        people=people,
        home_visits=home_visits,
        weighted=weighted_sum(problem, days),
        places=len({visit.place_id for day in days for visit in day.visits}),
        crew_days=len(days),
        cards_printed=sum(visit.cards_printed for day in days for visit in day.visits),
    )


def _left_over(ground: Ground, days: list[CrewDay]) -> tuple[LeftOver, ...]:
    places = ground.problem.places
    index = {place.place_id: i for i, place in enumerate(places)}
    people = np.array([place.people_due for place in places], dtype=np.int64)
    home_visits = ground.home_visits.copy()
    for day in days:
        for visit in day.visits:
            people[index[visit.place_id]] -= visit.people
            home_visits[index[visit.place_id]] -= visit.home_visits
    return tuple(
        LeftOver(place.place_id, int(people[i]), int(home_visits[i]), _why(ground, i, people, home_visits))
        for i, place in enumerate(places)
        if people[i] or home_visits[i]
    )


def _why(
    ground: Ground, place: int, people: NDArray[np.int64], home_visits: NDArray[np.int64]
) -> LeftBecause:
    """Why not all of a place are planned: those not expected to come are no fault of the plan."""
    not_expected = ground.problem.places[place].people_due - ground.people[place]
    if not home_visits[place] and 0 < people[place] <= not_expected:
        return LeftBecause.MAY_STAY_AWAY
    return why_left(ground, place)


def why_left(ground: Ground, place: int) -> LeftBecause:
    """The first thing that stands in the way of ever going there; time, where nothing does."""
    problem = ground.problem
    target = problem.places[place]
    if not target.has_power and not any(crew.has_genset for crew in problem.crews):
        return LeftBecause.NEEDS_GENSET
    if target.mode is VisitMode.RECORD_AND_PRINT and not any(
        crew.has_printer and crew.can_serve(target) for crew in problem.crews
    ):
        return LeftBecause.NEEDS_PRINTER
    if not any(target.needs <= crew.skills for crew in problem.crews):
        return LeftBecause.NEEDS_SKILLS
    if not np.any(ground.open_to[:, place]):
        return LeftBecause.NEVER_OPEN
    if working_room(ground, (place,))[0, 0] < problem.rules.minimum_work_minutes:
        return LeftBecause.TOO_FAR
    return LeftBecause.TIME_RAN_OUT
