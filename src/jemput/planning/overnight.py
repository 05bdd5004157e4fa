"""Nights away: two days of one crew around a place with lodging, where that brings more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.patterns import PatternRules, Patterns, day_patterns
from jemput.planning.promises import Promises
from jemput.planning.timetable import HOME, Load, Route, most_work, working_room

_NEAREST = 6
"""Neighbors of a lodging place that may share its two days."""


def stay_overnight(
    ground: Ground, patterns: Patterns, promises: Promises, loads: Mapping[CrewDaySlot, Load]
) -> dict[CrewDaySlot, Load]:
    """The loads with every two-day stay that brings at least the campaign's night cost more, best pair first.

    A stay takes what is still due and what the two days it replaces would have done. Other days stand.
    """
    current = dict(loads)
    lodgings = [i for i, place in enumerate(ground.problem.places) if place.has_lodging]
    pairs = _pairs(ground, promises)
    while lodgings and pairs:
        tried = [_best_stay(ground, current, pair, lodgings) for pair in pairs]
        gains = [gain for gain, _ in tried]
        best = int(np.argmax(gains))
        if gains[best] < max(ground.problem.rules.night_cost, 1e-6):
            break
        current.update(tried[best][1])
        pairs = [pair for pair in pairs if not set(pair) & set(tried[best][1])]
    return current


def _pairs(ground: Ground, promises: Promises) -> list[tuple[CrewDaySlot, CrewDaySlot]]:
    """Two slots of one crew on consecutive dates, nothing promised on either."""
    problem, crews = ground.problem, ground.problem.crews
    by_day = {(s.crew, problem.days[s.day]): s for s in ground.slots}
    held = promises.kept.keys() | promises.must_visit.keys() | promises.before.keys()
    pairs = []
    for slot in ground.slots:
        crew = crews[slot.crew]
        after = by_day.get((slot.crew, problem.days[slot.day] + timedelta(days=1)))
        # A crew with days off in its week could be made to work one day too many by a stay.
        if crew.nights and crew.days_a_week == 7 and after and not {slot, after} & held:
            pairs.append((slot, after))
    return pairs


def _best_stay(
    ground: Ground,
    loads: Mapping[CrewDaySlot, Load],
    pair: tuple[CrewDaySlot, CrewDaySlot],
    lodgings: list[int],
) -> tuple[float, dict[CrewDaySlot, Load]]:
    """What the best stay brings more than the two days as they are, and its two loads."""
    people, homes = _due(ground, loads, set(pair))
    now = sum(_worth(ground, loads[slot]) for slot in pair if slot in loads)
    best, found = 0.0, dict[CrewDaySlot, Load]()
    out, back = pair
    for lodging in lodgings:
        near = np.argsort(ground.travel[lodging + 1, 1:], kind="stable")[: _NEAREST + 1]
        others = [int(p) for p in near if p != lodging and people[p] + homes[p]]
        firsts: list[Route] = [(lodging,), *((p, lodging) for p in others)]
        lasts: list[Route] = [(lodging,), *((lodging, p) for p in others), *((p,) for p in others)]
        first = max((_load(ground, out, r, people, homes, HOME, lodging) for r in firsts), key=_by(ground))
        people_left, homes_left = people.copy(), homes.copy()
        for place, n, h in zip(first.route, first.people, first.home_visits, strict=True):
            people_left[place] -= n
            homes_left[place] -= h
        last = max(
            (_load(ground, back, r, people_left, homes_left, lodging, HOME) for r in lasts), key=_by(ground)
        )
        gain = _worth(ground, first) + _worth(ground, last) - now
        if gain > best and _worth(ground, first) > 0 and _worth(ground, last) > 0:
            best, found = gain, {out: first, back: last}
    return best, found


def _by(ground: Ground) -> Callable[[Load], float]:
    return lambda load: _worth(ground, load)


def _worth(ground: Ground, load: Load) -> float:
    return ground.worth(load.route, load.people, load.home_visits)


def _due(
    ground: Ground, loads: Mapping[CrewDaySlot, Load], without: set[CrewDaySlot]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """People and home visits due at each place when these slots do nothing."""
    done, done_homes = Counter[int](), Counter[int]()
    for slot, load in loads.items():
        if slot not in without:
            done.update(dict(zip(load.route, load.people, strict=True)))
            done_homes.update(dict(zip(load.route, load.home_visits, strict=True)))
    people, homes = ground.people.copy(), ground.home_visits.copy()
    for place, n in done.items():
        people[place] -= n
    for place, n in done_homes.items():
        homes[place] -= n
    return people, homes


def _load(
    ground: Ground,
    slot: CrewDaySlot,
    route: Route,
    people: NDArray[np.int64],
    homes: NDArray[np.int64],
    begins: int,
    ends: int,
) -> Load:
    """The route filled from what is due; nothing where it is closed, too long or leaves no time."""
    nothing = Load((), (), ())
    if len(route) > ground.problem.rules.maximum_stops or not ground.open_to[slot.skill, list(route)].all():
        return nothing
    room = working_room(ground, route, begins, ends)
    if np.diagonal(room).min() <= 0 or room[0, -1] < ground.problem.rules.minimum_work_minutes:
        return nothing
    due = ([int(people[p]) for p in route], [int(homes[p]) for p in route])
    load = most_work(ground, room, route, slot.stations, due, homes_first=ground.homes_first)
    if not all(n or h for n, h in zip(load.people, load.home_visits, strict=True)):
        return nothing
    return replace(load, begins=begins, ends=ends)


def without_way_home(ground: Ground, rules: PatternRules) -> tuple[Ground, Patterns]:
    """The campaign with no minutes between the start and any place: an upper limit of all nights away."""
    travel = ground.travel.copy()
    travel[0, :] = travel[:, 0] = 0
    free = replace(ground, travel=travel)
    return free, day_patterns(free, rules)
