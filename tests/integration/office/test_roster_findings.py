"""Findings: proposals with evidence that edit nothing; candidates count only once verified."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.nik import Nik, Sex
from jemput.node.ledger.models import Entry, News
from jemput.office.residents.models import BaseStatus
from jemput.office.roster import actions, queries, states
from jemput.office.roster.errors import (
    AlreadyOnList,
    DeedMissing,
    NoEvidence,
    NotLinked,
    NotNow,
    NotYourVillage,
    TooYoung,
)
from jemput.office.roster.models import Finding, ListName
from tests import cast
from tests.cast import AT, BY
from tests.integration.office.test_roster_linking import listed

pytestmark = pytest.mark.django_db


def propose(name: ListName, kind: str = "present", **more: str) -> Finding:
    return actions.propose_finding(list_name=name, kind=kind, by="kades", at=AT, **more)


def test_a_finding_edits_nothing() -> None:
    siti = cast.resident()
    name = listed(siti.nik, siti.name, resident=siti)
    finding = propose(name, "dead", evidence="kata anaknya")
    actions.accept_finding(finding=finding, by=BY, at=AT)
    siti.refresh_from_db()
    assert siti.base_status == BaseStatus.ALIVE and name not in ListName.objects.due()
    assert News.objects.get(topic="roster.finding_accepted").payload["kind"] == "dead"


def test_the_register_changes_only_on_a_deed() -> None:
    siti = cast.resident()
    finding = propose(listed(siti.nik, siti.name, resident=siti), "dead", document="death_deed")
    with pytest.raises(NotNow):
        actions.file_finding(finding=finding, deed_number="1504-KM-2018", by=BY, at=AT)
    actions.accept_finding(finding=finding, by=BY, at=AT)
    with pytest.raises(DeedMissing):
        actions.file_finding(finding=finding, deed_number=" ", by=BY, at=AT)
    actions.file_finding(finding=finding, deed_number="1504-KM-2018", by=BY, at=AT)
    siti.refresh_from_db()
    assert (siti.base_status, finding.state) == (BaseStatus.DEAD, "filed")
    assert [step.event for step in finding.steps.all()] == ["accept", "file"]


def test_an_unlinked_name_cannot_be_filed() -> None:
    finding = propose(listed("", "BUDI", date(1990, 1, 1)), "moved", evidence="pindah ke Jambi")
    actions.accept_finding(finding=finding, by=BY, at=AT)
    with pytest.raises(NotLinked):
        actions.file_finding(finding=finding, deed_number="1", by=BY, at=AT)


@pytest.mark.parametrize("kind", ["moved", "dead", "unknown", "already_recorded"])
def test_whoever_is_taken_off_the_way_needs_a_word(kind: str) -> None:
    name = listed("", "BUDI")
    with pytest.raises(NoEvidence):
        propose(name, kind, evidence="-")
    assert propose(name, kind, evidence="kata Ketua RT 03").state == "proposed"


def test_an_officer_answers_for_the_own_village_only() -> None:
    with pytest.raises(NotYourVillage):
        propose(listed("", "BUDI"), region_code="15.04.03.2018")
    assert propose(ListName.objects.get(), region_code="15.04.03").pk


def test_a_newer_answer_replaces_the_one_that_waits() -> None:
    name = listed("", "BUDI")
    first, second = propose(name), propose(name, "unknown", evidence="tidak ada yang kenal")
    first.refresh_from_db()
    assert (first.state, list(queries.waiting_findings())) == ("replaced", [second])


def test_a_returned_finding_says_why_and_the_village_answers_again() -> None:
    name = listed("", "BUDI")
    finding = propose(name)
    with pytest.raises(NoEvidence):
        actions.return_finding(finding=finding, because=" ", by=BY, at=AT)
    actions.return_finding(finding=finding, because="Namanya beda", by=BY, at=AT)
    assert list(ListName.objects.unanswered()) == [name]
    assert finding.steps.get().note == "Namanya beda"
    with pytest.raises(NotNow):
        actions.accept_finding(finding=finding, by=BY, at=AT)


EVENTS = ("accept", "return", "file", "replace")


@given(st.lists(st.sampled_from(EVENTS), max_size=6))
def test_no_way_leads_out_of_a_closed_finding(events: list[str]) -> None:
    state, closed = "proposed", {"returned", "filed", "replaced"}
    for event in events:
        try:
            after = states.after(states.FINDINGS, state, event)
        except NotNow:
            continue
        assert state not in closed
        state = after


def candidate(born: date = date(2002, 12, 5), serial: int = 7, married: bool = False) -> actions.Candidate:
    nik = Nik(f"150403{born.day + 40:02d}{born:%m%y}{serial:04d}")
    return actions.Candidate("Putri Rahayu", nik, born, Sex.FEMALE, ever_married=married)


def offer(who: actions.Candidate) -> ListName:
    return actions.propose_candidate(candidate=who, village=cast.village(), by="kades", at=AT)


def test_a_village_s_candidates_count_once_the_dinas_has_verified_them() -> None:
    taken, refused = offer(candidate()), offer(candidate(serial=8))
    assert not ListName.objects.accountable().exists() and queries.proposed_candidates().count() == 2
    actions.verify_candidate(list_name=taken, by=BY, at=AT)
    actions.refuse_candidate(list_name=refused, because="bukan warga", by=BY, at=AT)
    assert list(ListName.objects.accountable()) == [taken]
    assert News.objects.filter(topic="roster.name_waiting").count() == 1
    with pytest.raises(NotNow):
        actions.verify_candidate(list_name=refused, by=BY, at=AT)


def test_nobody_is_proposed_twice_or_too_young() -> None:
    offer(candidate())
    with pytest.raises(AlreadyOnList):
        offer(candidate())
    with pytest.raises(TooYoung):
        offer(candidate(date(2003, 1, 1)))
    assert offer(candidate(date(2003, 1, 1), married=True)).standing == "proposed"


def test_why_a_home_is_visited_is_kept_apart_and_out_of_the_ledger() -> None:
    name = listed("", "BUDI")
    actions.flag_home_visit(list_name=name, category="mental", by="kades", at=AT)
    name.refresh_from_db()
    entry = Entry.objects.get(action="roster.home_visit_flagged")
    assert name.home_visit and name.visit_need.category == "mental"
    assert "mental" not in str(entry.content())
    actions.unflag_home_visit(list_name=name, by="kades", at=AT)
    assert not ListName.objects.get().home_visit and not hasattr(ListName.objects.get(), "visit_need")
