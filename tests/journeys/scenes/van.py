"""A kit in a village without network: let in long ago, today's trip on it, a card to hand over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Finger
from jemput.kernel.ids import new_id
from jemput.kernel.nik import Sex
from jemput.kit.checkin.actions import keep_person, keep_trip
from jemput.kit.pickup import actions as pickup
from jemput.node.accounts.actions import add_account
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import (
    CardMessage,
    PersonMessage,
    ReferenceMessage,
    StopFacts,
    TripMessage,
)
from jemput.node.exchange.models import Parent
from jemput.packet.facts import Mode
from jemput.packet.introductions import Identity, Introduction, Kind, node_id_of, sign_introduction
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.letters import reference_question, write_letter
from jemput.packet.texts import to_base64url
from jemput.simulator.sampling import take
from jemput.simulator.subjects import Subject
from tests.journeys.cast import PASSWORD, SUNGAI_BULUH, Neighbor
from tests.journeys.scenes import identity_of, told_by
from tests.journeys.van import NO_NETWORK
from tests.journeys.villagers import AT_HOME, CARD, EXPECTED, RECORDED_BEFORE


def set_scene(*, office: dict[str, str]) -> dict[str, Any]:
    """Everything that the office told the kit before it left; return the kit, and the center's key it has."""
    at, center, center_key = timezone.now(), SigningKey.generate(), SealingKey.generate().public.text
    for username, role, name in (
        ("wayan", "operator", "Wayan Suarta"),
        ("maria", "supervisor", "Maria Lusia"),
    ):
        add_account(username=username, password=PASSWORD, role=role, full_name=name, by="test", at=at)
    _let_in(identity_of(office), center, center_key, at)
    trip = _trip(at)
    keep_trip(message=trip, by="office", at=at)
    for person in EXPECTED:
        keep_person(message=_told(trip, person), by="office", at=at)
    _bring_card(center, at)
    return {"kit": told_by(me().identity), "center_key": center_key}


def _let_in(office: Identity, center: SigningKey, center_key: str, at: datetime) -> None:
    keys = center.public.text, center_key
    identity = Identity(node_id_of(Kind.CENTER, center.public), Kind.CENTER, "Pusat", *keys)
    Parent.objects.create(
        url=NO_NETWORK,
        node_id=office.node_id,
        kind=Kind.OFFICE,
        name=office.name,
        signing_key=office.signing_key,
        sealing_key=office.sealing_key,
        center_id=identity.node_id,
        center_sealing_key=identity.sealing_key,
        center_introduction=sign_introduction(
            Introduction(1, identity, identity.node_id, at), key=center
        ).text,
        state="approved",
    )


def _trip(at: datetime) -> TripMessage:
    stop = StopFacts(
        stop_id=new_id(),
        number=1,
        place_name="Balai Desa Sungai Buluh",
        kind="village_office",
        village_code=SUNGAI_BULUH[0],
        village_name=SUNGAI_BULUH[1],
        lat=None,
        lng=None,
        mode=Mode.COLLECTIVE,
        starts="08:00",
        village_officer="Yohanes Jabu",
        expected_people=len(EXPECTED),
    )
    return TripMessage(
        trip_id=new_id(),
        name="Muara Bulian, hari 1",
        date=timezone.localdate(at),
        starts=None,
        ends=None,
        kit_id="kit-1",
        prints_cards=False,
        cancelled=False,
        crew=("Wayan", "Maria"),
        operators=("wayan", "maria"),
        stops=(stop,),
    )


def _told(trip: TripMessage, person: Neighbor) -> PersonMessage:
    code, village = person.village
    is_at_home = person in AT_HOME
    return PersonMessage(
        trip_id=trip.trip_id,
        stop_id=trip.stops[0].stop_id,
        list_name_id=new_id(),
        nik=person.nik,
        family_card=person.family_card,
        name=person.name,
        sex=Sex.MALE if person.sex == "L" else Sex.FEMALE,
        birth_place="BATANGHARI",
        birth_date=person.born,
        marital=1,
        address="DUSUN HILIR",
        rt="003",
        rw="001",
        village_code=code,
        village_name=village,
        mode=Mode.HOME_VISIT if is_at_home else Mode.COLLECTIVE,
        home_visit=is_at_home,
        national_status=RECORDED_BEFORE.get(person.nik),
        deactivated=False,
        summons_code="",
    )


def _bring_card(center: SigningKey, at: datetime) -> None:
    """A card from the office, and the owner's two index fingers from the center, sealed to this kit."""
    owner, packet = CARD.owner, uuid4()
    home = (owner.born, *owner.village)
    pickup.keep_card(
        message=CardMessage(CARD.number, packet, "20261101-1", owner.nik, owner.name, *home, withdrawn=False),
        by="office",
        at=at,
    )
    enrolled = {}
    for finger in (Finger.RIGHT_INDEX, Finger.LEFT_INDEX):
        touch = take(Subject(CARD.body, visit=3), finger, 1)
        enrolled[finger] = extract(touch.image, dpi=touch.dpi)
    letter = write_letter(
        PersonTemplate(enrolled).to_bytes(),
        reader=me().sealing.public,
        question=reference_question(packet),
        key=center,
    )
    message = ReferenceMessage(packet, me().node_id, to_base64url(letter))
    pickup.keep_reference(message=message, by="center", at=at)
