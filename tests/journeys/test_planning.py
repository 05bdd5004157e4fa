"""At the office: a campaign, a plan that the planner works out, a trip, and the letters that call people."""

from __future__ import annotations

from tests.journeys.cast import OF_TERUSAN
from tests.journeys.people import Planner


def test_a_planner_sends_a_crew_to_a_village_and_prints_its_summonses(planner: Planner) -> None:
    # Given a campaign of five days with one crew
    planner.opens_a_campaign("Akhir tahun", days=5, crew="Tim A")
    # When the plan is worked out, approved, and its trip to Terusan announced
    planner.lets_the_planner_work()
    planner.approves_the_plan()
    planner.opens_the_trip_to("Terusan")
    planner.approves_the_trip()
    # Then everybody due in the village is called by a letter of their own
    words = planner.prints_the_summonses()
    assert all(person.name in words for person in OF_TERUSAN)
