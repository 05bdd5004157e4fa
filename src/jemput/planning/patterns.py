"""Day patterns: the routes of one crew-day worth considering, a place alone or with its neighbors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from jemput.planning.ground import EPSILON, Ground
from jemput.planning.ranges import check_ranges, measured
from jemput.planning.timetable import Route, working_room, working_rooms


@dataclass(frozen=True)
class PatternRules:
    """Which routes count as patterns: each place with its `pair_neighbors` nearest, and so on.

    Larger numbers give better plans later: the search looks at every pattern that holds a changed place.
    """

    pair_neighbors: int = measured(12, "places", 0, 100)
    triple_neighbors: int = measured(4, "places", 0, 30)
    quadruple_neighbors: int = measured(0, "places", 0, 15)

    def __post_init__(self) -> None:
        check_ranges(self, "patterns")


@dataclass(frozen=True)
class Patterns:
    """m patterns of up to k stops; missing stops hold the number of places, n.

    `stops` m × k; `room` m × k × k as in `working_rooms`, missing stops without limit; `total` the minutes
    of the whole day; `simple` where the whole day is the only limit and every person takes the same time;
    `allowed[skill]` which patterns a slot of that skill may drive; `holding[place]` which hold the place.
    """

    routes: tuple[Route, ...]
    stops: NDArray[np.int64]
    room: NDArray[np.float64]
    total: NDArray[np.float64]
    simple: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    holding: tuple[NDArray[np.int64], ...]

    def __len__(self) -> int:
        return len(self.routes)


def day_patterns(ground: Ground, rules: PatternRules, besides: Sequence[Route] = ()) -> Patterns:
    """Every pattern that leaves the campaign's minimum of working minutes and that some slot may drive.

    `besides` are routes wanted in any case, however few minutes they leave, such as those of a plan before.
    """
    longest = ground.problem.rules.maximum_stops
    due = np.flatnonzero((ground.people + ground.home_visits > 0) & ground.open_to.any(axis=0))
    routes: list[Route] = []
    rooms: list[NDArray[np.float64]] = []
    neighbors = _neighbors(ground, due, max(rules.pair_neighbors, rules.triple_neighbors))
    widths = {1: 0, 2: rules.pair_neighbors, 3: rules.triple_neighbors, 4: rules.quadruple_neighbors}
    for size, width in widths.items():
        if size > longest or (size > 1 and not width):
            continue
        groups = sorted(set(_groups(neighbors, size, width)))
        for route, room in _best_orders(ground, groups, size):
            routes.append(route)
            rooms.append(room)
    known = {frozenset(route) for route in routes}
    for route in dict.fromkeys(besides):
        if frozenset(route) not in known:
            known.add(frozenset(route))
            routes.append(route)
            rooms.append(working_room(ground, route))
    return _pack(ground, routes, rooms)


def _neighbors(ground: Ground, places: NDArray[np.int64], count: int) -> dict[int, list[int]]:
    """The nearest `count` other places of each place by the sum of both ways, among `places`."""
    if not len(places):
        return {}
    travel = ground.travel[np.ix_(places + 1, places + 1)]
    both_ways = (travel + travel.T).astype(np.float64)
    np.fill_diagonal(both_ways, np.inf)
    order = np.argsort(both_ways, axis=1, kind="stable")[:, : min(count, len(places) - 1)]
    return {int(place): [int(places[j]) for j in order[i]] for i, place in enumerate(places)}


def _groups(neighbors: dict[int, list[int]], size: int, width: int) -> Iterator[Route]:
    for place, near in neighbors.items():
        for others in combinations(near[:width], size - 1):
            yield tuple(sorted((place, *others)))


def _best_orders(
    ground: Ground, groups: list[Route], size: int
) -> Iterator[tuple[Route, NDArray[np.float64]]]:
    """Each group in the order that leaves most minutes for work, if that is enough and some slot may go."""
    if not groups:
        return
    members = np.array(groups, dtype=np.int64)
    orders = [members[:, list(order)] for order in permutations(range(size))]
    rooms = [working_rooms(ground, order) for order in orders]
    worth = np.stack([_worth(room) for room in rooms])
    best = worth.argmax(axis=0)
    least = ground.problem.rules.minimum_work_minutes
    possible = ground.open_to[:, members].all(axis=2).any(axis=0)
    for i in np.flatnonzero((worth.max(axis=0) >= max(least, EPSILON)) & possible):
        yield tuple(int(p) for p in orders[best[i]][i]), rooms[best[i]][i]


def _worth(room: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minutes of the whole day; nothing where some stop has no minute of its own."""
    own = np.diagonal(room, axis1=1, axis2=2).min(axis=1)
    whole: NDArray[np.float64] = np.where(own > 0, room[:, 0, -1], -np.inf)
    return whole


def _pack(ground: Ground, routes: list[Route], rooms: list[NDArray[np.float64]]) -> Patterns:
    m, k, n = len(routes), max((len(r) for r in routes), default=1), ground.size
    stops = np.full((m, k), n, dtype=np.int64)
    room = np.full((m, k, k), np.inf)
    total, simple = np.zeros(m), np.zeros(m, dtype=np.bool_)
    for i, (route, its_room) in enumerate(zip(routes, rooms, strict=True)):
        size = len(route)
        stops[i, :size] = route
        room[i, :size, :size] = its_room
        total[i] = its_room[0, size - 1]
        minutes = ground.person_minutes[list(route)]
        upper = its_room[np.triu_indices(size)]
        simple[i] = bool(np.all(upper >= total[i] - EPSILON) and np.all(minutes == minutes[0]))
    padded = np.concatenate([ground.open_to, np.ones((len(ground.open_to), 1), dtype=np.bool_)], axis=1)
    allowed: NDArray[np.bool_] = np.zeros((len(ground.open_to), 0), dtype=np.bool_)
    if m:
        allowed = np.all(padded[:, stops], axis=2)
    holding = tuple(np.flatnonzero((stops == place).any(axis=1)) for place in range(n))
    return Patterns(tuple(routes), stops, room, total, simple, allowed, holding)
