"""Minutes learned from logs: robust, shrunk, and only as far as their number allows."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.planning import LoggedEncounter, LoggedLeg, Rules, learn_minutes, learn_roads, with_learned
from jemput.planning.errors import NobodyToLearnFrom
from jemput.planning.learning import learn, robust_mean

RULES = Rules(None, None)


def test_nothing_logged_changes_nothing() -> None:
    learned = learn_minutes([], RULES)
    assert learned["record"].value == 15
    assert with_learned(RULES, learned) == RULES


def test_twenty_records_weigh_as_much_as_the_default() -> None:
    assert learn([12.0] * 20, 15).value == pytest.approx(math.sqrt(12 * 15))
    assert learn([12.0] * 2000, 15).value == pytest.approx(12, rel=0.01)


def test_a_lunch_break_and_a_slip_of_the_finger_are_no_service() -> None:
    steady = [11.0, 12.0, 12.5, 13.0, 12.0, 11.5] * 10
    plain = learn(steady, 15).value
    assert learn([*steady, 0.1, 200.0, 230.0, 1000.0], 15).value == pytest.approx(plain, rel=0.04)
    with pytest.raises(NobodyToLearnFrom):
        learn([0.0], 15)


@given(st.lists(st.floats(0.5, 200), min_size=1, max_size=60), st.floats(1, 100))
def test_what_is_learned_lies_between_the_default_and_the_records(
    minutes: list[float], default: float
) -> None:
    learned = learn(minutes, default)
    low, high = sorted((learned.observed, default))
    assert low - 1e-6 <= learned.value <= high + 1e-6
    middle, _ = robust_mean(minutes)
    assert min(minutes) - 1e-9 <= middle <= max(minutes) + 1e-9


def test_modes_and_roads_become_rules() -> None:
    encounters = [LoggedEncounter("record", 10.0)] * 200 + [LoggedEncounter("home_visit", 50.0)] * 200
    legs = [LoggedLeg("61.06.15", 60, 90)] * 200 + [LoggedLeg("61.06.01", 0, 5)]
    rules = with_learned(RULES, learn_minutes(encounters, RULES), learn_roads(legs))
    assert rules.record_minutes == pytest.approx(10.4, abs=0.1)
    assert rules.home_visit_minutes == pytest.approx(48.4, abs=0.2)
    assert rules.record_and_print_minutes == RULES.record_and_print_minutes
    assert rules.road_factor_by_kecamatan == pytest.approx({"61.06.15": 1.4 * 1.5 ** (200 / 220)})
