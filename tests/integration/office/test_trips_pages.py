"""Every page of planning, trips, encounters and coverage answers, and refuses who may not see it."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.office.coverage.actions import StatementForm, refresh, state_coverage
from jemput.office.encounters.actions import record_encounter
from jemput.office.encounters.models import CorrectionProposal, Encounter
from jemput.office.encounters.queries.timeline import timeline as encounter_timeline
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.actions.plans import approve_plan, ask_for_plan, work_out
from jemput.office.trips.models import Campaign, Crew, Kit, Obstacle, Place, Plan, Stop, Trip
from jemput.office.trips.queries.timeline import timeline as trip_timeline
from jemput.office.trips.rules import name_uid
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    TERUSAN,
    make_campaign,
    make_crew,
    make_kit,
    make_names,
    make_peer,
    make_regions,
    office_of,
)
from tests.integration.office.test_encounters_intake import manifest
from tests.unit.packet.making import RATNA

pytestmark = pytest.mark.django_db


def person(role: str) -> Client:
    user = User.objects.create_user(username=role, password="x", role=role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head() -> Client:
    make_regions()
    names = make_names(4, homes=1)
    make_names(2, village=TERUSAN, first=70)
    office_of(SUNGAI_BULUH)
    make_peer()
    plan = ask_for_plan(campaign=make_campaign([make_crew()]), by="s", at=NOW, seconds_allowed=1)
    approve_plan(plan=work_out(plan=plan, by="s", at=NOW), by="s", at=NOW)
    trip = Trip.objects.filter(stops__place__village=SUNGAI_BULUH).earliest("number")
    facts = replace(RATNA, nik=names[1].nik, list_name_id=name_uid(names[1].pk), trip_id=trip.pk)
    record_encounter(facts=facts, manifest=manifest(), peer=KIT_ID, received_at=NOW, by="x", at=NOW)
    for side, part, share in (("central", 155_769, None), ("local", None, 97)):
        told = StatementForm("15.04", side, "x", MONDAY, part=part, share=share)  # type: ignore[arg-type]
        whole = {"denominator": 169_067} if part else {}
        state_coverage(form=replace(told, **whole), by="s", at=NOW)  # type: ignore[arg-type]
    refresh(at=NOW)
    return person("head")


def pages() -> list[str]:
    trip, stop, plan = Trip.objects.earliest("number"), Stop.objects.earliest("position"), Plan.objects.get()
    plain = (
        "coverage:home", "coverage:figures", "coverage:names", "coverage:statements", "coverage:state",
        "coverage:reconcile", "schools:progress", "encounters:list", "encounters:re-record",
        "encounters:packets", "encounters:corrections", "trips:trips", "trips:campaigns",
        "trips:campaign-new",
        "trips:places", "trips:place-new", "trips:kits", "trips:kit-new", "trips:crew-new", "trips:due.json",
    )  # fmt: skip
    found = [reverse(name) for name in plain]
    found += [reverse(f"coverage:{name}", args=["15.04.03"]) for name in ("region", "map.json")]
    found += [reverse("coverage:region", args=[SUNGAI_BULUH])]
    found += [reverse("encounters:one", args=[Encounter.objects.get().pk])]
    campaign, crew = Campaign.objects.get(), Crew.objects.get()
    found += [
        reverse(f"trips:{name}", args=[campaign.pk]) for name in ("campaign", "campaign-edit", "trip-new")
    ]
    found += [reverse(f"trips:{name}", args=[plan.pk]) for name in ("plan", "plan-progress", "plan-routes")]
    found += [reverse("trips:trip", args=[trip.pk]), reverse("trips:paper", args=[trip.pk, "summons"])]
    found += [reverse(f"trips:stop-{name}", args=[stop.pk]) for name in ("move", "officer", "obstacle")]
    found += [reverse("trips:place", args=[Place.objects.earliest("name").pk])]
    found += [reverse("trips:kit", args=[Kit.objects.get().pk]), reverse("trips:crew", args=[crew.pk])]
    return [*found, reverse("trips:let-in", args=[Peer.objects.get().pk])]


def test_every_page_answers(head: Client) -> None:
    for page in pages():
        assert head.get(page).status_code == 200, page


def test_a_village_officer_sees_none_of_them(head: Client) -> None:
    village = person("village")
    for page in pages():
        assert village.get(page).status_code == 403, page


def test_home_shows_the_seven_links_and_the_difference(head: Client) -> None:
    text = head.get(reverse("coverage:home")).content.decode()
    for word in ("Belum rekam", "Terjadwal", "Diserahkan", "92,13", "163.995", "8.226"):
        assert word in text
    assert "/coverage/names/?link=2" in text


def test_names_lead_to_the_rows_counted(head: Client) -> None:
    text = head.get(reverse("coverage:names") + "?link=2").content.decode()
    assert text.count("/roster/names/") == 1


def test_a_campaign_is_made_and_planned_from_the_page(head: Client) -> None:
    told = {
        "name": "Serentak", "first_day": "2018-12-27", "deadline": "2018-12-28",
        "crews": [Crew.objects.get().pk],
        "mode": "record_only", "weekend": "weekdays", "origin": "national_day", "day_starts": "07:00",
        "day_ends": "18:00", "record_minutes": "15", "home_visit_minutes": "35", "holidays": "2018-12-25",
    }  # fmt: skip
    made = head.post(reverse("trips:campaign-new"), told)
    campaign = Campaign.objects.get(name="Serentak")
    assert made.url == reverse("trips:campaign", args=[campaign.pk])  # type: ignore[attr-defined]
    assert campaign.origin == "national_day" and len(campaign.days) == 2


def test_a_bad_holiday_is_explained(head: Client) -> None:
    answer = head.post(reverse("trips:campaign-new"), {"holidays": "natal"})
    assert "2018-12-25" in answer.content.decode() and Campaign.objects.count() == 1


def test_trips_are_approved_noted_and_finished_from_their_pages(head: Client) -> None:
    trip = Trip.objects.filter(state="draft").earliest("number")
    stop = trip.stops.earliest("position")
    head.post(reverse("trips:approve-all"))
    assert not Trip.objects.filter(state="draft").exists()
    head.post(reverse("trips:stop-officer", args=[stop.pk]), {"present": "0", "at": "2018-12-03T09:00"})
    assert Obstacle.objects.get().kind == "officer_absent"
    head.post(reverse("trips:obstacle-end", args=[Obstacle.objects.get().pk]))
    head.post(reverse("trips:stop-homes", args=[stop.pk]))
    head.post(reverse("trips:finish", args=[trip.pk]))
    trip.refresh_from_db()
    assert trip.state == "done" and Obstacle.objects.get().ended_at is not None


def test_a_stop_is_moved_by_the_form(head: Client) -> None:
    first = Trip.objects.earliest("number")
    crew = make_crew("Tim B", kit=make_kit("Kit B", peer=None))
    second = open_trip(campaign=first.campaign, crew=crew, day=MONDAY, places=[], by="s", at=NOW)
    stop = first.stops.earliest("position")
    head.post(reverse("trips:stop-move", args=[stop.pk]), {"to": str(second.pk), "position": "1"})
    stop.refresh_from_db()
    assert stop.trip_id == second.pk and stop.position == 1


def test_a_machine_is_let_in_and_shut_out_from_its_page(head: Client) -> None:
    peer = make_peer("kit-new", state=Standing.REQUESTED)
    head.post(reverse("trips:kit-new"), {"name": "Kit 7", "stations": "1"})
    kit = Kit.objects.get(name="Kit 7")
    head.post(reverse("trips:let-in", args=[peer.pk]), {"kit": kit.pk})
    kit.refresh_from_db()
    assert kit.peer_id == "kit-new"
    head.post(reverse("trips:shut-out", args=[peer.pk]), {"reason": "hilang"})
    kit.refresh_from_db()
    assert kit.peer_id is None


def test_a_correction_is_decided_from_the_encounters_page(head: Client) -> None:
    proposal = CorrectionProposal.objects.get()
    head.post(reverse("encounters:decide", args=[proposal.pk]), {"accept": "0"})
    proposal.refresh_from_db()
    assert proposal.state == "refused"
    answer = head.post(reverse("encounters:decide", args=[proposal.pk]), {"accept": "1"})
    assert answer.status_code == 409


def test_lists_leave_as_sheets(head: Client) -> None:
    for name in ("encounters:list", "coverage:names", "coverage:figures", "trips:trips"):
        answer = head.get(reverse(name) + "?export=xlsx")
        assert "spreadsheet" in answer["Content-Type"], name


def test_a_persons_page_tells_of_trips_and_recording(head: Client) -> None:
    encounter = Encounter.objects.get()
    titles = [event.title for event in (*trip_timeline(encounter.nik), *encounter_timeline(encounter.nik))]
    assert any("Perjalanan" in str(title) for title in titles) and "Direkam" in titles
