"""Writers of plans: ask for one, work it out, approve it into trips, throw it away."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jemput.kernel.errors import Problem
from jemput.node.ledger.actions import record
from jemput.node.ledger.transitions import advance
from jemput.office.trips import timetables
from jemput.office.trips.actions.outings import open_trips
from jemput.office.trips.errors import NothingToPlan
from jemput.office.trips.models import Campaign, Plan, Trip
from jemput.office.trips.queries.planning import planning_problem
from jemput.office.trips.states import PLAN, PlanEvent
from jemput.planning import (
    CampaignProblem,
    SearchState,
    any_of,
    greedy_most_unrecorded,
    no_improvement,
    seconds,
    solve,
)

PATIENCE_ROUNDS = 20_000
"""Rounds without a better plan after which the search ends early."""


@transaction.atomic
def ask_for_plan(
    *, campaign: Campaign, by: str, at: datetime, seconds_allowed: int = 20, seed: int = 1
) -> Plan:
    """Note that a plan is wanted; `jobs.work_out` does the work. Raises NothingToPlan, G101, G102."""
    problem = planning_problem(campaign)
    due = sum(place.people_due + place.home_visits for place in problem.places)
    if not due:
        raise NothingToPlan()
    plan = Plan.objects.create(
        campaign=campaign,
        asked_by=by,
        asked_at=at,
        seconds_allowed=seconds_allowed,
        seed=seed,
        people_due=due,
    )
    record(action="plan.asked", subject=str(plan.pk), by=by, at=at, details={"campaign": campaign.name})
    return plan


def work_out(*, plan: Plan, by: str, at: datetime) -> Plan:
    """Search for the best plan in the seconds allowed, showing progress; a failure is kept with its words."""
    advance(plan, PlanEvent.BEGIN, table=PLAN, by=by, at=at)
    try:
        problem = planning_problem(plan.campaign)
        return _search(plan, problem, by=by, at=at)
    except Problem as problem_found:
        plan.failure = problem_found.text("id")[:400]
        plan.save(update_fields=["failure"])
        advance(plan, PlanEvent.FAIL, table=PLAN, by=by, at=at, details={"why": plan.failure})
        return plan


def _search(plan: Plan, problem: CampaignProblem, *, by: str, at: datetime) -> Plan:
    began = time.monotonic()

    def show(state: SearchState) -> None:
        spent = (time.monotonic() - began) / max(plan.seconds_allowed, 1)
        Plan.objects.filter(pk=plan.pk).update(
            rounds=state.iteration, best_so_far=state.weighted, percent_done=min(99, int(100 * spent))
        )

    by_hand = greedy_most_unrecorded(problem)
    stop = any_of(seconds(plan.seconds_allowed, time.monotonic), no_improvement(PATIENCE_ROUNDS))
    best = solve(problem, stop, seed=plan.seed, progress=show)
    plan.result = timetables.as_json(best)
    plan.comparison = timetables.as_json(by_hand)["totals"]
    plan.bound, plan.rounds, plan.best_so_far = best.bound, best.iterations, best.totals.weighted
    plan.percent_done, plan.solved_at = 100, timezone.now()
    plan.save()
    details = {"recorded": best.totals.recorded, "crew_days": best.totals.crew_days}
    advance(plan, PlanEvent.SOLVED, table=PLAN, by=by, at=at, details=details)
    return plan


@transaction.atomic
def approve_plan(*, plan: Plan, by: str, at: datetime) -> list[Trip]:
    """Turn a plan into draft trips, a crew-day each, filled with the people due."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    advance(plan, PlanEvent.APPROVE, table=PLAN, by=by, at=at)
    plan.approved_at, plan.approved_by = at, by
    plan.save(update_fields=["approved_at", "approved_by"])
    return open_trips(plan=plan, answer=timetables.from_json(plan.result), by=by, at=at)


@transaction.atomic
def discard_plan(*, plan: Plan, by: str, at: datetime) -> Plan:
    """Put a plan away unused."""
    advance(plan, PlanEvent.DISCARD, table=PLAN, by=by, at=at)
    return plan
