"""A packet through the center: opened, searched, held with its double, decided, told to the office."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jemput.center.adjudication.actions import decide
from jemput.center.adjudication.errors import NoteMissing
from jemput.center.adjudication.models import Case
from jemput.center.adjudication.states import CaseState
from jemput.center.identities.models import Record
from jemput.center.intake.models import Arrival
from jemput.center.publication.models import StatusEvent
from jemput.center.search.models import Candidate, Search
from jemput.node.accounts.actions import add_account
from jemput.node.exchange.models import FeedEntry
from jemput.node.ledger.models import Entry
from jemput.packet.envelope import Blob
from tests.integration.center.conftest import AT, Send

RATNA, RATIH, SITI = "1504034107950001", "1504034107950002", "1504034507620003"
pytestmark = pytest.mark.django_db(transaction=True)


def history(nik: str) -> list[str]:
    return list(StatusEvent.objects.filter(nik=nik).order_by("id").values_list("status", flat=True))


def test_a_stranger_becomes_print_ready_and_the_office_is_told(send: Send, work: Callable[[], None]) -> None:
    send(1, nik=RATNA), send(2, nik=SITI)
    work()
    for nik in (RATNA, SITI):
        assert history(nik) == ["RECEIVED_AT_CENTRAL", "PRINT_READY_RECORD"]
    told = FeedEntry.objects.filter(topic="status").order_by("sequence")
    assert [entry.payload["status"] for entry in told].count("PRINT_READY_RECORD") == 2
    assert Candidate.objects.filter(alarming=True).count() == 0


def test_one_body_under_two_niks_waits_for_a_human(send: Send, work: Callable[[], None]) -> None:
    send(1, nik=RATNA), send(2, nik=SITI), send(1, nik=RATIH, again=7)
    work()
    case = Case.objects.get()
    assert (case.probe.nik, case.reference.nik, case.reason) == (RATIH, RATNA, "biometric")
    assert history(RATIH)[-1] == "ADJUDICATE_RECORD"
    decide(case=case, verdict=CaseState.SAME, note="sepuluh titik cocok", by="ani", at=AT)
    work()
    assert history(RATIH)[-1] == "DUPLICATE_RECORD" and history(RATNA)[-1] == "PRINT_READY_RECORD"
    assert Record.objects.get(nik=RATIH).person == Record.objects.get(nik=RATNA).person
    assert not Record.objects.get(nik=RATIH).in_gallery


def test_a_second_recording_of_one_nik_is_a_case_and_may_be_settled_as_different(
    send: Send, work: Callable[[], None]
) -> None:
    send(1, nik=RATNA), send(2, nik=RATNA)
    work()
    case = Case.objects.get()
    assert case.reason == "same_nik"
    with pytest.raises(NoteMissing):
        decide(case=case, verdict=CaseState.DIFFERENT, note=" ", by="ani", at=AT)
    decide(case=case, verdict=CaseState.DIFFERENT, note="jari berbeda", by="ani", at=AT)
    work()
    assert history(RATNA)[-1] == "PRINT_READY_RECORD"


def test_a_packet_without_usable_samples_cannot_be_searched_and_blocks_nobody(
    send: Send, work: Callable[[], None]
) -> None:
    send(1, nik=RATNA, blobs=[Blob("finger-02.png", "image/png", b"not a picture")])
    send(2, nik=SITI)
    work()
    assert history(RATNA) == ["RECEIVED_AT_CENTRAL", "SEARCH_FAILURE_AT_CENTRAL"]
    assert history(SITI)[-1] == "PRINT_READY_RECORD"


def test_a_childs_record_is_kept_and_neither_searched_nor_called_print_ready(
    send: Send, work: Callable[[], None]
) -> None:
    send(1, nik=RATNA, profile="kia", blobs=[])
    work()
    assert history(RATNA) == ["RECEIVED_AT_CENTRAL"] and not Search.objects.exists()
    assert not Record.objects.get(nik=RATNA).in_gallery


def test_a_packet_that_was_damaged_on_our_disk_is_refused_with_its_number(
    send: Send, work: Callable[[], None]
) -> None:
    packet = send(1, nik=RATNA)
    content = bytearray(packet.path.read_bytes())
    content[-1] ^= 1
    packet.path.write_bytes(bytes(content))
    work()
    arrival = Arrival.objects.get()
    assert arrival.state == "refused" and arrival.problem_code.startswith("P")
    assert StatusEvent.objects.get().status == "ENROLL_FAILURE_AT_CENTRAL"


def test_the_adjudicator_sees_both_records_and_every_look_is_noted(
    send: Send, work: Callable[[], None], client: Client
) -> None:
    send(1, nik=RATNA), send(1, nik=RATIH, again=7)
    work()
    ani = add_account(username="ani", password="x", role="adjudicator", full_name="Ani", by="t", at=AT)
    client.force_login(ani, backend="django.contrib.auth.backends.ModelBackend")
    case = Case.objects.get()
    page = client.get(reverse("adjudication:one", args=[case.pk]))
    assert "Satu orang atau dua?" in page.content.decode() and "telunjuk kanan" in page.content.decode()
    picture = client.get(reverse("adjudication:sample", args=[case.pk, "finger-02", "points"]))
    assert picture.content.startswith(b"\x89PNG") and "no-store" in picture["Cache-Control"]
    seen = Entry.objects.filter(action="sample.viewed", by="ani").order_by("id")
    assert [entry.details["sample"] for entry in seen] == ["biodata", "finger-02"]
    done = client.post(
        reverse("adjudication:decide", args=[case.pk]), {"verdict": "same", "note": "titik cocok"}
    )
    assert done.status_code == 302 and Case.objects.get().state == "same"


@pytest.mark.parametrize(
    "room", ["intake:arrivals", "intake:machines", "search:searches", "publication:statuses"]
)
def test_every_room_opens_and_an_auditor_changes_nothing(client: Client, room: str) -> None:
    eye = add_account(username="eye", password="x", role="auditor", full_name="Eye", by="t", at=AT)
    client.force_login(eye, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(room)).status_code == 200
    refused = client.post(reverse("intake:approve", args=["nobody"]))
    assert refused.status_code == 403 and "N101" in refused.content.decode()
