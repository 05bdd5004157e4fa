"""The only writers of persons and records."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.biometrics.person import PersonTemplate
from jemput.center.identities.models import Person, Record
from jemput.center.intake.models import Arrival
from jemput.node.ledger.actions import announce, record
from jemput.packet.facts import CHILD_PROFILES, Facts


@transaction.atomic
def keep_record(*, arrival: Arrival, facts: Facts, template: PersonTemplate, by: str, at: datetime) -> Record:
    """Keep what an opened packet says of one encounter, as a person of its own until shown otherwise.

    A child recorded for a KIA gives no fingers and no irises, and stands in no gallery.
    """
    kept = Record.objects.create(
        arrival=arrival,
        person=Person.objects.create(created_at=at),
        packet_id=arrival.packet.packet_id,
        nik=facts.nik,
        name=facts.name,
        sex=facts.sex,
        birth_date=facts.birth_date,
        village_code=facts.village_code,
        captured_at=facts.ended_at,
        profile=facts.profile,
        template=template.to_bytes(),
        in_gallery=facts.profile not in CHILD_PROFILES,
    )
    record(action="record.kept", subject=str(kept.packet_id), by=by, at=at)
    announce(topic="identities.kept", subject=str(kept.packet_id), payload={"record": kept.pk}, at=at)
    return kept


@transaction.atomic
def unite(*, probe: Record, reference: Record, by: str, at: datetime) -> None:
    """Two records are one body: the newer joins the person of the older and leaves the gallery."""
    probe.person = reference.person
    probe.in_gallery = False
    probe.save(update_fields=["person", "in_gallery"])
    details = {"with": str(reference.packet_id)}
    record(action="record.united", subject=str(probe.packet_id), by=by, at=at, details=details)
