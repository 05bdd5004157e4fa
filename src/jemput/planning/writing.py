"""From loads on slots to the finished plan: hours, cards from the blanks, totals, what is left and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from jemput.planning.campaign import VisitMode
from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.plan import CrewDay, LeftBecause, LeftOver, Plan, Totals
from jemput.planning.timetable import Load, clock_times, most_work, prints_cards, working_room


def write_plan(
    ground: Ground,
    loads: Mapping[CrewDaySlot, Load],
    *,
    method: str,
    seed: int = 0,
    iterations: int = 0,
    bound: float | None = None,
) -> Plan:
    """Put every load on the clock, print from the blanks in order of time, and account for all people."""
    days: list[CrewDay] = []
    blanks = ground.problem.blanks
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
        totals=_totals(ground, days),
        left_over=_left_over(ground, days),
        method=method,
        seed=seed,
        iterations=iterations,
        bound=bound,
    )


def largest_first(ground: Ground, loads: Mapping[CrewDaySlot, Load]) -> dict[CrewDaySlot, Load]:
    """The same loads with those that bring most on the earliest days, idle days last.

    Slots of one kind (what the crew carries, weekday, stations) are interchangeable, and whatever comes in
    between, people reached early are reached.
    """
    waiting: defaultdict[tuple[int, int], list[Load]] = defaultdict(list)
    for slot, load in loads.items():
        waiting[slot.skill, slot.stations].append(load)
    for kind in waiting.values():
        kind.sort(
            key=lambda load: (ground.problem.weighted(sum(load.people), sum(load.home_visits)), load.route)
        )
    moved = {}
    for slot in sorted(ground.slots, key=lambda slot: (slot.day, slot.crew)):
        if waiting[slot.skill, slot.stations]:
            moved[slot] = waiting[slot.skill, slot.stations].pop()
    return moved


def _without_empty_stops(ground: Ground, slot: CrewDaySlot, load: Load) -> Load:
    """Nobody drives to a stop where nothing is done.

    Leaving one out frees time, save where a known matrix makes the way round shorter than the way straight
    on: so the rest is filled again, and what no longer fits stays due.
    """
    kept = [i for i in range(len(load.route)) if load.people[i] or load.home_visits[i]]
    if len(kept) in (0, len(load.route)):
        return load if kept else Load((), (), ())
    route = tuple(load.route[i] for i in kept)
    due = ([load.people[i] for i in kept], [load.home_visits[i] for i in kept])
    room = working_room(ground, route)
    shorter = most_work(ground, room, route, slot.stations, due, homes_first=ground.homes_first)
    return _without_empty_stops(ground, slot, shorter)


def _totals(ground: Ground, days: list[CrewDay]) -> Totals:
    people = sum(day.people for day in days)
    home_visits = sum(day.home_visits for day in days)
    return Totals(
        people=people,
        home_visits=home_visits,
        weighted=ground.problem.weighted(people, home_visits),
        places=len({visit.place_id for day in days for visit in day.visits}),
        crew_days=len(days),
        cards_printed=sum(visit.cards_printed for day in days for visit in day.visits),
    )


def _left_over(ground: Ground, days: list[CrewDay]) -> tuple[LeftOver, ...]:
    places = ground.problem.places
    index = {place.place_id: i for i, place in enumerate(places)}
    people, home_visits = ground.people.copy(), ground.home_visits.copy()
    for day in days:
        for visit in day.visits:
            people[index[visit.place_id]] -= visit.people
            home_visits[index[visit.place_id]] -= visit.home_visits
    return tuple(
        LeftOver(place.place_id, int(people[i]), int(home_visits[i]), _why_left(ground, i))
        for i, place in enumerate(places)
        if people[i] or home_visits[i]
    )


def _why_left(ground: Ground, place: int) -> LeftBecause:
    """The first thing that stands in the way of ever going there; time, where nothing does."""
    problem = ground.problem
    target = problem.places[place]
    if not target.has_power and not any(crew.has_genset for crew in problem.crews):
        return LeftBecause.NEEDS_GENSET
    if target.mode is VisitMode.RECORD_AND_PRINT and not any(
        crew.has_printer and crew.can_serve(target) for crew in problem.crews
    ):
        return LeftBecause.NEEDS_PRINTER
    if not np.any(ground.open_to[:, place]):
        return LeftBecause.NEVER_OPEN
    if working_room(ground, (place,))[0, 0] < problem.rules.minimum_work_minutes:
        return LeftBecause.TOO_FAR
    return LeftBecause.TIME_RAN_OUT
