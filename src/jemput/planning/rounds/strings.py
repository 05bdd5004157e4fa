"""Rounds of many homes: strings of neighbors taken out and put in anew, compiled to machine code.

Source: J. Christiaens and G. Vanden Berghe, Slack Induction by String Removals for Vehicle Routing Problems,
Transportation Science 54 (2020); here for rounds that cannot hold everybody, so worth decides.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jemput.planning.rounds.stops import Floats

Ints = NDArray[np.int64]


@njit(cache=True)
def _retime(
    route: Ints,
    length: int,
    begins: Floats,
    must: Floats,
    travel: Floats,
    minutes: Floats,
    early: Floats,
    late: Floats,
) -> None:
    """Earliest beginnings forward, and latest allowed ones backward, of one round with both its ends."""
    begins[0] = early[route[0]]
    for i in range(1, length):
        a, b = route[i - 1], route[i]
        begins[i] = max(begins[i - 1] + minutes[a] + travel[a, b], early[b])
    must[length - 1] = late[route[length - 1]]
    for i in range(length - 2, -1, -1):
        a, b = route[i], route[i + 1]
        must[i] = min(must[i + 1] - travel[a, b] - minutes[a], late[a])


@njit(cache=True)
def _take_out(
    routes: Ints, lengths: Ints, where: Ints, r: int, first: int, count: int, absent: Ints, absents: int
) -> int:
    """Remove `count` stops of one round from position `first` on; returns the number absent now."""
    for i in range(first, first + count):
        stop = routes[r, i]
        where[stop] = -1
        absent[absents] = stop
        absents += 1
    for i in range(first, lengths[r] - count):
        routes[r, i] = routes[r, i + count]
    lengths[r] -= count
    return absents


@njit(cache=True)
def _ruin(
    routes: Ints,
    lengths: Ints,
    where: Ints,
    near: Ints,
    absent: Ints,
    absents: int,
    average: float,
    longest: int,
) -> int:
    """Take strings out of rounds near one stop, each around its stop nearest to that."""
    n = near.shape[0] - 2
    seed = np.random.randint(1, n + 1)
    served = n - absents
    rounds = 0
    for r in range(lengths.shape[0]):
        rounds += lengths[r] > 2
    if rounds == 0:
        return absents
    reach = min(float(longest), served / rounds)
    strings = np.random.random() * (4.0 * average / (1.0 + reach) - 1.0) + 1.0
    ruined = np.zeros(lengths.shape[0], dtype=np.bool_)
    done = 0
    for k in range(near.shape[1]):
        if done >= strings:
            break
        stop = near[seed, k]
        r = where[stop]
        if r < 0 or ruined[r]:
            continue
        ruined[r] = True
        done += 1
        inner = lengths[r] - 2
        size = min(inner, 1 + int(np.random.random() * min(inner, reach)))
        at = 1
        while routes[r, at] != stop:
            at += 1
        low, high = max(1, at - size + 1), min(at, inner - size + 1)
        absents = _take_out(
            routes, lengths, where, r, low + np.random.randint(0, high - low + 1), size, absent, absents
        )
    return absents


@njit(cache=True)
def _order(absent: Ints, absents: int, worth: Floats, travel: Floats) -> Ints:
    """The absent stops in the order in which they are offered places: at random, by worth, by nearness."""
    key = np.empty(absents)
    way = np.random.random()
    last = travel.shape[0] - 1
    for i in range(absents):
        stop = absent[i]
        detour = travel[0, stop] + travel[stop, last]
        if way < 0.3:
            key[i] = np.random.random()
        elif way < 0.65:
            key[i] = -worth[stop] * (0.6 + 0.8 * np.random.random())
        elif way < 0.85:
            key[i] = -worth[stop] / (1.0 + detour) * (0.6 + 0.8 * np.random.random())
        elif way < 0.93:
            key[i] = detour
        else:
            key[i] = -detour
    return np.argsort(key)


@njit(cache=True)
def _recreate(
    routes: Ints, lengths: Ints, where: Ints, begins: Floats, must: Floats, absent: Ints, absents: int,
    travel: Floats, minutes: Floats, early: Floats, late: Floats, worth: Floats, blink: float,
) -> int:  # fmt: skip
    """Put absent stops where they cost least travel, in turn, skipping a position now and then."""
    turns = _order(absent, absents, worth, travel)
    left = np.empty(absents, dtype=np.int64)
    kept = 0
    for turn in turns:
        stop = absent[turn]
        cheapest, best_r, best_at = np.inf, -1, -1
        tried_empty = False
        for r in range(lengths.shape[0]):
            if lengths[r] == 2:
                if tried_empty:
                    continue
                tried_empty = True
            for at in range(1, lengths[r]):
                a, b = routes[r, at - 1], routes[r, at]
                cost = travel[a, stop] + travel[stop, b] - travel[a, b]
                if cost >= cheapest or np.random.random() < blink:
                    continue
                time = max(begins[r, at - 1] + minutes[a] + travel[a, stop], early[stop])
                if time > late[stop] + 1e-9:
                    break
                if time + minutes[stop] + travel[stop, b] <= must[r, at] + 1e-9:
                    cheapest, best_r, best_at = cost, r, at
        if best_r < 0:
            left[kept] = stop
            kept += 1
            continue
        for i in range(lengths[best_r], best_at, -1):
            routes[best_r, i] = routes[best_r, i - 1]
        routes[best_r, best_at] = stop
        lengths[best_r] += 1
        where[stop] = best_r
        _retime(routes[best_r], lengths[best_r], begins[best_r], must[best_r], travel, minutes, early, late)
    absent[:kept] = left[:kept]
    return kept


@njit(cache=True)
def _value(routes: Ints, lengths: Ints, worth: Floats, travel: Floats, road: float) -> float:
    total = 0.0
    for r in range(lengths.shape[0]):
        for i in range(1, lengths[r]):
            total += worth[routes[r, i]] - road * travel[routes[r, i - 1], routes[r, i]]
    return total


@njit(cache=True)
def anneal(
    routes: Ints, lengths: Ints, near: Ints, travel: Floats, minutes: Floats, early: Floats, late: Floats,
    worth: Floats, road: float, rounds: int, hot: float, cold: float, average: float, longest: int,
    blink: float, seed: int,
) -> float:  # fmt: skip
    """Search from `routes` (changed to the best found) while cooling; returns the best value.

    `routes` m × (n + 2) hold the start, stops and end, `lengths` how many. Value: worth less `road` for each
    minute driven.
    """
    np.random.seed(seed)
    m, n = routes.shape[0], near.shape[0] - 2
    where = np.full(n + 2, -1, dtype=np.int64)
    begins, must = np.zeros(routes.shape), np.zeros(routes.shape)
    for r in range(m):
        for i in range(1, lengths[r] - 1):
            where[routes[r, i]] = r
        _retime(routes[r], lengths[r], begins[r], must[r], travel, minutes, early, late)
    absent, absents = np.empty(n + 2, dtype=np.int64), 0
    for stop in range(1, n + 1):
        if where[stop] < 0 and worth[stop] > 0:
            absent[absents] = stop
            absents += 1
    current = _value(routes, lengths, worth, travel, road)
    best, best_routes, best_lengths = current, routes.copy(), lengths.copy()
    cooling = (cold / hot) ** (1.0 / max(rounds, 1))
    heat = hot
    old_routes, old_lengths, old_where = routes.copy(), lengths.copy(), where.copy()
    old_absent, old_absents = absent.copy(), absents
    for _ in range(rounds):
        absents = _ruin(routes, lengths, where, near, absent, absents, average, longest)
        for r in range(m):
            if lengths[r] != old_lengths[r]:
                _retime(routes[r], lengths[r], begins[r], must[r], travel, minutes, early, late)
        absents = _recreate(
            routes, lengths, where, begins, must, absent, absents, travel, minutes, early, late, worth, blink
        )
        value = _value(routes, lengths, worth, travel, road)
        if value > current + heat * np.log(np.random.random()):
            current = value
            old_routes[:], old_lengths[:], old_where[:] = routes, lengths, where
            old_absent[:], old_absents = absent, absents
            if value > best + 1e-9:
                best = value
                best_routes[:], best_lengths[:] = routes, lengths
        else:
            routes[:], lengths[:], where[:] = old_routes, old_lengths, old_where
            absent[:], absents = old_absent, old_absents
            for r in range(m):
                _retime(routes[r], lengths[r], begins[r], must[r], travel, minutes, early, late)
        heat *= cooling
    routes[:], lengths[:] = best_routes, best_lengths
    return best
