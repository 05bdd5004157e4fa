"""Day patterns, the minutes they leave for work, and the gains kept up to date on them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.planning import CampaignProblem, PatternRules
from jemput.planning.gains import Due
from jemput.planning.ground import survey
from jemput.planning.patterns import day_patterns
from jemput.planning.split import best_split
from jemput.planning.timetable import Load, clock_times, working_room
from tests.unit.planning.campaigns import any_campaign, four_places, place


def test_the_best_order_of_three_is_found_by_hand() -> None:
    ground = survey(four_places())
    patterns = day_patterns(ground, PatternRules())
    routes = {frozenset(route): i for i, route in enumerate(patterns.routes)}
    three = routes[frozenset({0, 1, 2})]
    assert patterns.routes[three] in {(0, 1, 2), (2, 1, 0)}
    assert patterns.total[three] == 450 - 3 * 30 - 20
    assert bool(patterns.simple[three])


def test_own_hours_limit_a_stop_within_the_day() -> None:
    market = place("Kelutan", 20, opens_minute=420, closes_minute=600)
    ground = survey(four_places(places=(market, place("Surodakan", 15))))
    room = working_room(ground, (0, 1))
    # Arrive 07:30, set up to 08:00, close at 10:00; Surodakan from 08:30 in any case.
    assert room[0, 0] == 600 - 450 - 30
    assert room[1, 1] == 960 - 510 - 30
    assert room[0, 1] == 960 - 450 - 30 - 10 - 30


@settings(max_examples=25, deadline=None)
@given(any_campaign(), st.data())
def test_gains_stay_what_a_fresh_count_says(problem: CampaignProblem, data: st.DataObject) -> None:
    ground = survey(problem)
    patterns = day_patterns(ground, PatternRules())
    due = Due(ground, patterns)
    made: list[Load] = []
    for _ in range(6 if len(patterns) else 0):
        undo: bool = data.draw(st.booleans())
        if made and undo:
            due.give_back([made.pop()])
            continue
        stations = data.draw(st.sampled_from(sorted(due.gain)))
        pattern = data.draw(st.integers(0, len(patterns) - 1))
        load = due.load(pattern, stations)
        worth = ground.worth(load.route, load.people, load.home_visits)
        assert worth == pytest.approx(due.gain[stations][pattern])
        due.take([load])
        made.append(load)
    fresh = Due(ground, patterns)
    fresh.take(made)
    for stations, gain in due.gain.items():
        np.testing.assert_allclose(gain, fresh.gain[stations])


@settings(max_examples=25, deadline=None)
@given(any_campaign(), st.data())
def test_the_exact_split_fits_and_is_never_worse(problem: CampaignProblem, data: st.DataObject) -> None:
    ground = survey(problem)
    patterns = day_patterns(ground, PatternRules())
    due, loads = Due(ground, patterns), {}
    for slot in ground.slots if len(patterns) else ():
        load = due.load(data.draw(st.integers(0, len(patterns) - 1)), slot.stations)
        due.take([load])
        loads[slot] = load
    split = best_split(ground, loads)

    def worth(some: dict) -> float:  # type: ignore[type-arg]
        return sum(ground.worth(load.route, load.people, load.home_visits) for load in some.values())

    assert worth(split) >= worth(loads)
    for slot, load in split.items():
        day = clock_times(ground, slot, load, [0] * len(load.route))
        assert day.back_minute <= problem.rules.day_ends_minute + 1e-6
        for visit, stop in zip(day.visits, load.route, strict=True):
            assert visit.leaves_minute <= problem.places[stop].closes_minute + 1e-6
