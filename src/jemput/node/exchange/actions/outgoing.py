"""Our own packets on their way up: queued durably, acknowledged by a verified receipt, only then deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange import storage
from jemput.node.exchange.models import OutgoingPacket, ReceivedPacket
from jemput.node.exchange.rules import pause
from jemput.node.exchange.states import PACKET, Custody, PacketEvent, Route
from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance
from jemput.packet.envelope import SealedPacket
from jemput.packet.keys import VerifyKey
from jemput.packet.receipts import Receipt, read_receipt, require_match

FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=48)
"""With the quarter that is left to chance never more than an hour."""


@dataclass(frozen=True)
class Link:
    """The next place in a kit's chain: its number, and the hash of the manifest before it."""

    sequence: int
    previous: str | None


@transaction.atomic
def seal_next(*, kit_id: str, seal: Callable[[Link], SealedPacket], by: str, at: datetime) -> OutgoingPacket:
    """Seal the next packet of this kit's chain and queue it, all or nothing.

    `seal` gets the link and returns the packet. The file is safely on disk before the row is; call it inside
    the transaction that closes the encounter. Raises DiskFull.
    """
    last = OutgoingPacket.objects.filter(kit_id=kit_id).order_by("-sequence").first()
    link = Link(last.sequence + 1, last.manifest_sha256) if last else Link(1, None)
    packet = seal(link)
    manifest = packet.manifest
    path = settings.JEMPUT.packets_dir / kit_id / f"{manifest.packet_id}.jemput"
    storage.write(path, packet.content)
    queued = OutgoingPacket.objects.create(
        packet_id=manifest.packet_id,
        kit_id=kit_id,
        sequence=manifest.sequence,
        previous=manifest.previous or "",
        manifest_sha256=packet.signed.sha256,
        sha256=packet.sha256,
        size=len(packet.content),
        file=path.relative_to(settings.JEMPUT.data_dir).as_posix(),
        queued_at=at,
        next_try_at=at,
    )
    _told(queued, "seal", by=by, at=at, sequence=queued.sequence, sha256=queued.sha256)
    return queued


@transaction.atomic
def pass_on(*, packet: ReceivedPacket, by: str, at: datetime) -> OutgoingPacket:
    """Queue a received packet, the same file, for the node above; passing it on again changes nothing."""
    queued, created = OutgoingPacket.objects.get_or_create(
        packet_id=packet.packet_id,
        defaults={
            "kit_id": packet.peer_id,
            "sequence": packet.sequence,
            "previous": packet.previous,
            "manifest_sha256": packet.manifest_sha256,
            "sha256": packet.sha256,
            "size": packet.size,
            "file": packet.file,
            "queued_at": at,
            "next_try_at": at,
        },
    )
    if created:
        _told(queued, "pass_on", by=by, at=at)
    return queued


@transaction.atomic
def mark_sent(*, packet: OutgoingPacket, route: Route, by: str, at: datetime) -> None:
    """Note that a packet is on its way, over the network or on a stick."""
    packet.route = route.value
    packet.save(update_fields=["route"])
    advance(packet, PacketEvent.SEND, table=PACKET, by=by, at=at, details={"route": route.value})


@transaction.atomic
def note_problem(*, packet: OutgoingPacket, problem: Problem, at: datetime) -> None:
    """Keep why a packet did not get through and when to try again; it waits, the others go on."""
    rest = pause(
        first=FIRST_PAUSE, longest=LONGEST_PAUSE, failures=packet.attempts, salt=f"{packet.packet_id}"
    )
    packet.attempts += 1
    packet.next_try_at = at + rest
    packet.last_problem = f"{problem.code} {problem.text()}"[:500]
    packet.save(update_fields=["attempts", "next_try_at", "last_problem"])


@transaction.atomic
def try_again(*, packet: OutgoingPacket, by: str, at: datetime) -> None:
    """A person asks to send a packet now; one believed to be on a stick waits for the network again."""
    packet.next_try_at = at
    packet.save(update_fields=["next_try_at"])
    if packet.state == Custody.SENT:
        advance(packet, PacketEvent.RETURN, table=PACKET, by=by, at=at)


def acknowledge(*, receipt_text: str | bytes, key: VerifyKey, by: str, at: datetime) -> OutgoingPacket | None:
    """Verify a receipt and let go of its packet; None for a packet that is not ours.

    Raises what `read_receipt` raises, and BadRecord for a genuine receipt of other bytes.
    """
    receipt = read_receipt(receipt_text, key=key)
    with transaction.atomic():
        packet = OutgoingPacket.objects.select_for_update().filter(packet_id=receipt.packet_id).first()
        if packet is None:
            return None
        require_match(receipt, sha256=packet.sha256, size=packet.size)
        if packet.state != Custody.ACKNOWLEDGED:
            _write_acknowledged(packet, receipt, receipt_text, by=by, at=at)
    return purge(packet=packet, by=by, at=at)


def purge(*, packet: OutgoingPacket, by: str, at: datetime) -> OutgoingPacket:
    """Delete the file of an acknowledged packet; the row, its hashes and its receipt stay."""
    if packet.state != Custody.ACKNOWLEDGED or packet.purged_at is not None:
        return packet
    with transaction.atomic():
        packet.purged_at = at
        packet.save(update_fields=["purged_at"])
        ReceivedPacket.objects.filter(file=packet.file).update(purged_at=at)
        _told(packet, "purge", by=by, at=at)
        announce(topic="packet.purged", subject=packet.id_text, payload={"kit_id": packet.kit_id}, at=at)
        # Last: a failed commit leaves a row that still has its file; the sweeper takes a file without one.
        transaction.on_commit(lambda: packet.path.unlink(missing_ok=True))
    return packet


def _write_acknowledged(
    packet: OutgoingPacket, receipt: Receipt, text: str | bytes, *, by: str, at: datetime
) -> None:
    packet.receipt = text.strip() if isinstance(text, str) else text.decode("utf-8").strip()
    packet.acknowledged_at = at
    packet.last_problem = ""
    packet.save(update_fields=["receipt", "acknowledged_at", "last_problem"])
    details = {"receiver": receipt.receiver_id, "received_at": receipt.received_at.isoformat()}
    advance(packet, PacketEvent.ACKNOWLEDGE, table=PACKET, by=by, at=at, details=details)
    payload = {"kit_id": packet.kit_id, "receiver": receipt.receiver_id, "route": packet.route}
    announce(topic="packet.acknowledged", subject=packet.id_text, payload=payload, at=at)


def _told(packet: OutgoingPacket, verb: str, *, by: str, at: datetime, **details: object) -> None:
    subject = f"packet:{packet.id_text}"
    record(action=f"packet.{verb}", subject=subject, by=by, at=at, details={"kit": packet.kit_id, **details})
