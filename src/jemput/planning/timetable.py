"""Minutes of one crew-day: how long a crew may work at each stop of a route, and the hours that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import VisitMode
from jemput.planning.ground import EPSILON, CrewDaySlot, Ground
from jemput.planning.plan import CrewDay, Visit

Route = tuple[int, ...]
"""Places by position in the problem, in the order driven."""


@dataclass(frozen=True)
class Load:
    """A route with the people and home visits done at each stop."""

    route: Route
    people: tuple[int, ...]
    home_visits: tuple[int, ...]


def working_room(ground: Ground, route: Route) -> NDArray[np.float64]:
    """Minutes free for work: k × k; entry [i, j] bounds the sum over stops i to j; lower triangle inf.

    Work w fits the day exactly when every such sum does: stop i cannot begin before its earliest start,
    stop j must end early enough for all that follows. Negative where the day is impossible.
    """
    rules, travel, k = ground.problem.rules, ground.travel, len(route)
    legs = [int(travel[a + 1, b + 1]) + rules.set_up_minutes for a, b in pairwise(route)]
    earliest, latest = [0.0] * k, [0.0] * k
    for i, place in enumerate(route):
        arrives = rules.day_starts_minute + travel[0, place + 1] if i == 0 else earliest[i - 1] + legs[i - 1]
        earliest[i] = max(float(ground.opens[place]), float(arrives))
    for i in reversed(range(k)):
        place = route[i]
        leaves = rules.day_ends_minute - travel[place + 1, 0] if i == k - 1 else latest[i + 1] - legs[i]
        latest[i] = min(float(ground.closes[place]), float(leaves))
    room = np.full((k, k), np.inf)
    for i in range(k):
        for j in range(i, k):
            room[i, j] = latest[j] - earliest[i] - rules.set_up_minutes - sum(legs[i:j])
    return room


def most_work(
    ground: Ground,
    room: NDArray[np.float64],
    route: Route,
    stations: int,
    due: tuple[Sequence[int], Sequence[int]],
    *,
    homes_first: bool,
) -> Load:
    """Fill a day stop by stop from what is still due (people, home visits of each stop).

    Filling from the first stop on makes the sum of minutes largest: a minute at an earlier stop is never
    forbidden by more than the same minute at a later one, except by its own hours.
    """
    k = len(route)
    used = np.zeros(k)
    minutes = (
        [float(ground.person_minutes[p]) for p in route],
        [ground.problem.rules.home_visit_minutes] * k,
    )
    done = ([0] * k, [0] * k)
    for sort in (1, 0) if homes_first else (0, 1):
        for i in range(k):
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
    way_out = int(travel[0, first + 1])
    leaves = now = max(float(rules.day_starts_minute), float(ground.opens[first] - way_out))
    here, driven, visits = 0, 0, []
    for stop, place in enumerate(load.route):
        leg = int(travel[here, place + 1])
        visits.append(_visit(ground, slot, load, stop, now + leg, cards[stop]))
        here, driven, now = place + 1, driven + leg, visits[-1].leaves_minute
    way_back = int(travel[here, 0])
    return CrewDay(
        crew_id=problem.crews[slot.crew].crew_id,
        day=problem.days[slot.day],
        leaves_start_minute=leaves,
        back_minute=now + way_back,
        travel_minutes=driven + way_back,
        visits=tuple(visits),
    )


def _visit(ground: Ground, slot: CrewDaySlot, load: Load, stop: int, arrives: float, cards: int) -> Visit:
    place, rules = load.route[stop], ground.problem.rules
    starts = max(arrives, float(ground.opens[place]))
    session = starts + rules.set_up_minutes
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
