"""Minutes between the start and every place: great circle × road factor ÷ speed + add-ons, or as known."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import START, CampaignProblem, MatrixHoles, Place, Rules
from jemput.planning.errors import MatrixWithHoles, PlaceWithoutCoordinates

EARTH_KILOMETERS = 6371.0088
"""Mean radius R1 of the earth (IUGG)."""


def haversine_kilometers(lat: NDArray[np.float64], lng: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle kilometers between all pairs of points given in degrees: n and n → n × n.

    Source: R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68 (1984).
    """
    phi, lam = np.radians(lat), np.radians(lng)
    half = np.sin((phi[:, None] - phi[None, :]) / 2) ** 2
    half += np.cos(phi[:, None]) * np.cos(phi[None, :]) * np.sin((lam[:, None] - lam[None, :]) / 2) ** 2
    arc: NDArray[np.float64] = 2 * EARTH_KILOMETERS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return arc


def travel_minutes(problem: CampaignProblem) -> NDArray[np.int64]:
    """Whole minutes, rounded up, between the start (row and column 0) and the places (1 to n).

    What `known_minutes` says wins; the rest is estimated. Raises PlaceWithoutCoordinates (G105) where neither
    is possible, and MatrixWithHoles (G107) where a leg would be estimated and the rules refuse that.
    """
    if problem.known_minutes and problem.rules.matrix_holes is MatrixHoles.REFUSE:
        holes = estimated_legs(problem)
        if holes:
            raise MatrixWithHoles(count=len(holes), first=" - ".join(holes[0]))
    estimate = _estimates(problem.places, problem.rules)
    index = {START: 0} | {place.place_id: i + 1 for i, place in enumerate(problem.places)}
    for (a, b), minutes in problem.known_minutes.items():
        if a in index and b in index:
            estimate[index[a], index[b]] = minutes
            if (b, a) not in problem.known_minutes:
                estimate[index[b], index[a]] = minutes
    np.fill_diagonal(estimate, 0)
    blind_legs = np.argwhere(np.isnan(estimate))
    if len(blind_legs):
        blind = max(blind_legs[0])
        raise PlaceWithoutCoordinates(place_id=problem.places[blind - 1].place_id if blind else START)
    return np.ceil(estimate - 1e-9).astype(np.int64)


def estimated_legs(problem: CampaignProblem) -> tuple[tuple[str, str], ...]:
    """Legs that a matrix of known minutes leaves out, in one of both directions; none without a matrix.

    They are estimated all the same, unless the rules refuse: worth a warning to whoever made the matrix.
    """
    known = problem.known_minutes
    names = [START, *(place.place_id for place in problem.places)] if known else []
    return tuple(
        (a, b)
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if (a, b) not in known and (b, a) not in known
    )


def _estimates(places: tuple[Place, ...], rules: Rules) -> NDArray[np.float64]:
    def degrees(value: float | None) -> float:
        return math.nan if value is None else value

    lat = np.array([degrees(rules.start_lat), *(degrees(p.lat) for p in places)])
    lng = np.array([degrees(rules.start_lng), *(degrees(p.lng) for p in places)])
    of_kecamatan = rules.road_factor_by_kecamatan
    factor = np.array(
        [rules.road_factor, *(of_kecamatan.get(p.kecamatan_code, rules.road_factor) for p in places)],
        dtype=np.float64,
    )
    # A road that crosses from one kecamatan to another is half of each; the start takes the other end's.
    factor[0] = np.nan
    mean = np.where(np.isnan(factor[:, None]), factor[None, :], (factor[:, None] + factor[None, :]) / 2)
    mean = np.where(np.isnan(mean), factor[:, None], mean)
    add_on = np.array([0.0, *(float(p.remote_minutes) for p in places)])
    minutes = haversine_kilometers(lat, lng) * mean * 60 / rules.kilometers_per_hour
    total: NDArray[np.float64] = minutes + add_on[:, None] + add_on[None, :]
    return total
