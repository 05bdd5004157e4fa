"""Least covered first: places weighted by how little of their kecamatan is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jemput.planning.campaign import CampaignProblem
from jemput.planning.ranges import check_number


def least_covered_first(
    problem: CampaignProblem, covered: Mapping[str, float], strength: float = 1.0
) -> CampaignProblem:
    """The campaign with each place's weight raised where its kecamatan lags behind the best covered one.

    `covered` maps kecamatan codes to the share recorded so far, 0 or more (it may pass 1: sources differ).
    One person in a kecamatan d behind counts for 1 + 10 × `strength` × d: at strength 1 (0 to 10), ten
    points behind count double. A kecamatan without a figure is left as it is. Raises G103.
    """
    check_number("least_covered_first", "strength", strength, 0, 10)
    for code, share in covered.items():
        check_number(code, "covered", share, 0, 100)
    best = max(covered.values(), default=0.0)
    places = tuple(
        replace(
            place,
            weight=min(100.0, place.weight * (1 + 10 * strength * (best - covered[place.kecamatan_code]))),
        )
        if place.kecamatan_code in covered
        else place
        for place in problem.places
    )
    return replace(problem, places=places)
