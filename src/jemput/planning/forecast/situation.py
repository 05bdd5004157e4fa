"""Where a campaign stands tonight: what is left and planned, supplies, printers, cards on their way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from jemput.planning.campaign import CampaignProblem
from jemput.planning.plan import Plan
from jemput.planning.ranges import check_ranges, measured
from jemput.planning.supplies import Arrival


@dataclass(frozen=True)
class CardSide:
    """What cards need: blanks and ribbon on hand and on their way, printers, people waiting at the center.

    None on hand means enough. `ready` people have an answer from the center and only lack the card.
    """

    blanks: int | None = measured(None, "cards", 0, 10**9)
    ribbon: int | None = measured(None, "cards", 0, 10**9)
    arrivals: tuple[Arrival, ...] = ()
    printers: int = measured(1, "printers", 0, 100)
    cards_a_printer: int = measured(150, "cards a day", 0, 100_000)
    waiting_at_center: int = measured(0, "people", 0, 10**9)
    ready: int = measured(0, "people", 0, 10**9)

    def __post_init__(self) -> None:
        check_ranges(self, "cards")


@dataclass(frozen=True)
class Situation:
    """The campaign from tomorrow on (`problem` as `remaining` gave it) and the plan for it.

    `goal` people recorded (of whom `recorded` are already) are to be reached by the last day of the
    campaign; None: what the plan reaches. Days after the deadline are simulated up to `beyond_days`, each
    free crew then going where most are left. `extra_crews` go along with the first crew's means. Places
    `called_before` had their day: fewer come to the next. `kits_away` are crews whose kit is being repaired.
    """

    problem: CampaignProblem
    plan: Plan
    cards: CardSide = field(default_factory=CardSide)
    recorded: int = measured(0, "people", 0, 10**9)
    goal: int | None = measured(None, "people", 0, 10**9)
    extra_crews: int = measured(0, "crews", 0, 20)
    called_before: frozenset[str] = frozenset()
    kits_away: frozenset[str] = frozenset()
    beyond_days: int = measured(60, "days", 0, 365)

    def __post_init__(self) -> None:
        check_ranges(self, "situation")

    @property
    def target(self) -> int:
        """People recorded at which the campaign has done what it was for."""
        return self.recorded + self.plan.totals.recorded if self.goal is None else self.goal

    def days(self) -> tuple[date, ...]:
        """The campaign's days, then the weekdays after it that it uses, up to `beyond_days`."""
        used = {day.weekday() for day in self.problem.days}
        last = self.problem.days[-1]
        after = (last + timedelta(days=i) for i in range(1, self.beyond_days + 1))
        return (*self.problem.days, *(day for day in after if day.weekday() in used))


def with_all_gensets(situation: Situation) -> Situation:
    """Every crew with a genset."""
    crews = tuple(replace(crew, has_genset=True) for crew in situation.problem.crews)
    return replace(situation, problem=replace(situation.problem, crews=crews))
