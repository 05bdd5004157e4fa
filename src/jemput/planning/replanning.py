"""From today on: what is left to do, what was promised, and a new plan with the fewest changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jemput.planning.campaign import CampaignProblem
from jemput.planning.errors import DeadlinePast
from jemput.planning.plan import Plan
from jemput.planning.ranges import check_number, check_ranges, measured
from jemput.planning.solver import Progress, SolverRules, solve
from jemput.planning.stopping import StopRule
from jemput.planning.wishes import KeptDay, KeptStop


@dataclass(frozen=True)
class Done:
    """People and home visits recorded so far at one place, by whatever trip."""

    people: int = measured(0, "people", 0, 1_000_000)
    home_visits: int = measured(0, "people", 0, 1_000_000)

    def __post_init__(self) -> None:
        check_ranges(self, "done")


@dataclass(frozen=True)
class Changes:
    """Crew-days of a new plan against the plan before, from the first day of the new on."""

    same: int
    moved: tuple[tuple[str, date], ...]
    added: tuple[tuple[str, date], ...]
    dropped: tuple[tuple[str, date], ...]

    @property
    def count(self) -> int:
        """Crew-days that are no longer what they were."""
        return len(self.moved) + len(self.added) + len(self.dropped)


def remaining(problem: CampaignProblem, today: date, done: Mapping[str, Done]) -> CampaignProblem:
    """The campaign from `today` on, without those recorded already. Raises DeadlinePast (G108).

    Who did not come is due again; the turnout expected of them stays that of the place.
    """
    days = tuple(day for day in problem.days if day >= today)
    if not days:
        raise DeadlinePast(deadline=problem.days[-1].isoformat(), today=today.isoformat())
    nothing = Done()
    places = tuple(
        replace(
            place,
            people_due=max(0, place.people_due - done.get(place.place_id, nothing).people),
            home_visits=max(0, place.home_visits - done.get(place.place_id, nothing).home_visits),
        )
        for place in problem.places
    )
    kept = tuple(day for day in problem.wishes.kept_days if day.day >= today)
    appointments = tuple(one for one in problem.wishes.appointments if one.day >= today)
    wishes = replace(problem.wishes, kept_days=kept, appointments=appointments)
    return replace(problem, places=places, days=days, wishes=wishes)


def keep(problem: CampaignProblem, plan: Plan, promised: Collection[tuple[str, date]]) -> CampaignProblem:
    """The campaign with the promised crew-days (crew_id, date) of a plan locked as they are there."""
    known = {(kept.crew_id, kept.day) for kept in problem.wishes.kept_days}
    days = set(problem.days)
    places = problem.place_by_id
    new = tuple(
        KeptDay(
            d.crew_id,
            d.day,
            tuple(KeptStop(v.place_id, v.people, v.home_visits) for v in d.visits if v.place_id in places),
        )
        for d in plan.crew_days
        if (d.crew_id, d.day) in promised and (d.crew_id, d.day) not in known and d.day in days
    )
    return replace(problem, wishes=replace(problem.wishes, kept_days=problem.wishes.kept_days + new))


def replan(
    problem: CampaignProblem,
    before: Plan,
    stop: StopRule,
    *,
    promised: Collection[tuple[str, date]] = (),
    change_weight: float = 5.0,
    seed: int = 1,
    progress: Progress | None = None,
    with_bound: bool = False,
    rules: SolverRules | None = None,
) -> Plan:
    """A plan for what is left (`problem` as `remaining` gave it), as like the one before as is worth it.

    `promised` crew-days stay. Every other one is changed only where that brings `change_weight` weighted
    people (0 to 10,000) or more. Raises as `solve` does.
    """
    check_number("replan", "change_weight", change_weight, 0, 10_000)
    return solve(
        keep(problem, before, promised),
        stop,
        seed=seed,
        progress=progress,
        with_bound=with_bound,
        rules=rules,
        before=before,
        change_weight=change_weight,
    )


def changes(before: Plan, after: Plan, since: date) -> Changes:
    """Which crew-days from `since` on visit other places than before."""
    was = {(d.crew_id, d.day): {v.place_id for v in d.visits} for d in before.crew_days if d.day >= since}
    now = {(d.crew_id, d.day): {v.place_id for v in d.visits} for d in after.crew_days if d.day >= since}
    both = was.keys() & now.keys()
    return Changes(
        same=sum(was[key] == now[key] for key in both),
        moved=tuple(sorted((key for key in both if was[key] != now[key]), key=lambda key: (key[1], key[0]))),
        added=tuple(sorted(now.keys() - was.keys(), key=lambda key: (key[1], key[0]))),
        dropped=tuple(sorted(was.keys() - now.keys(), key=lambda key: (key[1], key[0]))),
    )
