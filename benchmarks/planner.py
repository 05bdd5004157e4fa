"""Campaign planning: people reached today's way, by ours, and the bound, in one run, every plan checked.

Instances are JSON files with `office` (x, y in km), `villages` (x, y, kec, u people, home visits, closed
weekdays, power, remote), `days` (weekdays in order), `crews` (stations, genset) and `blanks`. Rules: day
07:00-18:00, recording 08:30-16:00, 30 minutes to set up, 15 station-minutes a person, 35 a home visit, road
factor 1.4 at 32 km/h, 45 minutes more at a remote village's end. Without an instance, those of the evaluation
data are planned, and then a made-up campaign of --size villages, crews and days. Dragging a stop is timed.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

import report
from jemput.planning import (
    PROVE,
    START,
    CampaignProblem,
    Crew,
    Move,
    Place,
    PlaceKind,
    Plan,
    Rules,
    SearchState,
    SolverRules,
    bound_in_words,
    check,
    effect_of,
    greedy_most_unrecorded,
    seconds,
    solve,
)

ROAD_FACTOR, KILOMETERS_PER_HOUR, REMOTE_MINUTES = 1.4, 32, 45
MONDAY = date(2018, 1, 1)
INSTANCES = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "planning"
GOALS = {"kabA": (6718.0, 6785.0), "kabB": (6212.0, 6729.0)}
"""Weighted people to reach in 15 CPU seconds, and the bound to come below."""


def read_kabupaten(path: Path) -> CampaignProblem:
    """One instance file; each run of Monday to Saturday in `days` is a week."""
    raw = json.loads(path.read_text())
    return CampaignProblem(
        places=tuple(_place(village) for village in raw["villages"]),
        crews=tuple(
            Crew(f"T{i + 1}", f"K{i + 1}", stations=crew["stations"], has_genset=crew["genset"])
            for i, crew in enumerate(raw["crews"])
        ),
        days=_dates(raw["days"]),
        rules=Rules(start_lat=None, start_lng=None),
        known_minutes=_minutes(raw),
        blanks=raw["blanks"],
    )


def _place(village: dict[str, Any]) -> Place:
    return Place(
        place_id=str(village["id"]),
        kind=PlaceKind.VILLAGE_OFFICE,
        lat=None,
        lng=None,
        people_due=village["u"],
        home_visits=village["home"],
        has_power=village["power"],
        open_weekdays=frozenset(range(6)) - set(village["closed"]),
        remote_minutes=REMOTE_MINUTES if village["remote"] else 0,
        kecamatan_code=str(village["kec"]),
    )


def _dates(weekdays: Sequence[int]) -> tuple[date, ...]:
    found, day = [], MONDAY
    for weekday in weekdays:
        while day.weekday() != weekday:
            day += timedelta(days=1)
        found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def _minutes(raw: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Straight kilometers × road factor ÷ speed, and the add-on of a remote village at either end."""
    at = {START: (tuple(raw["office"]), 0)} | {
        str(v["id"]): ((v["x"], v["y"]), REMOTE_MINUTES if v["remote"] else 0) for v in raw["villages"]
    }
    return {
        (a, b): math.ceil(math.dist(here, there) * ROAD_FACTOR / KILOMETERS_PER_HOUR * 60 + add_a + add_b)
        for a, (here, add_a) in at.items()
        for b, (there, add_b) in at.items()
        if a != b
    }


def figures(problem: CampaignProblem, plan: Plan, cpu_seconds: float) -> dict[str, object]:
    """One plan in a line, with what the checker says of it."""
    totals = plan.totals
    return {
        "people_recorded": totals.recorded,
        "of_which_home_visits": totals.home_visits,
        "weighted_score": totals.weighted,
        "places": totals.places,
        "crew_days": totals.crew_days,
        "violations": len(check(problem, plan)),
        "cpu_seconds": round(cpu_seconds, 2),
    }


