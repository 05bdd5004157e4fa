"""The forecast: how long 500 runs take, and whether its 80 % band holds what it promises.

Calibration: histories with hidden truths (turnout, pace, rain, failures) are drawn and lived through; after a
third of the days the office has only its logs. The forecast made then is scored against the rest. Beside it
a peer: the same campaign extrapolated by its average day so far, with the band of its daily scatter.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

import report
from jemput.planning import (
    Arrival,
    CampaignProblem,
    Crew,
    Done,
    Place,
    PlaceKind,
    Plan,
    Rules,
    iterations,
    remaining,
    solve,
)
from jemput.planning.forecast import (
    Assumptions,
    CardSide,
    Course,
    Fan,
    Score,
    Situation,
    forecast,
    renewed,
    score_fan,
    simulate,
    track_record,
)

MONDAY = date(2018, 1, 1)
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
NORMAL = (-1.6449, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.6449)


def campaign(seed: int, villages: int, days: int, crews: int) -> CampaignProblem:
    """A made-up kabupaten: villages around an office, working days from Monday to Saturday."""
    random = np.random.default_rng(seed)
    dates = [day for day in (MONDAY + timedelta(days=i) for i in range(2 * days)) if day.weekday() < 6]
    return CampaignProblem(
        places=tuple(
            Place(
                f"V{i}",
                PlaceKind.VILLAGE_OFFICE,
                float(random.uniform(-1.9, -1.3)),
                float(random.uniform(102.9, 103.5)),
                people_due=int(random.gamma(2, 22)),
                home_visits=int(random.binomial(2, 0.4)),
                open_weekdays=frozenset(range(6)) - {int(random.integers(6))},
                kecamatan_code=f"K{i % 8}",
            )
            for i in range(villages)
        ),
        crews=tuple(Crew(f"T{i}", f"kit {i}", stations=2, has_genset=i == 0) for i in range(crews)),
        days=tuple(dates[:days]),
        rules=Rules(-1.6, 103.2),
    )


def situation_of(problem: CampaignProblem, plan: Plan) -> Situation:
    """Blanks for half of the people, the rest on its way; one printer; nine in ten planned as the goal."""
    half = plan.totals.recorded // 2
    later = Arrival(problem.days[len(problem.days) // 2], half, "province")
    cards = CardSide(blanks=half, arrivals=(later,), printers=1)
    return Situation(problem, plan, cards=cards, goal=int(0.9 * plan.totals.recorded), beyond_days=40)


def done_by(problem: CampaignProblem, course: Course) -> dict[str, Done]:
    """What run 0 has recorded at each place."""
    return {
        place.place_id: Done(
            place.people_due - int(course.left[0, i]), place.home_visits - int(course.left_homes[0, i])
        )
        for i, place in enumerate(problem.places)
    }


def one_history(situation: Situation, prior: Assumptions, seed: int, runs: int) -> list[tuple[Score, Score]]:
    """Live through one hidden truth; score forecast and peer on four days of the rest."""
    problem, plan = situation.problem, situation.plan
    whole = simulate(situation, prior, runs=1, seed=seed)
    third = len(problem.days) // 3
    past, rest = problem.days[:third], problem.days[third:]
    course = simulate(situation, prior, runs=1, seed=seed, days=past)
    left = remaining(problem, rest[0], done_by(problem, course))
    days = tuple(day for day in plan.crew_days if day.day in rest)
    so_far = int(course.recorded[-1, 0])
    tonight = replace(situation, problem=left, plan=replace(plan, crew_days=days), recorded=so_far)
    tonight = replace(tonight, called_before=course.called, kits_away=course.kits_away)
    believed = renewed(prior, course.logs)
    made = forecast(tonight, believed, made_on=past[-1], runs=runs, seed=seed + 10_000, with_cures=False)
    daily = np.diff(np.concatenate([[0.0], course.recorded[:, 0]]))
    scores = []
    for ahead in (5, len(rest) // 3, 2 * len(rest) // 3, len(rest) - 1):
        actual = float(whole.recorded[third + ahead, 0])
        mean, sd = so_far + daily.mean() * (ahead + 1), daily.std() * (ahead + 1) ** 0.5
        peer = Fan((rest[ahead],), LEVELS, (tuple(float(mean + sd * z) for z in NORMAL),))
        scores.append((score_fan(made.recorded, rest[ahead], actual), score_fan(peer, rest[ahead], actual)))
    return scores


def calibration(histories: int, runs: int) -> dict[str, object]:
    """Share of figures inside the 80 % band, ours and the peer's."""
    problem = campaign(7, 90, 45, 2)
    plan = solve(problem, iterations(400), with_bound=False)
    situation = situation_of(problem, plan)
    pairs = [pair for seed in range(histories) for pair in one_history(situation, Assumptions(), seed, runs)]
    ours, peer = track_record(one for one, _ in pairs), track_record(one for _, one in pairs)
    return {
        "histories": histories,
        "scores": ours.scores,
        "in_80_percent_band": round(ours.in_band, 3),
        "goal_in_band": "0.75 to 0.85",
        "mean_loss_people": round(ours.mean_loss, 2),
        "bias_people": round(ours.bias, 1),
        "peer": "average day so far",
        "peer_in_80_percent_band": round(peer.in_band, 3),
        "peer_mean_loss_people": round(peer.mean_loss, 2),
        "loss_against_peer": round(ours.mean_loss / peer.mean_loss, 3),
    }


def speed(runs: int) -> dict[str, object]:
    """CPU seconds of `runs` courses of 60 days, and of all cures besides."""
    problem = campaign(1, 200, 60, 3)
    plan = solve(problem, iterations(200), with_bound=False)
    situation = replace(situation_of(problem, plan), beyond_days=0)
    began = time.process_time()
    made = forecast(situation, made_on=MONDAY, runs=runs, with_cures=False)
    plain, began = time.process_time() - began, time.process_time()
    with_cures = forecast(replace(situation, beyond_days=30), made_on=MONDAY, runs=runs)
    found = with_cures.bottleneck
    return {
        "runs": runs,
        "days": len(problem.days),
        "crews": len(problem.crews),
        "places": len(problem.places),
        "cpu_seconds": round(plain, 2),
        "limit_seconds": 10,
        "with_eight_cures_and_30_days_more_cpu_seconds": round(time.process_time() - began, 2),
        "deadline_holds": made.deadline_holds,
        "bottleneck": found.name if found else None,
        "bottleneck_days_earlier": found.days_earlier + found.cards_days_earlier if found else 0,
    }


def options() -> ArgumentParser:
    """The command line."""
    parser = report.options(__doc__)
    parser.add_argument("--histories", type=int, default=100, help="histories to live through (default 100)")
    parser.add_argument("--runs", type=int, default=500, help="courses simulated (default 500)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    given = options().parse_args(arguments)
    histories = min(given.histories, 12) if given.quick else given.histories
    figures = {
        "speed": speed(given.runs),
        "calibration": calibration(histories, 100 if given.quick else 200),
    }
    for name, part in figures.items():
        print(name, part)
    report.write(figures, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
