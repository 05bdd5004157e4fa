"""Campaign planning on synthetic kabupaten: people reached today's way, by ours, and the bound, in one run.

Instances are JSON files with `office` (x, y in km), `villages` (x, y, kec, u people, home visits, closed
weekdays, power, remote), `days` (weekdays in order), `crews` (stations, genset) and `blanks`. Rules: day
07:00-18:00, recording 08:30-16:00, 30 minutes to set up, 15 station-minutes a person, 35 a home visit, road
factor 1.4 at 32 km/h, 45 minutes more at a remote village's end. Every plan is checked independently.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jemput.planning import (
    PROVE,
    START,
    CampaignProblem,
    Crew,
    Place,
    PlaceKind,
    Plan,
    Rules,
    SolverRules,
    check,
    greedy_most_unrecorded,
    seconds,
    solve,
)

ROAD_FACTOR, KILOMETERS_PER_HOUR, REMOTE_MINUTES = 1.4, 32, 45
MONDAY = date(2018, 1, 1)
INSTANCES = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "planning"
TO_BEAT = {"kabA": 6718.0, "kabB": 6212.0}
"""Weighted people to reach in 15 CPU seconds."""


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
        "people": totals.recorded,
        "of_which_home_visits": totals.home_visits,
        "weighted": totals.weighted,
        "places": totals.places,
        "crew_days": totals.crew_days,
        "violations": len(check(problem, plan)),
        "cpu_seconds": round(cpu_seconds, 1),
    }


def measure(name: str, problem: CampaignProblem, limit: float, seed: int, *, prove: bool) -> dict[str, Any]:
    """Plan one instance both ways."""
    began = time.process_time()
    today = greedy_most_unrecorded(problem)
    greedy_seconds, began = time.process_time() - began, time.process_time()
    rules = SolverRules(finish=PROVE) if prove else SolverRules()
    ours = solve(problem, seconds(limit, time.process_time), seed=seed, rules=rules)
    cpu = time.process_time() - began
    to_beat = TO_BEAT.get(name)
    return {
        "instance": name,
        "most_unrecorded_first": figures(problem, today, greedy_seconds),
        "ours": figures(problem, ours, cpu) | {"iterations": ours.iterations},
        "search_cpu_seconds": limit,
        "gain_over_most_unrecorded_first": round(ours.totals.weighted / today.totals.weighted - 1, 4),
        "bound": round(ours.bound or 0.0, 1),
        "within_share_of_bound": round(ours.gap or 0.0, 5),
        "to_beat": to_beat,
        "against_it": round(ours.totals.weighted / to_beat, 5) if to_beat else None,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns 1 where a plan breaks a rule, 2 where an instance is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--instance", type=Path, action="append", help="instance file; may be repeated")
    parser.add_argument("--seconds", type=float, default=15.0, help="CPU seconds to search (default 15)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--prove", action="store_true", help="tighten the bound, which takes minutes at worst"
    )
    parser.add_argument("--quick", action="store_true", help="two seconds an instance")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    given = parser.parse_args(arguments)
    paths = given.instance or sorted(INSTANCES.glob("kab*.json"))
    missing = [path for path in paths if not path.exists()] or ([INSTANCES] if not paths else [])
    if missing:
        print(f"No instance at {', '.join(map(str, missing))}; name one with --instance.", file=sys.stderr)
        return 2
    limit = 2.0 if given.quick else given.seconds
    results = [
        measure(path.stem, read_kabupaten(path), limit, given.seed, prove=given.prove) for path in paths
    ]
    print(json.dumps({"instances": results}, indent=None if given.json else 2))
    plans = [result[way] for result in results for way in ("most_unrecorded_first", "ours")]
    return int(any(plan["violations"] for plan in plans))


if __name__ == "__main__":
    sys.exit(main())
