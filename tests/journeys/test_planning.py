"""At the office: a campaign, a plan that the planner works out, a trip, and the letters that call people."""

from __future__ import annotations

from tests.journeys.cast import OF_TERUSAN
from tests.journeys.people import Head, Planner


def test_a_crew_is_sent_to_a_village_and_its_people_are_called(planner: Planner, head: Head) -> None:
    # Given a plan for a campaign of five days with one crew
    planner.opens_a_campaign("Akhir tahun", days=5, crew="Tim A")
    planner.lets_the_planner_work()
    # When the head approves it, and its trip to Terusan
    head.approves_the_plan_of("Akhir tahun")
    head.approves_the_trip_to("Terusan")
    # Then everybody due in the village is called by a letter of their own
    planner.opens_the_trip_of("Akhir tahun")
    words = planner.prints_the_summonses()
    # (Yusuf may have been recorded meanwhile, in the journey of a deactivation)
    assert all(person.name in words for person in OF_TERUSAN[1:])
