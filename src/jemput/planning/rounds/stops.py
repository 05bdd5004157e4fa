"""Homes to visit in a round: worth, minutes, when somebody opens the door, and the minutes between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.planning.ranges import MINUTES_A_DAY, check_number, check_ranges, check_unique, measured

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RoundStop:
    """One home. Service begins between `earliest` and `latest`, minutes from midnight; early ones wait.

    `worth` says what visiting it counts for where not all can be visited: urgent ones count more.
    """

    stop_id: str
    minutes: float = measured(35, "minutes", 0, MINUTES_A_DAY)
    earliest: float = measured(0, "minutes", 0, MINUTES_A_DAY)
    latest: float = measured(MINUTES_A_DAY, "minutes", 0, MINUTES_A_DAY)
    worth: float = measured(1, "people", 0, 1_000_000)

    def __post_init__(self) -> None:
        check_ranges(self, self.stop_id)
        check_number(self.stop_id, "latest", self.latest, self.earliest, MINUTES_A_DAY)


@dataclass(frozen=True)
class RoundProblem:
    """`crews` of one kind leave `begin` at `starts_minute` at the earliest and are back by `ends_minute`.

    `travel` is (n + 2) × (n + 2) minutes: row and column 0 the start, 1 to n the stops, n + 1 the end; it
    need not be symmetric. Raises G103 and G104.
    """

    stops: tuple[RoundStop, ...]
    travel: Floats
    crews: int = measured(1, "crews", 1, 100)
    starts_minute: float = measured(8 * 60, "minutes", 0, MINUTES_A_DAY)
    ends_minute: float = measured(18 * 60, "minutes", 0, MINUTES_A_DAY)

    def __post_init__(self) -> None:
        check_ranges(self, "round")
        check_number("round", "ends_minute", self.ends_minute, self.starts_minute, MINUTES_A_DAY)
        check_unique("home", (stop.stop_id for stop in self.stops))
        check_number("round", "rows of travel", len(self.travel), len(self.stops) + 2, len(self.stops) + 2)
        check_number("round", "travel", float(np.min(self.travel)), 0, 30 * MINUTES_A_DAY)


@dataclass(frozen=True)
class RoundVisit:
    """A home with the minutes at which the crew arrives, begins and leaves."""

    stop_id: str
    arrives: float
    begins: float
    leaves: float


@dataclass(frozen=True)
class Round:
    """One crew's homes in the order driven, and when it is back."""

    visits: tuple[RoundVisit, ...]
    back_minute: float


@dataclass(frozen=True)
class Rounds:
    """Rounds of all crews, what they are worth, who is left, and whether no better ones exist."""

    rounds: tuple[Round, ...]
    worth: float
    left: tuple[str, ...]
    proved: bool


def arrays(problem: RoundProblem) -> tuple[Floats, Floats, Floats, Floats]:
    """Minutes, earliest, latest and worth of start, stops and end: n + 2 each."""
    first, last = problem.starts_minute, problem.ends_minute
    stops = problem.stops
    return (
        np.array([0.0, *(s.minutes for s in stops), 0.0]),
        np.array([first, *(max(s.earliest, first) for s in stops), first]),
        np.array([last, *(s.latest for s in stops), last]),
        np.array([0.0, *(s.worth for s in stops), 0.0]),
    )


def on_the_clock(problem: RoundProblem, orders: Sequence[Sequence[int]], *, proved: bool) -> Rounds:
    """Rounds from the order of stops (1 to n) of each crew, each begun as early as the doors open."""
    rounds, seen = [], set[int]()
    for order in orders:
        now, here, visits = problem.starts_minute, 0, []
        for number in order:
            stop = problem.stops[number - 1]
            arrives = now + float(problem.travel[here, number])
            begins = max(arrives, stop.earliest)
            now, here = begins + stop.minutes, number
            visits.append(RoundVisit(stop.stop_id, arrives, begins, now))
        seen.update(order)
        if order:
            rounds.append(Round(tuple(visits), now + float(problem.travel[here, -1])))
    return Rounds(
        rounds=tuple(rounds),
        worth=float(sum(problem.stops[number - 1].worth for number in seen)),
        left=tuple(stop.stop_id for i, stop in enumerate(problem.stops, 1) if i not in seen),
        proved=proved,
    )


def broken_in(problem: RoundProblem, rounds: Rounds) -> list[str]:
    """Every rule that rounds break, worked out from the problem alone; none means that they can be driven."""
    index = {stop.stop_id: i for i, stop in enumerate(problem.stops, 1)}
    found = (
        [f"{len(rounds.rounds)} rounds for {problem.crews} crews"]
        if len(rounds.rounds) > problem.crews
        else []
    )
    visited = [visit.stop_id for one in rounds.rounds for visit in one.visits]
    found += [f"{name} visited twice" for name in {n for n in visited if visited.count(n) > 1}]
    for one in rounds.rounds:
        now, here = problem.starts_minute, 0
        for visit in one.visits:
            number = index[visit.stop_id]
            stop = problem.stops[number - 1]
            if (
                visit.begins < now + problem.travel[here, number] - 1e-6
                or visit.begins < stop.earliest - 1e-6
            ):
                found.append(f"{visit.stop_id} begins at {visit.begins}, too early")
            if visit.begins > stop.latest + 1e-6:
                found.append(f"{visit.stop_id} begins at {visit.begins} after {stop.latest}")
            now, here = visit.begins + stop.minutes, number
        if now + problem.travel[here, -1] > problem.ends_minute + 1e-6:
            found.append(f"back at {now + problem.travel[here, -1]} after {problem.ends_minute}")
    if abs(sum(problem.stops[index[name] - 1].worth for name in set(visited)) - rounds.worth) > 1e-6:
        found.append(f"worth is not {rounds.worth}")
    if sorted([*rounds.left, *set(visited)]) != sorted(index):
        found.append("left over is not what is not visited")
    return found
