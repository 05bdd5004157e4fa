"""What if: one more van, no Sundays, fewer blanks, an earlier deadline, each planned and set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from jemput.planning.campaign import CampaignProblem, Crew
from jemput.planning.errors import CampaignWithoutDays
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.plan import Plan
from jemput.planning.solver import SolverRules, solve
from jemput.planning.stopping import StopRule


@dataclass(frozen=True)
class Outcome:
    """One plan in a row of a comparison; `more_*` against the first row. `last_day` is None for no day."""

    name: str
    plan: Plan
    people: int
    home_visits: int
    weighted: float
    cards_printed: int
    crew_days: int
    last_day: date | None
    within: float | None
    more_people: int
    more_home_visits: int
    more_weighted: float
    more_cards: int


MOST_UNRECORDED_FIRST = "most_unrecorded_first"


def compare(
    problem: CampaignProblem,
    others: Mapping[str, CampaignProblem],
    stop: StopRule,
    *,
    seed: int = 1,
    with_bound: bool = False,
    rules: SolverRules | None = None,
) -> tuple[Outcome, ...]:
    """The campaign as it is, today's way of planning it, and each other campaign, by the same search.

    `stop` holds for each. The first row is the campaign as it is. Raises as `solve` does.
    """
    base = solve(problem, stop, seed=seed, with_bound=with_bound, rules=rules)
    rows = [_outcome("as_it_is", base, base)]
    rows.append(_outcome(MOST_UNRECORDED_FIRST, greedy_most_unrecorded(problem), base))
    for name, other in others.items():
        plan = solve(other, stop, seed=seed, with_bound=with_bound, rules=rules)
        rows.append(_outcome(name, plan, base))
    return tuple(rows)


def _outcome(name: str, plan: Plan, base: Plan) -> Outcome:
    totals, first = plan.totals, base.totals
    return Outcome(
        name=name,
        plan=plan,
        people=totals.people,
        home_visits=totals.home_visits,
        weighted=totals.weighted,
        cards_printed=totals.cards_printed,
        crew_days=totals.crew_days,
        last_day=max((day.day for day in plan.crew_days), default=None),
        within=plan.gap,
        more_people=totals.people - first.people,
        more_home_visits=totals.home_visits - first.home_visits,
        more_weighted=totals.weighted - first.weighted,
        more_cards=totals.cards_printed - first.cards_printed,
    )


def with_crew(problem: CampaignProblem, crew: Crew) -> CampaignProblem:
    """One more van. Raises TwiceTheSame (G104) for a crew or kit that exists."""
    return replace(problem, crews=(*problem.crews, crew))


def like_the_first_crew(problem: CampaignProblem) -> Crew:
    """A further crew equipped like the first, for asking what one more would bring."""
    names = {crew.crew_id for crew in problem.crews} | {crew.kit_id for crew in problem.crews}
    number = next(n for n in range(1, len(names) + 2) if not {f"extra-{n}", f"extra-kit-{n}"} & names)
    return replace(problem.crews[0], crew_id=f"extra-{number}", kit_id=f"extra-kit-{number}")


def without_weekday(problem: CampaignProblem, weekday: int) -> CampaignProblem:
    """The campaign without one day of the week (Monday 0, Sunday 6), appointments on it included."""
    return _on_days(problem, tuple(day for day in problem.days if day.weekday() != weekday))


def with_deadline(problem: CampaignProblem, deadline: date) -> CampaignProblem:
    """The campaign ending at an earlier deadline. Raises CampaignWithoutDays (G102)."""
    return _on_days(problem, tuple(day for day in problem.days if day <= deadline))


def with_blanks(problem: CampaignProblem, blanks: int) -> CampaignProblem:
    """The campaign with another number of blanks."""
    return replace(problem, blanks=blanks)


def _on_days(problem: CampaignProblem, days: tuple[date, ...]) -> CampaignProblem:
    if not days:
        raise CampaignWithoutDays()
    wishes = replace(
        problem.wishes,
        kept_days=tuple(kept for kept in problem.wishes.kept_days if kept.day in days),
        appointments=tuple(one for one in problem.wishes.appointments if one.day in days),
    )
    return replace(problem, days=days, wishes=wishes)
