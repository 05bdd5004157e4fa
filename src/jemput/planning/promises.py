"""What the search may not change: days kept as they are, appointments, and days it had better not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jemput.planning.errors import AppointmentImpossible, KeptDayImpossible, UnknownPlaceOrCrew
from jemput.planning.ground import EPSILON, CrewDaySlot, Ground
from jemput.planning.patterns import Patterns
from jemput.planning.plan import Plan
from jemput.planning.timetable import Load, Route, most_work, working_room


@dataclass(frozen=True)
class Promises:
    """Per slot: its load for good, the places it must visit, the places it visited in the plan before.

    A slot that again visits the same places counts for `change_weight` weighted people more.
    """

    kept: Mapping[CrewDaySlot, Load] = field(default_factory=dict)
    must_visit: Mapping[CrewDaySlot, frozenset[int]] = field(default_factory=dict)
    before: Mapping[CrewDaySlot, Route] = field(default_factory=dict)
    change_weight: float = 0.0

    @property
    def any(self) -> bool:
        """Whether something was promised at all."""
        return bool(self.kept or self.must_visit or self.before)

    def holds(self, slot: CrewDaySlot, load: Load) -> bool:
        """Whether a load does something at every place that the slot must visit."""
        wanted = self.must_visit.get(slot)
        if not wanted:
            return True
        stops = zip(load.route, load.people, load.home_visits, strict=True)
        return wanted <= {place for place, people, homes in stops if people or homes}


def slots_by_name(ground: Ground) -> dict[tuple[str, object], CrewDaySlot]:
    """Slots by crew_id and date."""
    problem = ground.problem
    return {(problem.crews[s.crew].crew_id, problem.days[s.day]): s for s in ground.slots}


def kept_loads(ground: Ground) -> dict[CrewDaySlot, Load]:
    """The loads of the campaign's kept days. Raises KeptDayImpossible (G112), UnknownPlaceOrCrew (G106)."""
    slots = slots_by_name(ground)
    index = {place.place_id: i for i, place in enumerate(ground.problem.places)}
    people, homes = ground.people.copy(), ground.home_visits.copy()
    loads: dict[CrewDaySlot, Load] = {}
    for kept in sorted(ground.problem.wishes.kept_days, key=lambda kept: (kept.day, kept.crew_id)):
        where = f"{kept.crew_id} {kept.day.isoformat()}"
        slot = slots.get((kept.crew_id, kept.day))
        if slot is None:
            raise KeptDayImpossible(
                where=where, reason_id="tim tidak bertugas hari itu", reason_en="the crew is not on duty"
            )
        for stop in kept.stops:
            if stop.place_id not in index:
                raise UnknownPlaceOrCrew(kind="place", value=stop.place_id)
        route = tuple(index[stop.place_id] for stop in kept.stops)
        closed = [p for p in route if not ground.open_to[slot.skill, p]]
        if closed:
            name = ground.problem.places[closed[0]].place_id
            raise KeptDayImpossible(
                where=where, reason_id=f"{name} tidak dapat dilayani", reason_en=f"{name} is not served"
            )
        wanted = (
            [stop.people or (0 if stop.home_visits else 10**6) for stop in kept.stops],
            [stop.home_visits or (0 if stop.people else 10**6) for stop in kept.stops],
        )
        load = _filled(ground, slot, route, wanted, people, homes)
        for place, count, at_home in zip(load.route, load.people, load.home_visits, strict=True):
            people[place] -= count
            homes[place] -= at_home
        loads[slot] = load
    return loads


def _filled(
    ground: Ground,
    slot: CrewDaySlot,
    route: Route,
    wanted: tuple[list[int], list[int]],
    people: NDArray[np.int64],
    homes: NDArray[np.int64],
) -> Load:
    """The route with what was wanted, as far as it is due and fits the day."""
    if not route:
        return Load((), (), ())
    room = working_room(ground, route)
    due = (
        [min(want, int(people[p])) for want, p in zip(wanted[0], route, strict=True)],
        [min(want, int(homes[p])) for want, p in zip(wanted[1], route, strict=True)],
    )
    return most_work(ground, room, route, slot.stations, due, homes_first=ground.homes_first)


