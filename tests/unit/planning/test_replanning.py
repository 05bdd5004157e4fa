"""From today on: what is left, what was promised, how few changes; and what-ifs side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jemput.planning import (
    Done,
    changes,
    check,
    compare,
    iterations,
    least_covered_first,
    like_the_first_crew,
    remaining,
    replan,
    solve,
    with_blanks,
    with_crew,
    with_deadline,
    without_weekday,
)
from jemput.planning.errors import CampaignWithoutDays, DeadlinePast, NumberOutOfRange
from tests.unit.planning.campaigns import MONDAY, four_places, place

WEEK = tuple(MONDAY + timedelta(days=i) for i in range(5))
VILLAGES = tuple(
    place(f"V{i:02d}", 30 + 7 * i % 40, lat=-1.0 - i / 40, lng=103.2 + i % 3 / 30, kecamatan_code=f"K{i % 3}")
    for i in range(12)
)
START = replace(four_places().rules, start_lat=-1.1, start_lng=103.2)
CAMPAIGN = four_places(places=VILLAGES, days=WEEK, rules=START, known_minutes={})


def test_what_is_left_after_a_lost_day() -> None:
    left = remaining(CAMPAIGN, WEEK[1], {"V00": Done(12), "V01": Done(999, 4)})
    assert (left.places[0].people_due, left.places[1].people_due, left.days) == (18, 0, WEEK[1:])
    with pytest.raises(DeadlinePast):
        remaining(CAMPAIGN, WEEK[-1] + timedelta(days=1), {})
    with pytest.raises(NumberOutOfRange):
        Done(-1)


def test_promised_days_stay_and_others_change_only_where_it_pays() -> None:
    before = solve(CAMPAIGN, iterations(300), with_bound=False)
    left = remaining(CAMPAIGN, WEEK[1], {})  # Monday was lost to rain
    promised = {("T1", WEEK[1]), ("T1", WEEK[2])}
    free = replan(left, before, iterations(300), promised=promised, change_weight=0)
    true = replan(left, before, iterations(300), promised=promised, change_weight=10_000)
    for after in (free, true):
        kept = {d.day: {v.place_id for v in d.visits} for d in before.crew_days}
        now = {d.day: {v.place_id for v in d.visits} for d in after.crew_days}
        assert all(now[day] == kept[day] for _, day in promised)
        assert check(left, after) == []
    assert changes(before, true, WEEK[1]).count == 0
    assert free.totals.weighted >= true.totals.weighted


def test_what_ifs_side_by_side() -> None:
    rows = compare(
        CAMPAIGN,
        {
            "one more van": with_crew(CAMPAIGN, like_the_first_crew(CAMPAIGN)),
            "no Fridays": without_weekday(CAMPAIGN, 4),
            "no blanks": with_blanks(CAMPAIGN, 0),
            "two days earlier": with_deadline(CAMPAIGN, WEEK[2]),
        },
        iterations(150),
    )
    by_name = {row.name: row for row in rows}
    assert by_name["as_it_is"].more_weighted == 0
    assert by_name["most_unrecorded_first"].more_weighted <= 0
    assert by_name["one more van"].more_people > 0
    assert by_name["no Fridays"].more_people < 0
    assert by_name["no blanks"].more_people == 0
    assert by_name["two days earlier"].last_day == WEEK[2]
    with pytest.raises(CampaignWithoutDays):
        with_deadline(CAMPAIGN, WEEK[0] - timedelta(days=1))


def test_the_least_covered_kecamatan_come_first() -> None:
    weighted = least_covered_first(CAMPAIGN, {"K0": 0.9, "K1": 0.8, "K2": 1.0248})
    of = {p.kecamatan_code: p.weight for p in weighted.places}
    assert of == pytest.approx({"K0": 2.248, "K1": 3.248, "K2": 1.0})
    with pytest.raises(NumberOutOfRange):
        least_covered_first(CAMPAIGN, {"K0": -0.1})
