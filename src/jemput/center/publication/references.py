"""Releases the enrolled fingers of one print-ready person to the one kit that hands over the card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from jemput.biometrics.person import PersonTemplate
from jemput.center.identities.models import Record
from jemput.center.publication.errors import NoSuchRecord
from jemput.center.publication.models import StatusEvent
from jemput.kernel.statuses import NationalStatus
from jemput.node.exchange.actions.feed import publish
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import ReferenceMessage
from jemput.node.exchange.models import FeedEntry, Peer
from jemput.node.ledger.actions import record
from jemput.packet.letters import reference_question, write_letter
from jemput.packet.texts import to_base64url

MOST_FINGERS = 4
"""A kit that compares one finger with one needs a second and a third try, not ten fingers of anybody."""
RELEASED = frozenset(
    {NationalStatus.PRINT_READY_RECORD, NationalStatus.CARD_PRINTED, NationalStatus.CARD_SHIPPED}
)


@transaction.atomic
def release_reference(*, packet_id: UUID, kit: Peer, office: Peer, by: str, at: datetime) -> FeedEntry:
    """Seal the best fingers of a record to a kit, and put the letter on the feed of the kit's office.

    Only the office that brought the packet may ask, and only for a person whose card may exist. Raises
    NoSuchRecord.
    """
    kept = printable_record(packet_id, office)
    letter = write_letter(
        best_fingers(PersonTemplate.from_bytes(bytes(kept.template))).to_bytes(),
        reader=kit.public_sealing_key,
        question=reference_question(packet_id),
        key=me().signing,
    )
    details = {"kit": kit.id, "office": office.id}
    record(action="reference.released", subject=str(packet_id), by=by, at=at, details=details)
    message = ReferenceMessage(packet_id, kit.id, to_base64url(letter))
    return publish(scope=office.id, message=message, at=at)


def printable_record(packet_id: UUID, office: Peer) -> Record:
    """The record of a packet of this office, of a person whose card may exist; raises NoSuchRecord."""
    brought = Record.objects.filter(packet_id=packet_id, arrival__packet__deliverer_id=office.id)
    kept = brought.select_related("arrival__packet__peer").first()
    latest = StatusEvent.objects.filter(arrival__packet_id=packet_id).first()
    if kept is None or latest is None or NationalStatus(latest.status) not in RELEASED:
        raise NoSuchRecord(packet_id=packet_id)
    return kept


def best_fingers(template: PersonTemplate) -> PersonTemplate:
    """The few fingers of the best quality, and neither irises nor face."""
    ranked = sorted(template.fingers.items(), key=lambda held: (-held[1].quality, int(held[0])))
    return PersonTemplate(dict(ranked[:MOST_FINGERS]))
