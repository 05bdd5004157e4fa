"""Minutes of one crew-day: how long a crew may work at each stop of a route, and the hours that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import VisitMode
from jemput.planning.ground import EPSILON, CrewDaySlot, Ground
from jemput.planning.plan import CrewDay, Visit

Route = tuple[int, ...]
"""Places by position in the problem, in the order driven."""

HOME = -1
"""Stands for the start where a place could be."""


@dataclass(frozen=True)
class Load:
    """A route with the people and home visits done at each stop.

    `begins` and `ends` are the places where the nights before and after are spent; HOME at the start.
    """

    route: Route
    people: tuple[int, ...]
    home_visits: tuple[int, ...]
    begins: int = HOME
    ends: int = HOME


def working_room(ground: Ground, route: Route, begins: int = HOME, ends: int = HOME) -> NDArray[np.float64]:
    """Minutes free for work on one route of k stops: k × k, as `working_rooms`."""
    room: NDArray[np.float64] = working_rooms(ground, np.array([route], dtype=np.int64), begins, ends)[0]
    return room


def working_rooms(
    ground: Ground, routes: NDArray[np.int64], begins: int = HOME, ends: int = HOME
) -> NDArray[np.float64]:
    """Minutes free for work on m routes of k stops: m × k × k; entry [r, i, j] bounds stops i to j's sum.

    Work fits the day exactly when every such sum does: stop i cannot begin before its earliest start, stop
    j must end early enough for all that follows. Negative where impossible; below the diagonal infinite.
    """
    rules, travel, (m, k) = ground.problem.rules, ground.travel, routes.shape
    set_up = ground.set_up[routes].astype(np.float64)
    driven = travel[routes[:, :-1] + 1, routes[:, 1:] + 1].astype(np.float64)
    legs = driven + set_up[:, :-1]
    earliest, latest = np.zeros((m, k)), np.zeros((m, k))
    arrives = rules.day_starts_minute + travel[begins + 1, routes[:, 0] + 1].astype(np.float64)
    for i in range(k):
        earliest[:, i] = np.maximum(ground.opens[routes[:, i]], arrives)
        arrives = earliest[:, i] + (legs[:, i] if i < k - 1 else 0)
    leaves = rules.day_ends_minute - travel[routes[:, -1] + 1, ends + 1].astype(np.float64)
    for i in reversed(range(k)):
        latest[:, i] = np.minimum(ground.closes[routes[:, i]], leaves)
        leaves = latest[:, i] - set_up[:, i] - (driven[:, i - 1] if i else 0)
    room = np.full((m, k, k), np.inf)
    for i in range(k):
        for j in range(i, k):
            room[:, i, j] = latest[:, j] - earliest[:, i] - set_up[:, j] - legs[:, i:j].sum(axis=1)
    return room


def most_work(
    ground: Ground,
    room: NDArray[np.float64],
    route: Route,
    stations: int,
    due: tuple[Sequence[int], Sequence[int]],
    *,
    homes_first: bool,
    worths: tuple[Sequence[float], Sequence[float]] | None = None,
) -> Load:
    """Fill a day stop by stop from what is still due (people, home visits of each stop).

    Stops where one counts for more by `worths` (of each stop, else the places' own) come first. Filling from
    the first stop on makes the sum of minutes largest: a minute at an earlier stop is never forbidden by more
    than the same minute at a later one, except by its own hours.
    """
    k = len(route)
    used = np.zeros(k)
    minutes = (
        [float(ground.person_minutes[p]) for p in route],
        [ground.problem.rules.home_visit_minutes] * k,
    )
    done = ([0] * k, [0] * k)
    own = ([float(ground.people_worth[p]) for p in route], [float(ground.home_worth[p]) for p in route])
    for sort in (1, 0) if homes_first else (0, 1):
        worth = (worths or own)[sort]
        for i in sorted(range(k), key=lambda stop: -worth[stop]):
            free = _free(room, used, i)
            count = min(due[sort][i], int((free * stations + EPSILON) // minutes[sort][i])) if free > 0 else 0
            done[sort][i] = int(count)
            used[i] += count * minutes[sort][i] / stations
    return Load(route, tuple(done[0]), tuple(done[1]))


def _free(room: NDArray[np.float64], used: NDArray[np.float64], stop: int) -> float:
    """Minutes that may still be added at `stop`: the tightest interval that contains it."""
    k = len(used)
    return min(
        float(room[i, j]) - float(used[i : j + 1].sum()) for i in range(stop + 1) for j in range(stop, k)
    )


def clock_times(ground: Ground, slot: CrewDaySlot, load: Load, cards: Sequence[int]) -> CrewDay:
    """Put a load on the clock: as early as possible, leaving the start only in time for the first opening."""
    rules, problem, travel = ground.problem.rules, ground.problem, ground.travel
    first = load.route[0]
    way_out = int(travel[load.begins + 1, first + 1])
    leaves = now = max(float(rules.day_starts_minute), float(ground.opens[first] - way_out))
    here, driven, visits = load.begins + 1, 0, []
    for stop, place in enumerate(load.route):
        leg = int(travel[here, place + 1])
        visits.append(_visit(ground, slot, load, stop, now + leg, cards[stop]))
        here, driven, now = place + 1, driven + leg, visits[-1].leaves_minute
    way_back = int(travel[here, load.ends + 1])
    return CrewDay(
        crew_id=problem.crews[slot.crew].crew_id,
        day=problem.days[slot.day],
        leaves_start_minute=leaves,
        back_minute=now + way_back,
        travel_minutes=driven + way_back,
        visits=tuple(visits),
        starts_from="" if load.begins == HOME else problem.places[load.begins].place_id,
        sleeps_at="" if load.ends == HOME else problem.places[load.ends].place_id,
    )


def _visit(ground: Ground, slot: CrewDaySlot, load: Load, stop: int, arrives: float, cards: int) -> Visit:
    place, rules = load.route[stop], ground.problem.rules
    starts = max(arrives, float(ground.opens[place]))
    session = starts + float(ground.set_up[place])
    homes = session + load.people[stop] * float(ground.person_minutes[place]) / slot.stations
    return Visit(
        place_id=ground.problem.places[place].place_id,
        arrives_minute=arrives,
        starts_minute=starts,
        session_starts_minute=session,
        homes_start_minute=homes,
        leaves_minute=homes + load.home_visits[stop] * rules.home_visit_minutes / slot.stations,
        people=load.people[stop],
        home_visits=load.home_visits[stop],
        cards_printed=cards,
    )


def prints_cards(ground: Ground, place: int) -> bool:
    """Whether cards are printed on the spot at this place."""
    return ground.problem.places[place].mode is VisitMode.RECORD_AND_PRINT
