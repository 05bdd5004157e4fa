"""A small office in which every room holds something about planted people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.test import Client

from jemput.kernel.nik import Nik
from jemput.node.accounts.models import User
from jemput.node.ledger import dispatch
from jemput.office.cards import actions as cards
from jemput.office.coverage.actions import refresh
from jemput.office.delivery import actions as delivery
from jemput.office.encounters.actions import record_encounter
from jemput.office.encounters.models import Encounter
from jemput.office.privacy.actions.incidents import add_person, open_incident
from jemput.office.privacy.actions.requests import Asked, take_request
from jemput.office.privacy.models import Incident, PersonRequest
from jemput.office.residents.models import ResidentStatus
from jemput.office.roster.actions import flag_home_visit, propose_finding
from jemput.office.roster.models import Finding, ListName, RejectedRow
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.models import Trip
from jemput.office.trips.rules import name_uid
from tests import cast
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    TERUSAN,
    make_campaign,
    make_crew,
    make_names,
    make_peer,
    make_regions,
    office_of,
)
from tests.integration.office.test_encounters_intake import manifest
from tests.unit.packet.making import RATNA

LATER = datetime(2018, 12, 5, 2, tzinfo=UTC)
ROLES = (
    "head", "privacy", "verifier", "planner", "printer", "village", "partner", "operator", "supervisor",
)  # fmt: skip


def client_of(role: str, *, region: str = SUNGAI_BULUH) -> Client:
    """Somebody of a role, signed in; village officers and partners of one village."""
    own = region if role in ("village", "partner") else ""
    user, _ = User.objects.get_or_create(
        username=f"{role}-{own or 'x'}", defaults={"role": role, "full_name": role, "region_code": own}
    )
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def plant() -> list[ListName]:
    """Fill the office and return the planted names: the first has been through every room."""
    make_regions()
    names = make_names(4, homes=1)
    names += make_names(2, village=TERUSAN, first=70)
    make_peer()
    crew = make_crew()
    campaign, places = make_campaign([crew]), [office_of(SUNGAI_BULUH)]
    open_trip(campaign=campaign, crew=crew, day=MONDAY, places=places, by="s", at=NOW)
    _recorded(names[0])
    flag_home_visit(list_name=names[0], category="sick", by="kades", at=NOW)
    propose_finding(list_name=names[0], kind=Finding.Kind.PRESENT, by="kades", at=NOW)
    propose_finding(list_name=names[1], kind=Finding.Kind.DEAD, evidence="akta", by="kades", at=NOW)
    ListName.objects.filter(pk=names[3].pk).update(standing=ListName.Standing.PROPOSED)
    ListName.objects.filter(pk=names[2].pk).update(link_state="ask", resident=None)
    cells = {"nik": names[5].nik, "name": "RUSAK", "village": "Sungai Buluh"}
    RejectedRow.objects.create(
        list_import=names[0].list_import, row_number=7, cells=cells, reasons=[_reason(names[5].nik)]
    )
    _privacy(names[0])
    refresh(at=NOW)
    return names


def _recorded(name: ListName) -> None:
    trip = Trip.objects.filter(stops__place__village=SUNGAI_BULUH).earliest("number")
    facts = replace(RATNA, nik=name.nik, list_name_id=name_uid(name.pk), trip_id=trip.pk)
    record_encounter(facts=facts, manifest=manifest(), peer=KIT_ID, received_at=NOW, by="x", at=NOW)
    ResidentStatus.objects.create(nik=name.nik, status="PRINT_READY_RECORD", at=NOW, source="pusat")
    dispatch.run_once()
    card = cards.make_ready(encounter=Encounter.objects.get(), by="x", at=NOW)
    cast.blanks(10)
    job = cards.print_cards(cards=[card], printer=cast.printer(), operator="tono", at=LATER)[0]
    cards.settle(job=job, outcome="printed", by="tono", at=LATER)
    delivery.pack(cards=list(delivery.waiting_cards()), seal="S1", courier="Ujang", by="tono", at=LATER)


def _reason(nik: str) -> dict[str, str]:
    return {"code": "K101", "id": f"NIK {nik} salah.", "en": f"NIK {nik} is wrong."}


def _privacy(name: ListName) -> tuple[PersonRequest, Incident]:
    asked = Asked("access", Nik(name.nik), name.name, "self", "card")
    taken = take_request(asked=asked, asked_at=LATER, by="dpo", at=LATER)
    told = {"title": "Lembar tertinggal", "what": "Lembar perjalanan tertinggal.", "data": ["nik"]}
    incident = open_incident(told=told, by="dpo", at=LATER)
    add_person(incident=incident, nik=Nik(name.nik), by="dpo", at=LATER)
    return taken, incident
