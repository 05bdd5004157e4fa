"""Every accountable name has exactly one state, worked out from all rooms, and the sums agree."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from jemput.kernel.nik import Sex
from jemput.node.ledger.actions import record
from jemput.office.cards.actions import make_ready
from jemput.office.coverage.actions import StatementForm, refresh, refresh_if_stale, state_coverage
from jemput.office.coverage.errors import ClaimWithoutFigure, ClaimWithoutSource, UnknownRegionOfClaim
from jemput.office.coverage.models import NameState
from jemput.office.coverage.queries import counts
from jemput.office.coverage.queries.facts import name_facts
from jemput.office.coverage.states import ChainState, Link
from jemput.office.encounters.actions import hear_status, note_forwarded, record_encounter
from jemput.office.encounters.models import Encounter
from jemput.office.roster.models import Finding, ListName
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.models import StopPerson
from jemput.office.trips.states import Turnout
from jemput.packet.facts import Facts
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    TERUSAN,
    make_campaign,
    make_crew,
    make_name,
    make_names,
    make_regions,
    office_of,
)
from tests.integration.office.test_encounters_intake import manifest
from tests.unit.packet.making import RATNA

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions() -> None:
    make_regions()


def facts_of(name: ListName) -> Facts:
    return replace(
        RATNA, nik=name.nik, name=name.name, sex=Sex.MALE, birth_date=name.birth_date or RATNA.birth_date
    )


def recorded(name: ListName, sequence: int) -> Encounter:
    return record_encounter(
        facts=facts_of(name), manifest=manifest(sequence), peer=KIT_ID, received_at=NOW, by="x", at=NOW
    )


def said(encounter: Encounter, status: str) -> Encounter:
    told = {"nik": encounter.nik, "packet_id": encounter.packet_id, "status": status}
    hear_status(**told, said_at=NOW, detail="", by="Pusat", at=NOW)  # type: ignore[arg-type]
    encounter.refresh_from_db()
    return encounter


def state(name: ListName) -> str:
    refresh(at=NOW)
    return NameState.objects.get(pk=name.pk).state


def test_a_village_of_different_people_sums_to_the_list() -> None:
    names = make_names(6)
    make_name(20, linked=False)
    Finding.objects.create(list_name=names[0], kind="dead", by="kasi", at=NOW, state="accepted")
    Finding.objects.create(list_name=names[1], kind="moved", by="kasi", at=NOW)
    recorded(names[2], 1)
    said(recorded(names[3], 2), "ADJUDICATE_RECORD")
    said(recorded(names[4], 3), "PRINT_READY_RECORD")
    refresh(at=NOW)
    found = counts.state_counts()
    assert found == {
        ChainState.CLOSED_DEAD: 1, ChainState.FINDING_PROPOSED: 1, ChainState.RECEIVED_AT_OFFICE: 1,
        ChainState.ADJUDICATION: 1, ChainState.PRINT_READY: 1, ChainState.WAITING_VILLAGE: 1,
        ChainState.NEEDS_CLERK: 1,
    }  # fmt: skip
    assert sum(found.values()) == ListName.objects.accountable().count() == counts.link_counts()[Link.LISTED]


def test_one_name_walks_down_the_chain() -> None:
    (name,) = make_names(1)
    assert state(name) == "waiting_village"
    crew = make_crew()
    open_trip(
        campaign=make_campaign([crew]), crew=crew, day=MONDAY,
        places=[office_of(SUNGAI_BULUH)], by="s", at=NOW,
    )  # fmt: skip
    assert state(name) == "scheduled"
    StopPerson.objects.update(turnout=Turnout.NO_SHOW)
    assert state(name) == "no_show"
    encounter = recorded(name, 1)
    assert state(name) == "received_at_office"
    note_forwarded(packet_id=encounter.packet_id, by="x", at=NOW)
    assert state(name) == "sent_to_center"
    said(encounter, "PROCESSING")
    assert state(name) == "in_process_at_center"
    make_ready(encounter=said(encounter, "PRINT_READY_RECORD"), by="x", at=NOW)
    assert state(name) == "print_ready"


def test_a_sixteen_year_old_waits_for_the_birthday() -> None:
    (name,) = make_names(1)
    assert name.resident is not None
    name.resident.birth_date = timezone.localdate(NOW) - timedelta(days=365 * 16 + 30)
    name.resident.save()
    said(recorded(name, 1), "PRINT_READY_RECORD")
    assert state(name) == "waiting_birthday"


def test_a_new_recording_after_a_failure_moves_on() -> None:
    (name,) = make_names(1)
    said(recorded(name, 1), "ENROLL_FAILURE_AT_CENTRAL")
    assert state(name) == "re_record"
    again = record_encounter(
        facts=replace(facts_of(name), started_at=NOW + timedelta(days=9), ended_at=NOW + timedelta(days=9)),
        manifest=manifest(2), peer=KIT_ID, received_at=NOW, by="x", at=NOW,
    )  # fmt: skip
    assert again.pk and state(name) == "received_at_office"


def test_looking_again_changes_nothing_and_costs_nothing() -> None:
    make_names(3)
    record(action="seed", subject="x", by="s", at=NOW)
    assert refresh_if_stale(NOW) == 3
    assert refresh_if_stale(NOW) == 0
    assert refresh(at=NOW) == 0
    make_name(9)
    record(action="seed", subject="x", by="s", at=NOW)
    assert refresh_if_stale(NOW) == 1


def test_names_that_no_longer_count_leave() -> None:
    first, second = make_names(2)
    refresh(at=NOW)
    ListName.objects.filter(pk=second.pk).update(double_of=first)
    assert refresh(at=NOW) == 1 and NameState.objects.count() == 1


def test_unrecorded_are_ranked_by_kecamatan_with_their_rows() -> None:
    make_names(2)
    make_names(3, village=TERUSAN, first=30)
    refresh(at=NOW)
    bars = counts.most_unrecorded()
    assert [bar.value for bar in bars] == [3, 2]
    assert counts.top_kecamatan(1) == [TERUSAN[:8]]
    row = next(row for row in counts.region_table("15.04") if row.code == TERUSAN[:8])
    assert (row.listed, row.unrecorded, row.recorded) == (3, 3, 0)


def test_the_facts_of_many_names_take_a_handful_of_reads(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    make_names(40)
    with django_assert_max_num_queries(8):
        assert len(name_facts(on=MONDAY)) == 40


def test_a_claim_needs_source_figure_and_region() -> None:
    form = StatementForm(region_code="15.04", side="local", source="Dinas", as_of=MONDAY, part=5)
    assert state_coverage(form=form, by="s", at=NOW).part == 5
    with pytest.raises(ClaimWithoutSource):
        state_coverage(form=replace(form, source=" "), by="s", at=NOW)
    with pytest.raises(ClaimWithoutFigure):
        state_coverage(form=replace(form, part=None), by="s", at=NOW)
    with pytest.raises(UnknownRegionOfClaim):
        state_coverage(form=replace(form, region_code="99.99"), by="s", at=NOW)
