"""A four-place campaign that can be checked by hand, and Hypothesis strategies for larger ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from jemput.planning import START, CampaignProblem, Crew, Place, PlaceKind, Rules, VisitMode, Wishes

MONDAY = date(2018, 12, 3)
DAYS = tuple(MONDAY + timedelta(days=i) for i in range(8))

MINUTES = {
    (START, "Kelutan"): 30, (START, "Surodakan"): 30, (START, "Tamanan"): 30, (START, "Gunung"): 150,
    ("Kelutan", "Surodakan"): 10, ("Surodakan", "Tamanan"): 10, ("Kelutan", "Tamanan"): 15,
    ("Kelutan", "Gunung"): 140, ("Surodakan", "Gunung"): 140, ("Tamanan", "Gunung"): 140,
}  # fmt: skip


def place(place_id: str, people: int, homes: int = 0, **changes: Any) -> Place:
    plain = Place(place_id, PlaceKind.VILLAGE_OFFICE, None, None, people, homes)
    return replace(plain, **changes)


def four_places(**changes: Any) -> CampaignProblem:
    """One crew of two stations, one Monday: 08:30-16:00 is 450 minutes, 30 of them to set up at each stop."""
    plain = CampaignProblem(
        places=(place("Kelutan", 20, 1), place("Surodakan", 15), place("Tamanan", 10), place("Gunung", 35)),
        crews=(Crew("T1", "K1", stations=2),),
        days=(MONDAY,),
        rules=Rules(None, None),
        known_minutes=MINUTES,
    )
    return replace(plain, **changes)


@st.composite
def any_place(draw: st.DrawFn, place_id: str) -> Place:
    opens = draw(st.integers(6 * 60, 11 * 60))
    return Place(
        place_id,
        draw(st.sampled_from(PlaceKind)),
        draw(st.floats(-1.2, -0.8)),
        draw(st.floats(103, 103.5)),
        people_due=draw(st.integers(0, 120)),
        home_visits=draw(st.integers(0, 8)),
        has_power=draw(st.booleans()),
        open_weekdays=draw(st.frozensets(st.integers(0, 6), max_size=7)),
        opens_minute=opens,
        closes_minute=opens + draw(st.integers(0, 8 * 60)),
        remote_minutes=draw(st.sampled_from((0, 0, 0, 45, 300))),
        kecamatan_code=draw(st.sampled_from(("15.04.01", "15.04.02"))),
        mode=draw(st.sampled_from(VisitMode)),
        set_up_minutes=draw(st.sampled_from((None, None, 5, 60))),
        turnout=draw(st.sampled_from((1.0, 1.0, 0.83, 0.0))),
        weight=draw(st.sampled_from((1.0, 1.0, 0.5, 3.0))),
        closed_days=draw(st.frozensets(st.sampled_from(DAYS), max_size=2)),
        only_days=draw(st.none() | st.frozensets(st.sampled_from(DAYS), max_size=6)),
        needs=draw(st.sampled_from((frozenset(), frozenset(), frozenset({"boat"})))),
        has_lodging=draw(st.booleans()),
    )


@st.composite
def any_campaign(draw: st.DrawFn) -> CampaignProblem:
    days = DAYS[: draw(st.integers(1, 8))]
    crews = tuple(
        Crew(
            f"T{i}",
            f"K{i}",
            stations=draw(st.integers(1, 3)),
            has_genset=draw(st.booleans()),
            has_printer=draw(st.booleans()),
            days_off=draw(st.frozensets(st.sampled_from(days), max_size=2)),
            weekdays=draw(st.sampled_from((frozenset(range(7)), frozenset(range(5))))),
            days_a_week=draw(st.sampled_from((7, 7, 2))),
            skills=draw(st.sampled_from((frozenset(), frozenset({"boat"})))),
            nights=draw(st.integers(0, 1)),
        )
        for i in range(draw(st.integers(1, 3)))
    )
    count = draw(st.integers(0, 9))
    matrix = st.dictionaries(
        st.tuples(st.sampled_from(("P0", "P1", START)), st.sampled_from(("P2", "P3"))), st.integers(0, 200)
    )
    return CampaignProblem(
        places=tuple(draw(any_place(f"P{i}")) for i in range(count)),
        crews=crews,
        days=days,
        rules=Rules(-1.0, 103.2, road_factor_by_kecamatan={"15.04.02": draw(st.floats(1, 3))}),
        known_minutes=draw(matrix),
        blanks=draw(st.none() | st.integers(0, 50)),
        ribbon_cards=draw(st.none() | st.integers(0, 50)),
        days_without_lessons=draw(st.frozensets(st.sampled_from(DAYS), max_size=3)),
        wishes=Wishes(
            least_share=draw(st.sampled_from((0.0, 0.0, 0.6))),
            least_home_visits=draw(st.sampled_from((0, 0, 4))),
            every_place=draw(st.booleans()),
        ),
    )
