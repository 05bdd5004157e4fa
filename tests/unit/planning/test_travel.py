"""Travel minutes: the estimate, its add-ons, and the matrix that wins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jemput.planning import START, Rules, travel_minutes
from jemput.planning.travel import haversine_kilometers
from tests.unit.planning.campaigns import four_places, place


def test_one_degree_of_the_equator() -> None:
    arc = haversine_kilometers(np.array([0.0, 0.0]), np.array([103.0, 104.0]))
    assert arc[0, 1] == pytest.approx(111.195, abs=0.001)


def test_minutes_from_distance_factor_speed_and_add_on() -> None:
    near = place("Kelutan", 1, lat=0.0, lng=104.0)
    rules = Rules(0.0, 103.0, road_factor=1.4, kilometers_per_hour=40)
    problem = four_places(places=(near,), rules=rules, known_minutes={})
    # 111.195 km x 1.4 / 40 km/h = 233.5 minutes
    assert travel_minutes(problem)[0, 1] == 234
    far = four_places(places=(replace(near, remote_minutes=45),), rules=rules, known_minutes={})
    assert travel_minutes(far)[1, 0] == 279


def test_the_matrix_wins_and_counts_both_ways_unless_both_are_known() -> None:
    near = place("Kelutan", 1, lat=0.0, lng=104.0)
    problem = four_places(places=(near,), rules=Rules(0.0, 103.0), known_minutes={(START, "Kelutan"): 7})
    assert travel_minutes(problem).tolist() == [[0, 7], [7, 0]]
    both = replace(problem, known_minutes={(START, "Kelutan"): 7, ("Kelutan", START): 9})
    assert travel_minutes(both).tolist() == [[0, 7], [9, 0]]


def test_a_kecamatan_with_worse_roads() -> None:
    near = place("Kelutan", 1, lat=0.0, lng=103.1, kecamatan_code="15.04.01")
    plain = four_places(places=(near,), rules=Rules(0.0, 103.0, road_factor=1), known_minutes={})
    worse = replace(plain, rules=replace(plain.rules, road_factor_by_kecamatan={"15.04.01": 2.0}))
    assert travel_minutes(worse)[0, 1] == pytest.approx(2 * travel_minutes(plain)[0, 1], abs=1)