def appointed(
    ground: Ground, patterns: Patterns, kept: Mapping[CrewDaySlot, Load]
) -> dict[CrewDaySlot, frozenset[int]]:
    """Which slot keeps which appointments; where no crew is named, the one that has fewest and can most.

    Raises AppointmentImpossible (G111).
    """
    problem, found = ground.problem, defaultdict[CrewDaySlot, frozenset[int]](frozenset)
    index = {place.place_id: i for i, place in enumerate(problem.places)}
    for one in sorted(problem.wishes.appointments, key=lambda a: (a.crew_id is None, a.day, a.place_id)):
        if one.place_id not in index:
            raise UnknownPlaceOrCrew(kind="place", value=one.place_id)
        place = index[one.place_id]
        if any(problem.days[s.day] == one.day and place in load.route for s, load in kept.items()):
            continue
        today = [
            slot
            for slot in ground.slots
            if problem.days[slot.day] == one.day
            and slot not in kept
            and one.crew_id in (None, problem.crews[slot.crew].crew_id)
        ]
        able = [slot for slot in today if len(_holding(patterns, slot, found[slot] | {place}))]
        if not able:
            raise AppointmentImpossible(
                place=one.place_id, day=one.day.isoformat(), **_why(ground, today, place)
            )
        best = min(able, key=lambda slot: (len(found[slot]), -slot.stations, slot.crew))
        found[best] |= {place}
    return {slot: places for slot, places in found.items() if places}


def _holding(patterns: Patterns, slot: CrewDaySlot, places: Iterable[int]) -> NDArray[np.int64]:
    """Patterns that a slot may drive and that hold all of some places."""
    mask = patterns.allowed[slot.skill].copy()
    for place in places:
        mask &= (patterns.stops == place).any(axis=1)
    return np.flatnonzero(mask)


def _why(ground: Ground, today: list[CrewDaySlot], place: int) -> dict[str, str]:
    """In words, why no crew can come that day."""
    if not today:
        return {"reason_id": "tidak ada tim yang bebas hari itu", "reason_en": "no crew is free that day"}
    if not any(ground.open_to[slot.skill, place] for slot in today):
        return {
            "reason_id": "tempat tutup atau tim tidak sanggup",
            "reason_en": "it is closed or no crew can serve it",
        }
    if not ground.people[place] + ground.home_visits[place]:
        return {"reason_id": "tidak ada warga yang ditunggu", "reason_en": "nobody is due there"}
    return {"reason_id": "terlalu jauh untuk digabung", "reason_en": "it is too far to fit the day"}


def allowed_for(patterns: Patterns, promises: Promises) -> dict[CrewDaySlot, NDArray[np.float64]]:
    """For slots with appointments: 0 at patterns that keep them, minus infinity elsewhere."""
    masks = {}
    for slot, places in promises.must_visit.items():
        mask = np.full(len(patterns), -np.inf)
        mask[_holding(patterns, slot, places)] = 0.0
        masks[slot] = mask
    return masks


def routes_before(ground: Ground, plan: Plan) -> dict[CrewDaySlot, Route]:
    """What an earlier plan does on the slots that still exist, with the places that still exist."""
    slots = slots_by_name(ground)
    index = {place.place_id: i for i, place in enumerate(ground.problem.places)}
    routes = {}
    for crew_day in plan.crew_days:
        slot = slots.get((crew_day.crew_id, crew_day.day))
        route = tuple(index[v.place_id] for v in crew_day.visits if v.place_id in index)
        if slot is not None and route:
            routes[slot] = route
    return routes


def promised_routes(ground: Ground, plan_before: Plan | None) -> list[Route]:
    """Routes that must be among the patterns: those of an earlier plan, and appointments at far places."""
    routes = list(routes_before(ground, plan_before).values()) if plan_before else []
    index = {place.place_id: i for i, place in enumerate(ground.problem.places)}
    by_day: defaultdict[object, list[int]] = defaultdict(list)
    for one in ground.problem.wishes.appointments:
        if one.place_id in index:
            by_day[one.day, one.crew_id].append(index[one.place_id])
    routes += [tuple(places) for places in by_day.values()]
    longest = ground.problem.rules.maximum_stops
    return [r for r in routes if 0 < len(r) <= longest and _some_work(ground, r)]


def _some_work(ground: Ground, route: Route) -> bool:
    room = working_room(ground, route)
    return bool(np.diagonal(room).min() > EPSILON and room[0, -1] > EPSILON)
