"""From people due to approved trips: places, the planner's problem, plans and their stops."""

from datetime import date

import pytest

from jemput.kernel.statuses import NationalStatus
from jemput.node.ledger.models import Entry
from jemput.node.ledger.transitions import NotPossible
from jemput.office.residents.actions import StatusWord, add_statuses
from jemput.office.roster.models import Finding, ListName
from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.crews import advance_kit
from jemput.office.trips.actions.outings import advance_trip, move_stop, open_trip
from jemput.office.trips.actions.people import expect, visit_at_home
from jemput.office.trips.actions.places import PlaceForm, expect_at, put_place, seed_places
from jemput.office.trips.actions.plans import approve_plan, ask_for_plan, discard_plan, work_out
from jemput.office.trips.errors import (
    CrewBusy,
    DeadlineBeforeStart,
    KitCannotPrint,
    NotDue,
    NothingToPlan,
    StopFixed,
)
from jemput.office.trips.models import Place, Plan, StopPerson, Trip
from jemput.office.trips.queries.due import count_due, due_at, due_facts, due_names, with_due_facts
from jemput.office.trips.queries.planning import planning_problem
from jemput.office.trips.rules import CampaignMode, Meeting, why_not_due
from jemput.office.trips.states import KitEvent, TripEvent, Turnout
from tests.integration.office.outing import (
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    TERUSAN,
    make_campaign,
    make_crew,
    make_kit,
    make_name,
    make_names,
    make_regions,
    office_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions() -> None:
    make_regions()


def test_every_village_gets_one_office_and_only_one() -> None:
    assert seed_places(by="sari", at=NOW) == 2
    assert seed_places(by="sari", at=NOW) == 0
    assert Place.objects.filter(kind=Place.Kind.VILLAGE_OFFICE).count() == 2


def test_a_hamlet_below_the_village_takes_its_people_from_the_office() -> None:
    names = make_names(3)
    office = office_of(SUNGAI_BULUH)
    sp4 = put_place(
        village_code=SUNGAI_BULUH,
        form=PlaceForm(kind="hamlet", name="SP4", lat=-1.9, lng=103.4),
        by="s",
        at=NOW,
    )
    expect_at(place=sp4, list_names=names[:2], by="sari", at=NOW)
    assert len(due_at(sp4)) == 2 and len(due_at(office)) == 1
    assert count_due()[str(sp4.pk)]["session"] == 2


def test_rule_and_query_agree_on_who_is_due() -> None:
    due, dead, recorded, failed, asked = make_names(5)
    Finding.objects.create(list_name=dead, kind="dead", by="kasi", at=NOW, state="accepted")
    said = [
        StatusWord(recorded.nik, NationalStatus.PRINT_READY_RECORD, NOW),
        StatusWord(failed.nik, NationalStatus.ENROLL_FAILURE_AT_CENTRAL, NOW),
    ]
    add_statuses(words=said, source="Pusat", by="sari", at=NOW)
    ListName.objects.filter(pk=asked.pk).update(link_state="ask", resident=None)
    make_name(6, linked=False)
    by_rule = {row.pk for row in with_due_facts() if why_not_due(due_facts(row)) is None}
    assert by_rule == set(due_names().values_list("pk", flat=True)) == {due.pk, failed.pk}


def test_planning_problem_counts_people_and_homes() -> None:
    make_names(4, homes=1)
    office_of(SUNGAI_BULUH)
    problem = planning_problem(make_campaign([make_crew()]))
    (place,) = problem.places
    assert (place.people_due, place.home_visits) == (3, 1)
    assert problem.crews[0].stations == 2 and len(problem.days) == 5


def test_a_place_without_coordinates_lies_amid_its_kecamatan() -> None:
    make_names(1)
    place = office_of(SUNGAI_BULUH)
    Place.objects.filter(pk=place.pk).update(lat=None, lng=None)
    (found,) = planning_problem(make_campaign([make_crew()])).places
    assert (found.lat, found.lng) == (-1.78, 103.29)


def test_broken_kit_stays_at_home() -> None:
    make_names(1)
    crew = make_crew()
    advance_kit(kit=crew.kit, event=KitEvent.BREAK, by="sari", at=NOW)
    office_of(SUNGAI_BULUH)
    plan = Plan.objects.create(campaign=make_campaign([crew]), asked_by="sari", asked_at=NOW)
    assert work_out(plan=plan, by="sari", at=NOW).state == Plan.State.FAILED
    assert "tim" in plan.failure


def planned(count: int = 6, homes: int = 1) -> Plan:
    make_names(count, homes=homes)
    make_names(3, village=TERUSAN, first=50)
    seed_places(by="sari", at=NOW)
    campaign = make_campaign([make_crew()])
    plan = ask_for_plan(campaign=campaign, by="sari", at=NOW, seconds_allowed=1)
    return work_out(plan=plan, by="sari", at=NOW)


def test_a_plan_reaches_everybody_and_is_compared_with_the_old_way() -> None:
    plan = planned()
    assert plan.state == Plan.State.DRAFT and plan.people_due == 9
    assert plan.result["totals"]["people"] + plan.result["totals"]["home_visits"] == 9
    assert plan.comparison["people"] <= 8


def test_approving_a_plan_makes_trips_with_people_once_each() -> None:
    trips = approve_plan(plan=planned(), by="kadis", at=NOW)
    people = StopPerson.objects.filter(stop__trip__in=trips)
    assert people.count() == 9 == people.values("list_name").distinct().count()
    assert people.filter(meeting=Meeting.HOME_VISIT).count() == 1
    assert not due_names().exists()


def test_a_plan_is_approved_once() -> None:
    plan = planned()
    approve_plan(plan=plan, by="kadis", at=NOW)
    with pytest.raises(NotPossible):
        approve_plan(plan=plan, by="kadis", at=NOW)
    with pytest.raises(NotPossible):
        discard_plan(plan=Plan.objects.get(pk=plan.pk), by="kadis", at=NOW)


def test_nobody_due_is_nothing_to_plan() -> None:
    with pytest.raises(NothingToPlan):
        ask_for_plan(campaign=make_campaign([make_crew()]), by="sari", at=NOW)


def test_a_printing_campaign_needs_a_printer() -> None:
    crew = make_crew()
    with pytest.raises(KitCannotPrint):
        make_campaign([crew], mode=CampaignMode.RECORD_AND_PRINT)
    with_printer = make_crew("Tim B", kit=make_kit("Kit 2", peer=None, printer=True))
    assert make_campaign([with_printer], mode=CampaignMode.RECORD_AND_PRINT).crews.count() == 1


def test_a_deadline_before_the_start_is_refused() -> None:
    form = CampaignForm(name="x", first_day=MONDAY, deadline=date(2018, 12, 1))
    with pytest.raises(DeadlineBeforeStart):
        put_campaign(form=form, crews=[], by="sari", at=NOW)


def trip_by_hand(day: date = MONDAY, name: str = "Tim A") -> Trip:
    crew = make_crew(name, kit=make_kit(f"Kit {name}", peer=None))
    campaign = make_campaign([crew]) if name == "Tim A" else Trip.objects.get().campaign
    places = [office_of(SUNGAI_BULUH)] if name == "Tim A" else [office_of(TERUSAN)]
    return open_trip(campaign=campaign, crew=crew, day=day, places=places, by="sari", at=NOW)


def test_a_crew_goes_out_once_a_day() -> None:
    make_names(2)
    trip = trip_by_hand()
    with pytest.raises(CrewBusy):
        open_trip(campaign=trip.campaign, crew=trip.crew, day=MONDAY, places=[], by="sari", at=NOW)


def test_a_stop_moves_with_its_people_and_both_trips_renumber() -> None:
    make_names(2)
    make_names(2, village=TERUSAN, first=40)
    here, there = trip_by_hand(), trip_by_hand(name="Tim B")
    stop = here.stops.get()
    move_stop(stop=stop, to=there, by="sari", at=NOW, position=1)
    assert [s.position for s in there.stops.order_by("position")] == [1, 2]
    assert there.stops.order_by("position")[0].pk == stop.pk and not here.stops.exists()
    assert StopPerson.objects.filter(stop__trip=there).count() == 4


def test_a_finished_trip_makes_no_shows_who_are_due_again() -> None:
    make_names(3)
    trip = trip_by_hand()
    for event in (TripEvent.APPROVE, TripEvent.ANNOUNCE, TripEvent.START, TripEvent.FINISH):
        trip = advance_trip(trip=trip, event=event, by="sari", at=NOW)
    assert set(StopPerson.objects.values_list("turnout", flat=True)) == {Turnout.NO_SHOW}
    assert due_names().count() == 3
    assert [change.event for change in trip.changes.all()] == [
        "open",
        "approve",
        "announce",
        "start",
        "finish",
    ]
    with pytest.raises(StopFixed):
        move_stop(stop=trip.stops.get(), to=trip, by="sari", at=NOW)


def test_only_people_due_can_be_added_by_name() -> None:
    first = make_name(1)
    trip = trip_by_hand()
    late, asked = make_name(2), make_name(3, linked=False)
    expect(stop=trip.stops.get(), list_names=[late], meeting=Meeting.COLLECTIVE, by="sari", at=NOW)
    for name in (first, late, asked):
        with pytest.raises(NotDue):
            expect(stop=trip.stops.get(), list_names=[name], meeting=Meeting.COLLECTIVE, by="s", at=NOW)


def test_absentees_are_moved_to_home_visits() -> None:
    make_names(2)
    people = list(StopPerson.objects.filter(stop__trip=trip_by_hand()))
    assert visit_at_home(people=people[:1], by="budi", at=NOW) == 1
    assert StopPerson.objects.get(pk=people[0].pk).meeting == Meeting.HOME_VISIT


def test_what_is_done_stands_in_the_ledger() -> None:
    approve_plan(plan=planned(), by="kadis", at=NOW)
    acts = set(Entry.objects.values_list("action", flat=True))
    assert {"places.seeded", "campaign.put", "plan.asked", "plan.approve", "trip.opened"} <= acts
