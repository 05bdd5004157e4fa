"""A breach: found, listed, told within 72 hours by numbered letters, reviewed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from jemput.kernel.nik import Nik
from jemput.node.exchange.models import Peer
from jemput.node.ledger import dispatch
from jemput.node.ledger.models import Access
from jemput.node.ledger.reading import Reading, note_read
from jemput.node.ledger.transitions import NotPossible
from jemput.office.privacy.actions.incidents import (
    add_from_trail,
    add_person,
    close,
    dismiss,
    open_for_lost_kit,
    open_incident,
    set_letter,
    tell,
)
from jemput.office.privacy.errors import NobodyAffected, Unexplained
from jemput.office.privacy.models import Incident
from jemput.office.privacy.papers import letter_pdf
from jemput.office.trips.actions.announcing import approve_trip
from jemput.office.trips.actions.losing import report_lost
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.models import Kit
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    make_campaign,
    make_crew,
    make_names,
    make_peer,
    make_regions,
    office_of,
)
from tests.integration.office.planted import LATER, client_of

pytestmark = pytest.mark.django_db
TOLD = {"title": "Lembar tertinggal", "what": "Lembar tertinggal di warung.", "data": ["nik", "health"]}


def opened() -> Incident:
    return open_incident(told=TOLD, by="dpo", at=LATER)


@pytest.fixture
def kit() -> Kit:
    make_regions()
    make_names(3, homes=1)
    make_peer()
    crew = make_crew()
    made = open_trip(
        campaign=make_campaign([crew]),
        crew=crew,
        day=MONDAY,
        places=[office_of(SUNGAI_BULUH)],
        by="s",
        at=NOW,
    )
    approve_trip(trip=made, by="s", at=NOW)
    return Kit.objects.get()


def test_a_lost_kit_is_shut_out_and_drafts_an_incident_with_its_people(kit: Kit) -> None:
    report_lost(kit=kit, words="dicuri di pasar", by="dewi", at=LATER)
    dispatch.run_once()
    draft = Incident.objects.get()
    assert draft.state == "draft" and draft.people.count() == 3 and "dicuri di pasar" in draft.what
    assert Peer.objects.get(pk=KIT_ID).state == "revoked" and draft.due_at == LATER + timedelta(hours=72)
    kit.refresh_from_db()
    assert kit.state == "retired" and open_for_lost_kit(kit=kit, words="lagi", by="x", at=LATER) == draft


def test_the_page_of_the_kit_reports_it(kit: Kit) -> None:
    client_of("planner").post(reverse("trips:kit-lost", args=[kit.pk]), {"reason": "jatuh di sungai"})
    dispatch.run_once()
    assert "jatuh di sungai" in Incident.objects.get().what


def test_people_come_from_an_account_s_trail() -> None:
    make_regions()
    names = make_names(3)
    for minute, name in enumerate(names):
        at = LATER + timedelta(minutes=minute)
        note_read(kind=Reading.NIK, subject="x", by="curang", at=at, nik=name.nik, reason="ingin")
    found = opened()
    until = LATER + timedelta(minutes=1)
    assert add_from_trail(incident=found, user="curang", since=LATER, until=until, by="dpo", at=LATER) == 2
    assert {one.name for one in found.people.all()} == {names[0].name, names[1].name}


def test_both_are_told_before_it_closes() -> None:
    make_regions()
    found = opened()
    add_person(incident=found, nik=Nik(make_names(1)[0].nik), by="dpo", at=LATER)
    tell(incident=found, to="authority", by="dpo", at=LATER)
    with pytest.raises(NotPossible):
        close(incident=found, review="belajar", by="dpo", at=LATER)
    tell(incident=found, to="people", by="dpo", at=LATER)
    assert found.state == "notified" and found.people.get().told_at == LATER
    with pytest.raises(Unexplained):
        close(incident=found, review="  ", by="dpo", at=LATER)
    close(incident=found, review="Lembar kini dihitung.", by="dpo", at=LATER)
    assert found.state == "closed"


def test_letters_have_numbers_and_say_what_was_known() -> None:
    make_regions()
    found = opened()
    with pytest.raises(NobodyAffected):
        set_letter(incident=found, to="people", by="dpo", at=LATER)
    add_person(incident=found, nik=Nik(make_names(1)[0].nik), by="dpo", at=LATER)
    first = set_letter(incident=found, to="authority", by="dpo", at=LATER)
    second = set_letter(incident=found, to="people", by="dpo", at=LATER)
    assert (first.number, second.number) == ("SP-2018-0001", "SP-2018-0002")
    assert first.told["data"] == ["NIK dan nomor KK", "kesehatan atau disabilitas"]
    for letter in (first, second):
        assert letter_pdf(letter).startswith(b"%PDF")


def test_nobody_affected_needs_a_word() -> None:
    found = opened()
    with pytest.raises(NobodyAffected):
        tell(incident=found, to="people", by="dpo", at=LATER)
    tell(incident=found, to="people", nobody_because="tersandi penuh", by="dpo", at=LATER)
    assert found.people_told_at == LATER and found.nobody_because == "tersandi penuh"


def test_a_draft_that_was_none_says_why() -> None:
    draft = open_incident(told=TOLD, draft=True, by="dpo", at=LATER)
    with pytest.raises(Unexplained):
        dismiss(incident=draft, because="", by="dpo", at=LATER)
    dismiss(incident=draft, because="kitnya ketemu", by="dpo", at=LATER)
    assert draft.state == "dismissed"


def test_the_pages_register_and_tell() -> None:
    make_regions()
    nik = make_names(1)[0].nik
    officer = client_of("privacy")
    told = {"title": "Surel salah kirim", "what": "Daftar ke alamat lain.", "kinds": ["nik"]}
    page = officer.post(reverse("privacy:incident-new"), {**told, "discovered_at": "2018-12-05T09:00"}).url  # type: ignore[attr-defined]
    officer.post(page + "people/nik/", {"nik": nik})
    officer.post(page + "letters/people/")
    officer.post(page + "people/")
    officer.post(page + "authority/")
    officer.post(page + "close/", {"reason": "alamat diperiksa dua orang"})
    found = Incident.objects.get()
    assert found.state == "closed" and found.data == ["nik"]
    letter = officer.get(reverse("privacy:letter", args=[found.letters.get().pk]))
    assert letter.content.startswith(b"%PDF") and Access.objects.filter(kind=Reading.PAPER, nik=nik).exists()
