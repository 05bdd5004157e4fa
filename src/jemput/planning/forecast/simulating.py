"""Many possible courses of a campaign at once: every quantity is an array with one entry a run."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import Crew, VisitMode
from jemput.planning.forecast.assumptions import Assumptions, Belief, DayLog
from jemput.planning.forecast.cards import Cards
from jemput.planning.forecast.situation import Situation
from jemput.planning.ground import Ground, survey
from jemput.planning.plan import CrewDay
from jemput.planning.timetable import HOME, working_room

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Course:
    """What happened in r runs over d days: people recorded and cards given so far at the end of each day.

    `by_kecamatan` is d × r × k in the order of `kecamatan`; `left` r × n people and `left_homes` at the end;
    `logs`, places `called` and crews with `kits_away` are run 0's, as an office would have noted them.
    """

    days: tuple[date, ...]
    recorded: Floats
    cards: Floats
    kecamatan: tuple[str, ...]
    by_kecamatan: Floats
    left: Floats
    left_homes: Floats
    logs: tuple[DayLog, ...]
    called: frozenset[str]
    kits_away: frozenset[str]


def simulate(
    situation: Situation,
    assumptions: Assumptions,
    *,
    runs: int,
    seed: int,
    days: tuple[date, ...] | None = None,
) -> Course:
    """Run the campaign `runs` times over `days` (the situation's own unless given).

    The chances of a crew's day depend on seed, date and crew alone, so that two situations differ by what
    differs between them and not by luck, and a shorter course is the beginning of a longer one.
    """
    return _Simulation(situation, assumptions, runs, seed).run(days or situation.days())


class _Simulation:
    def __init__(self, situation: Situation, assumptions: Assumptions, runs: int, seed: int) -> None:
        self.situation, self.runs, self.seed = situation, runs, seed
        self.problem = situation.problem
        self.ground: Ground = survey(self.problem)
        self.drawn = draw(assumptions, runs, np.random.default_rng([seed, 1]))
        self.scatter = assumptions
        self.left = np.repeat(np.array([[p.people_due for p in self.problem.places]], float), runs, axis=0)
        self.left_homes = np.repeat(self.ground.home_visits[None, :].astype(float), runs, axis=0)
        called = [p.place_id in situation.called_before for p in self.problem.places]
        self.called = np.repeat(np.array([called], dtype=np.bool_).reshape(1, -1), runs, axis=0)
        self.codes = tuple(sorted({p.kecamatan_code for p in self.problem.places}))
        of = {code: i for i, code in enumerate(self.codes)}
        self.kecamatan = np.array([of[p.kecamatan_code] for p in self.problem.places], dtype=np.int64)
        self.by_kecamatan = np.zeros((runs, len(self.codes)))
        self.planned = {(d.crew_id, d.day): d for d in situation.plan.crew_days}
        self.crews = [*self.problem.crews, *self._extra()]
        self.broken_until = self._kits_away()
        self.able = np.array([[c.can_serve(p) for p in self.problem.places] for c in self.crews], np.bool_)
        self.able = self.able.reshape(len(self.crews), self.ground.size)
        self.alone = np.array([working_room(self.ground, (p,))[0, 0] for p in range(self.ground.size)])
        self.index = {p.place_id: i for i, p in enumerate(self.problem.places)}
        self.cards = Cards(situation.cards, self.drawn, assumptions.center_scatter, runs, seed)
        self.prints = np.array([p.mode is VisitMode.RECORD_AND_PRINT for p in self.problem.places], float)
        self.logs: list[DayLog] = []

    def _extra(self) -> list[Crew]:
        first = self.problem.crews[0]
        return [
            Crew(f"extra {i}", f"extra kit {i}", first.stations, first.has_genset, first.has_printer)
            for i in range(self.situation.extra_crews)
        ]

    def _kits_away(self) -> Floats:
        """The ordinal until which each crew's kit is away: a repair under way lasts as long as a new one."""
        until = np.zeros((len(self.crews), self.runs))
        repair = np.random.default_rng([self.seed, 7]).exponential(1.0, until.shape)
        for number, crew in enumerate(self.crews):
            if crew.crew_id in self.situation.kits_away:
                first = self.problem.days[0].toordinal()
                until[number] = first + repair[number] * self.drawn["repair_days"]
        return until

    def run(self, days: tuple[date, ...]) -> Course:
        recorded, cards, by_kecamatan = [], [], []
        total = np.full(self.runs, float(self.situation.recorded))
        for day in days:
            random = np.random.default_rng([self.seed, 2, day.toordinal()])
            wet = random.random(self.runs) < self.drawn["wet"]
            no_network = random.random(self.runs) < self.drawn["no_network"]
            self.cards.morning(day)
            today, printed = np.zeros(self.runs), np.zeros(self.runs)
            for number, crew in enumerate(self.crews):
                done, on_the_spot = self._crew_day(number, crew, day, wet)
                today += done
                printed += on_the_spot
            total = total + today
            recorded.append(total)
            cards.append(self.cards.evening(today - printed, printed, no_network))
            by_kecamatan.append(self.by_kecamatan.copy())
        shape = (len(days), self.runs)
        return Course(
            days=days,
            recorded=np.array(recorded).reshape(shape),
            cards=np.array(cards).reshape(shape),
            kecamatan=self.codes,
            by_kecamatan=np.array(by_kecamatan).reshape(*shape, len(self.codes)),
            left=self.left,
            left_homes=self.left_homes,
            logs=tuple(self.logs),
            called=frozenset(
                p.place_id for p, was in zip(self.problem.places, self.called[0], strict=True) if was
            ),
            kits_away=frozenset(
                crew.crew_id
                for crew, until in zip(self.crews, self.broken_until[:, 0], strict=True)
                if until > days[-1].toordinal() + 1
            ),
        )

    def _crew_day(self, number: int, crew: Crew, day: date, wet: Bools) -> tuple[Floats, Floats]:
        """One crew's day in every run: people recorded, and cards printed on the spot."""
        random = np.random.default_rng([self.seed, 3, day.toordinal(), number])
        chance, normal = random.random((3, self.runs)), random.standard_normal((7, self.runs))
        planned = self.planned.get((crew.crew_id, day))
        if planned is None and not crew.works_on(day):
            return np.zeros(self.runs), np.zeros(self.runs)
        has_kit = self.broken_until[number] <= day.toordinal()
        fails = has_kit & (chance[0] < self.drawn["kit_failure"])
        back = day.toordinal() + 1 + random.exponential(1.0, self.runs) * self.drawn["repair_days"]
        self.broken_until[number] = np.where(fails, back, self.broken_until[number])
        lost = wet & (chance[1] < self.drawn["lost_when_wet"])
        cut = chance[2] < self.drawn["power_cut"]
        dark = np.where(cut & (not crew.has_genset), self.drawn["cut_minutes"], 0.0)
        out = has_kit & ~fails & ~lost
        pace = self.drawn["pace"] * np.exp(self.scatter.pace_scatter * normal[0])
        stops, room, people, homes = self._where(number, day, planned)
        minutes = np.where(out, np.maximum(room - dark, 0.0), 0.0)
        first_call = planned is not None and not self.called[0, stops[0]].any()
        waiting = self.left[0, stops[0]].sum() if first_call else 0.0
        at = _Day(crew, stops, people, homes, minutes, pace, normal, out)
        recorded, printed, came = self._visit_all(at)
        if has_kit[0]:
            asked = int(waiting) if out[0] else 0
            self.logs.append(
                DayLog(
                    day=day,
                    crew_id=crew.crew_id,
                    waiting=asked,
                    came=min(int(came[0]), asked),
                    pace=float(pace[0]) if recorded[0] else None,
                    wet=bool(wet[0]),
                    lost=bool(lost[0]),
                    power_cut=bool(cut[0]),
                    kit_failed=bool(fails[0]),
                )
            )
        return recorded, printed

    def _where(
        self, number: int, day: date, planned: CrewDay | None
    ) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
        """Stops of each run, minutes for work, and what was planned at each stop, if anything was."""
        if planned is None:
            stops, room = self._where_most_are_left(number, day)
            return stops, room, np.full(1, np.inf), np.zeros(1)
        visits = [visit for visit in planned.visits if visit.place_id in self.index]
        places = tuple(self.index[visit.place_id] for visit in visits)
        nights = [self.index.get(name, HOME) for name in (planned.starts_from, planned.sleeps_at)]
        minutes = float(working_room(self.ground, places, *nights)[0, -1]) if places else 0.0
        stops = np.repeat(np.array([places], dtype=np.int64).reshape(1, -1), self.runs, axis=0)
        people = np.array([float(visit.people) for visit in visits])
        homes = np.array([float(visit.home_visits) for visit in visits])
        return stops, np.full(self.runs, minutes), people, homes

    def _where_most_are_left(self, number: int, day: date) -> tuple[NDArray[np.int64], Floats]:
        """For a crew without a plan: the place with most people left that it can serve today, a run each."""
        open_today = np.array([p.open_on(day) for p in self.problem.places], dtype=np.bool_)
        possible = open_today & self.able[number] & (self.alone >= self.problem.rules.minimum_work_minutes)
        if not possible.any():
            return np.zeros((self.runs, 0), dtype=np.int64), np.zeros(self.runs)
        worth = np.where(possible[None, :], self.left + self.left_homes, -1.0)
        best = worth.argmax(axis=1)
        return best[:, None], self.alone[best]

    def _visit_all(self, day: _Day) -> tuple[Floats, Floats, Floats]:
        """Serve the stops one after another from the day's minutes: recorded, printed on the spot, came."""
        recorded, printed, everybody = np.zeros(self.runs), np.zeros(self.runs), np.zeros(self.runs)
        rows, minutes_left = np.arange(self.runs), day.minutes
        home = self.problem.rules.home_visit_minutes * day.pace / day.crew.stations
        for i in range(day.stops.shape[1]):
            place = day.stops[:, i]
            each = self.ground.person_minutes[place] * day.pace / day.crew.stations
            allowance = self._allowance(day, i, minutes_left)
            chance = self._attendance(rows, place, day.normal[1 + i % 3])
            came = _binomial(self.left[rows, place], chance, day.normal[4 + i % 2]) * day.out
            for_session = np.maximum(allowance - day.planned_homes[i] * home, 0.0)
            served = np.minimum(came, np.floor(for_session / each + 1e-9))
            at_home = _binomial(self.left_homes[rows, place], self.drawn["home_attendance"], day.normal[6])
            fit = np.floor(np.maximum(allowance - served * each, 0.0) / home + 1e-9)
            homes = np.minimum(at_home, fit) * day.out
            minutes_left = np.maximum(minutes_left - served * each - homes * home, 0.0)
            self._note(rows, place, served, homes, day.out)
            recorded += served + homes
            everybody += came
            if day.crew.has_printer:
                printed += self.cards.print_on_the_spot(served * self.prints[place])
        return recorded, printed, everybody

    def _allowance(self, day: _Day, stop: int, minutes_left: Floats) -> Floats:
        """Minutes for one stop: all that later stops do not need, or its fair part where that is little."""
        each = self.ground.person_minutes[day.stops] / day.crew.stations
        rows = np.arange(self.runs)[:, None]
        needs = np.minimum(self.left[rows, day.stops], day.planned_people[None, :]) * each
        own, later = needs[:, stop], needs[:, stop + 1 :].sum(axis=1)
        part = minutes_left * own / np.maximum(own + later, 1e-9)
        allowance: Floats = np.maximum(minutes_left - later, part)
        return allowance

    def _note(
        self, rows: NDArray[np.int64], place: NDArray[np.int64], served: Floats, homes: Floats, out: Bools
    ) -> None:
        self.left[rows, place] -= served
        self.left_homes[rows, place] -= homes
        self.called[rows, place] |= out
        self.by_kecamatan[rows, self.kecamatan[place]] += served + homes

    def _attendance(self, rows: NDArray[np.int64], place: NDArray[np.int64], normal: Floats) -> Floats:
        """The chance that one who waits at a place comes: lower once a day there is past."""
        again = np.where(self.called[rows, place], self.drawn["second_call"], 1.0)
        share = (self.drawn["attendance"] + self.scatter.attendance_scatter * normal) * again
        clipped: Floats = np.clip(share, 0.02, 1.0)
        return clipped


@dataclass(frozen=True)
class _Day:
    """One crew's day: stops r × k, people and homes planned at each of the k, and r of all the rest."""

    crew: Crew
    stops: NDArray[np.int64]
    planned_people: Floats
    planned_homes: Floats
    minutes: Floats
    pace: Floats
    normal: Floats
    out: Bools


def draw(assumptions: Assumptions, runs: int, random: np.random.Generator) -> dict[str, Floats]:
    """One value of every belief for each run, within its range."""
    drawn = {}
    for one in fields(assumptions):
        belief = getattr(assumptions, one.name)
        if isinstance(belief, Belief):
            value = belief.mean + belief.sd * random.standard_normal(runs)
            drawn[one.name] = np.clip(value, one.metadata["low"], one.metadata["high"])
    return drawn


def _binomial(count: Floats, chance: Floats, normal: Floats) -> Floats:
    """How many of `count` do, from a normal number: close to binomial, and the same luck for like counts."""
    mean = count * chance
    spread = np.sqrt(np.maximum(mean * (1 - chance), 0.0))
    value: Floats = np.clip(np.floor(mean + spread * normal + 0.5), 0, count)
    return value
