"""The forecast: will the deadline hold, the fan of people recorded by date, what holds the campaign up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jemput.kernel.errors import Words
from jemput.planning.forecast.assumptions import Assumptions, Belief
from jemput.planning.forecast.simulating import Course, simulate
from jemput.planning.forecast.situation import Situation, with_all_gensets
from jemput.planning.ranges import check_number

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Quantiles of the fan; 0.1 to 0.9 is the 80 % band."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fan:
    """Quantiles by date: `values[i][j]` of `levels[j]` at the end of `days[i]`."""

    days: tuple[date, ...]
    levels: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]

    def at(self, day: date) -> tuple[float, ...]:
        """The quantiles at the end of a day: of the last forecast day not after it."""
        before = [values for one, values in zip(self.days, self.values, strict=True) if one <= day]
        return before[-1] if before else self.values[0]


@dataclass(frozen=True)
class Finish:
    """When something is reached: the dates by which it is in 10, 50 and 90 % of runs; None for later."""

    early: date | None
    median: date | None
    late: date | None
    by_deadline: float


@dataclass(frozen=True)
class Cure:
    """One thing more, and what it would do: days by which goal and cards come earlier, chance gained.

    `more_recorded` and `more_cards` are by the deadline, in the median: they tell where nothing is in time.
    """

    name: str
    words: Words
    days_earlier: float
    chance_gained: float
    cards_days_earlier: float
    more_recorded: float
    more_cards: float

    @property
    def help(self) -> tuple[float, float, float]:
        """How much it helps: days first, then the chance to be in time, then people and cards by then."""
        days = self.days_earlier + self.cards_days_earlier
        return days, self.chance_gained, self.more_recorded + self.more_cards


@dataclass(frozen=True)
class Forecast:
    """Made in the evening of `made_on` for the days after. `deadline_holds` is a probability."""

    made_on: date
    deadline: date
    target: int
    runs: int
    deadline_holds: float
    finish: Finish
    cards_finish: Finish
    recorded: Fan
    cards: Fan
    kecamatan: tuple[tuple[str, Finish], ...]
    cures: tuple[Cure, ...]

    @property
    def bottleneck(self) -> Cure | None:
        """What would help most; None where nothing does."""
        best = max(self.cures, key=lambda cure: cure.help, default=None)
        return best if best is not None and max(best.help) > 0 else None


Change = Callable[[Situation, Assumptions], tuple[Situation, Assumptions]]


def _more_printers(of: Situation, a: Assumptions) -> tuple[Situation, Assumptions]:
    return replace(of, cards=replace(of.cards, printers=of.cards.printers + 1)), a


def _blanks_now(of: Situation, a: Assumptions) -> tuple[Situation, Assumptions]:
    return replace(of, cards=replace(of.cards, blanks=None)), a


def _ribbon_now(of: Situation, a: Assumptions) -> tuple[Situation, Assumptions]:
    return replace(of, cards=replace(of.cards, ribbon=None)), a


CURES: tuple[tuple[str, Words, Change], ...] = (
    (
        "one_more_crew",
        Words(id="satu tim lagi", en="one crew more"),
        lambda of, a: (replace(of, extra_crews=of.extra_crews + 1), a),
    ),
    ("one_more_printer", Words(id="satu printer lagi", en="one printer more"), _more_printers),
    ("blanks_now", Words(id="blangko cukup sejak hari ini", en="enough blanks from today"), _blanks_now),
    ("ribbon_now", Words(id="pita cukup sejak hari ini", en="enough ribbon from today"), _ribbon_now),
    (
        "gensets_for_all",
        Words(id="genset untuk semua tim", en="a genset for every crew"),
        lambda of, a: (with_all_gensets(of), a),
    ),
    (
        "spare_kit",
        Words(id="alat cadangan", en="a spare kit"),
        lambda of, a: (of, replace(a, kit_failure=Belief(0.0))),
    ),
    (
        "network_every_day",
        Words(id="jaringan setiap hari", en="a network every day"),
        lambda of, a: (of, replace(a, no_network=Belief(0.0))),
    ),
    (
        "center_twice_as_fast",
        Words(id="pusat dua kali lebih cepat", en="the center twice as fast"),
        lambda of, a: (
            of,
            replace(
                a,
                center_days=Belief(a.center_days.mean / 2, a.center_days.sd / 2),
                center_cards=Belief(a.center_cards.mean * 2, a.center_cards.sd * 2),
            ),
        ),
    ),
)


def forecast(
    situation: Situation,
    assumptions: Assumptions | None = None,
    *,
    made_on: date,
    runs: int = 500,
    seed: int = 1,
    with_cures: bool = True,
) -> Forecast:
    """Simulate the rest of the campaign `runs` times (10 to 100,000) and say what comes of it.

    Every cure is simulated with the same luck, so that its days are its own. Raises G103, G105, G107.
    """
    check_number("forecast", "runs", runs, 10, 100_000)
    believed = assumptions or Assumptions()
    course = simulate(situation, believed, runs=runs, seed=seed)
    finish_at, cards_at = _reached(course.recorded, situation.target), _all_given(course, situation)
    cures = []
    for name, words, change in CURES if with_cures else ():
        other, other_believed = change(situation, believed)
        then = simulate(other, other_believed, runs=runs, seed=seed)
        cures.append(_cure(name, words, (course, finish_at, cards_at), then, other))
    deadline = situation.problem.days[-1]
    return Forecast(
        made_on=made_on,
        deadline=deadline,
        target=situation.target,
        runs=runs,
        deadline_holds=_by(finish_at, course.days, deadline),
        finish=_finish(finish_at, course.days, deadline),
        cards_finish=_finish(cards_at, course.days, deadline),
        recorded=_fan(course.days, course.recorded),
        cards=_fan(course.days, course.cards),
        kecamatan=_kecamatan(situation, course),
        cures=tuple(cures),
    )


def _fan(days: tuple[date, ...], values: Floats) -> Fan:
    quantiles = np.quantile(values, LEVELS, axis=1).T
    return Fan(days, LEVELS, tuple(tuple(float(v) for v in row) for row in quantiles))


def _reached(values: Floats, target: float | Floats) -> NDArray[np.int64]:
    """The position of the first day on which each run reaches the target; the number of days for never."""
    enough = values >= target
    first: NDArray[np.int64] = np.where(enough.any(axis=0), enough.argmax(axis=0), len(values))
    return first


def _all_given(course: Course, situation: Situation) -> NDArray[np.int64]:
    """When as many cards are given as people are to be recorded, and those who waited already."""
    waiting = situation.cards.ready + situation.cards.waiting_at_center
    return _reached(course.cards, situation.target - situation.recorded + waiting)


def _by(reached: NDArray[np.int64], days: tuple[date, ...], deadline: date) -> float:
    return float((reached < sum(day <= deadline for day in days)).mean())


def _finish(reached: NDArray[np.int64], days: tuple[date, ...], deadline: date) -> Finish:
    at = [int(np.quantile(reached, q, method="inverted_cdf")) for q in (0.1, 0.5, 0.9)]
    early, median, late = (days[i] if i < len(days) else None for i in at)
    return Finish(early, median, late, _by(reached, days, deadline))


def _kecamatan(situation: Situation, course: Course) -> tuple[tuple[str, Finish], ...]:
    """When each kecamatan has what the plan promised it."""
    of = {p.place_id: p.kecamatan_code for p in situation.problem.places}
    promised = dict.fromkeys(course.kecamatan, 0)
    for visit in (visit for crew_day in situation.plan.crew_days for visit in crew_day.visits):
        promised[of[visit.place_id]] += visit.people + visit.home_visits
    deadline = situation.problem.days[-1]
    return tuple(
        (code, _finish(_reached(course.by_kecamatan[:, :, i], promised[code]), course.days, deadline))
        for i, code in enumerate(course.kecamatan)
        if promised[code]
    )


def _cure(
    name: str,
    words: Words,
    now: tuple[Course, NDArray[np.int64], NDArray[np.int64]],
    then: Course,
    situation: Situation,
) -> Cure:
    days, deadline = then.days, situation.problem.days[-1]
    before, was_recorded_at, were_cards_at = now
    last = sum(day <= deadline for day in days) - 1
    recorded_at, cards_at = _reached(then.recorded, situation.target), _all_given(then, situation)
    return Cure(
        name=name,
        words=words,
        days_earlier=_earlier(was_recorded_at, recorded_at, days),
        chance_gained=_by(recorded_at, days, deadline) - _by(was_recorded_at, days, deadline),
        cards_days_earlier=_earlier(were_cards_at, cards_at, days),
        more_recorded=float(np.median(then.recorded[last]) - np.median(before.recorded[last])),
        more_cards=float(np.median(then.cards[last]) - np.median(before.cards[last])),
    )


def _earlier(now: NDArray[np.int64], then: NDArray[np.int64], days: tuple[date, ...]) -> float:
    """Calendar days by which the median comes earlier; a run never done counts as just after the last day."""
    dates = np.array([*(day.toordinal() for day in days), days[-1].toordinal() + 1])
    return float(np.median(dates[now]) - np.median(dates[then]))