def measure(name: str, problem: CampaignProblem, limit: float, seed: int, *, prove: bool) -> dict[str, Any]:
    """Plan one campaign both ways."""
    began = time.process_time()
    today = greedy_most_unrecorded(problem)
    greedy_seconds, began = time.process_time() - began, time.process_time()
    seen: list[tuple[float, float]] = []

    def note(state: SearchState) -> None:
        seen.append((time.process_time() - began, state.weighted))

    rules = SolverRules(finish=PROVE) if prove else SolverRules()
    ours = solve(problem, seconds(limit, time.process_time), seed=seed, rules=rules, progress=note)
    cpu = time.process_time() - began
    goal, bound_goal = GOALS.get(name, (None, None))
    score = ours.totals.weighted
    return {
        "most_unrecorded_first": figures(problem, today, greedy_seconds),
        "ours": figures(problem, ours, cpu) | {"rounds": ours.iterations},
        "search_cpu_seconds": limit,
        "first_plan_cpu_seconds": round(seen[0][0], 2),
        "first_plan_weighted_score": seen[0][1],
        "within_a_thousandth_of_the_best_after_cpu_seconds": round(
            next((at for at, so_far in seen if so_far >= 0.999 * score), cpu), 1
        ),
        "gain_over_most_unrecorded_first_percent": round(100 * (score / today.totals.weighted - 1), 2),
        "bound_weighted_score": round(ours.bound or 0.0, 1),
        "gap_to_bound_percent": round(100 * (ours.gap or 0.0), 3),
        "bound_in_words": bound_in_words(ours).en,
        "goal_weighted_score": goal,
        "goal_bound_below": bound_goal,
        "goal_reached": None if goal is None else bool(score >= goal),
        "drag": drag(problem, ours),
        "peak_memory_mebibytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def drag(problem: CampaignProblem, plan: Plan, tries: int = 40) -> dict[str, float]:
    """Milliseconds until the effect of a dragged stop is known."""
    random, spent = np.random.default_rng(1), []
    for _ in range(tries if plan.crew_days else 0):
        day = plan.crew_days[int(random.integers(len(plan.crew_days)))]
        to = plan.crew_days[int(random.integers(len(plan.crew_days)))]
        move = Move(day.visits[0].place_id, day.crew_id, day.day, to.crew_id, to.day)
        began = time.process_time()
        effect_of(problem, plan, move)
        spent.append(1000 * (time.process_time() - began))
    ordered = sorted(spent) or [0.0]
    return {
        "median_milliseconds": round(ordered[len(ordered) // 2], 1),
        "worst_milliseconds": round(ordered[-1], 1),
        "limit_milliseconds": 300,
    }


def made_up(villages: int, crews: int, days: int) -> CampaignProblem:
    """A large kabupaten by chance: closed weekdays, places without power, remote ones."""
    random = np.random.default_rng(7)
    places = tuple(
        Place(
            f"V{i}",
            PlaceKind.VILLAGE_OFFICE,
            float(random.uniform(0.2, 1.4)),
            float(random.uniform(112.0, 113.6)),
            people_due=int(random.gamma(2, 20)),
            home_visits=int(random.binomial(3, 0.4)),
            has_power=bool(random.random() > 0.2),
            open_weekdays=frozenset(range(6)) - set(random.permutation(6)[: random.integers(1, 4)].tolist()),
            remote_minutes=REMOTE_MINUTES if random.random() < 0.1 else 0,
            kecamatan_code=f"K{i % 23}",
        )
        for i in range(villages)
    )
    teams = tuple(Crew(f"T{i}", f"K{i}", stations=2, has_genset=i < crews // 2) for i in range(crews))
    weekdays = [i % 6 for i in range(days)]
    return CampaignProblem(places, teams, _dates(weekdays), Rules(0.8, 112.8))


def options() -> ArgumentParser:
    """The command line; --json alone prints JSON and nothing else."""
    parser = ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--instance", type=Path, action="append", default=[], help="a JSON file; repeatable")
    parser.add_argument("--seconds", type=float, default=15.0, help="CPU seconds to search (default 15)")
    parser.add_argument("--json", nargs="?", type=Path, const=Path("-"), help="to FILE, or print it")
    parser.add_argument("--quick", action="store_true", help="two CPU seconds each, the made-up one small")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--prove", action="store_true", help="tighten the bound, in minutes at worst")
    parser.add_argument("--size", default="400x4x120", help="villages x crews x days of the made-up one")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns 1 where a plan breaks a rule, 2 where an instance is missing."""
    given = options().parse_args(arguments)
    missing = [path for path in given.instance if not path.exists()]
    if missing:
        print(f"No instance at {', '.join(map(str, missing))}.", file=sys.stderr)
        return 2
    files = given.instance or sorted(INSTANCES.glob("kab*.json"))
    problems = {path.stem: read_kabupaten(path) for path in files}
    if not given.instance:
        villages, crews, days = (int(n) for n in ("60x2x20" if given.quick else given.size).split("x"))
        problems[f"made_up_{villages}x{crews}x{days}"] = made_up(villages, crews, days)
    limit = min(given.seconds, 2.0) if given.quick else given.seconds
    results = {
        name: measure(name, problem, limit, given.seed, prove=given.prove)
        for name, problem in problems.items()
    }
    figures = report.flat({**(results if len(results) > 1 else next(iter(results.values())))})
    printed = json.dumps(
        {"instance": ", ".join(results), **figures, **report.flat({"machine": report.machine()})}
    )
    if given.json == Path("-"):
        print(printed)
    else:
        print("\n".join(f"{key}: {value}" for key, value in figures.items()))
        if given.json:
            given.json.write_text(printed + "\n")
    return int(
        any(
            result[way]["violations"]
            for result in results.values()
            for way in ("most_unrecorded_first", "ours")
        )
    )


if __name__ == "__main__":
    sys.exit(main())
