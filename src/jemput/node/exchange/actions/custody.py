"""Packets into our custody: checked, put safely on disk, written down, and only then acknowledged.

Statements that run for every packet are written out: to build one anew costs more than to run it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange import storage
from jemput.node.exchange.errors import DiskFull, PacketConflict, PacketRefused, SealedToOthers, SequenceTaken
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import Parent, Peer, ReceivedPacket
from jemput.node.exchange.states import Route
from jemput.node.ledger.actions import announce, record
from jemput.packet.envelope import FileCheck, FileDigest, check_file
from jemput.packet.manifest import Manifest, Part, SignedManifest
from jemput.packet.receipts import Receipt, sign_receipt


@dataclass(frozen=True)
class Delivery:
    """Who brings a packet of whom, on which way, and when."""

    origin: Peer
    deliverer: Peer
    route: Route
    at: datetime


def admit(*, signed: SignedManifest, delivery: Delivery, mine: Me) -> ReceivedPacket | None:
    """Decide by the manifest alone whether we want a packet; return the one we have where we have it.

    Raises BadSignature, UnknownKey, SealedToOthers; PacketConflict or SequenceTaken after an alarm. The
    database decides again when the packet is complete: this only spares the sender the bytes.
    """
    signed.verify(delivery.origin.verify_key)
    manifest = signed.manifest
    found = {one.packet_id: one for one in _like(manifest, delivery.origin)}
    known = found.get(manifest.packet_id)
    if known is not None:
        if known.manifest_sha256 != signed.sha256:
            alarm(problem=PacketConflict(packet_id=manifest.packet_id), manifest=manifest, delivery=delivery)
        return known
    require_ours(manifest, mine=mine)
    if found:
        clash = SequenceTaken(sequence=manifest.sequence, kit_id=manifest.kit_id)
        alarm(problem=clash, manifest=manifest, delivery=delivery)
    return None


def _like(manifest: Manifest, origin: Peer) -> Iterable[ReceivedPacket]:
    """What has the packet's number, or its place in its kit's chain."""
    asked = "SELECT * FROM exchange_receivedpacket WHERE packet_id = %s OR (peer_id = %s AND sequence = %s)"
    number = ReceivedPacket._meta.get_field("packet_id").get_db_prep_value(manifest.packet_id, connection)
    return ReceivedPacket.objects.raw(asked, [number, origin.id, manifest.sequence])


def require_ours(manifest: Manifest, *, mine: Me) -> None:
    """Raise SealedToOthers for what we, or the center we know, could never open.

    Taking such a packet would let its kit delete the only copy that the right office could still ask for.
    """
    facts, biometrics = manifest.part(Part.FACTS), manifest.part(Part.BIOMETRICS)
    if not mine.sealing_ids & set(facts.recipients):
        raise SealedToOthers(part=Part.FACTS, key_id=" ".join(facts.recipients))
    asked = "SELECT * FROM exchange_parent WHERE center_sealing_key <> '' ORDER BY id LIMIT 1"
    above = next(iter(Parent.objects.raw(asked)), None)
    if biometrics.recipients[0] not in (above.center_key_ids if above else mine.sealing_ids):
        raise SealedToOthers(part=Part.BIOMETRICS, key_id=biometrics.recipients[0])


def take_in(*, file: Path, delivery: Delivery, mine: Me, check: FileCheck | None = None) -> ReceivedPacket:
    """Take a complete file into custody and return it with its signed receipt; the file is moved.

    `check` has seen every byte of the file as it was written; without it the file is read.

    Order: check, file sync, rename, folder sync, database commit; the receipt leaves only after that. A
    repeat of what we have returns what we have. Raises PacketRefused, DiskFull, PacketConflict,
    SequenceTaken. Where the disk is full, nothing is acknowledged and the sender still has it all.
    """
    signed, digest = _checked(file, delivery, check)
    manifest = signed.manifest
    name = f"{manifest.packet_id}.{digest.sha256[:16]}.jemput"
    path = settings.JEMPUT.packets_dir / delivery.origin.id / name
    storage.settle(file, path)
    row = _row(signed, digest, path, delivery, mine)
    try:
        return _write_down(row, delivery)
    except IntegrityError:
        return _what_we_have(row, signed, delivery)
    except OperationalError as error:
        path.replace(file)
        if "full" in str(error):
            raise DiskFull from error
        raise


def alarm(*, problem: Problem, manifest: Manifest, delivery: Delivery) -> NoReturn:
    """Write down that something is wrong with a kit, tell people, and raise the problem."""
    details = {"code": problem.code, "packet": str(manifest.packet_id), "deliverer": delivery.deliverer.id}
    with transaction.atomic():
        subject = f"peer:{delivery.origin.id}"
        record(
            action="packet.alarm", subject=subject, by=delivery.deliverer.id, at=delivery.at, details=details
        )
        announce(topic="packet.alarm", subject=delivery.origin.id, payload=details, at=delivery.at)
    raise problem


def _checked(file: Path, delivery: Delivery, check: FileCheck | None) -> tuple[SignedManifest, FileDigest]:
    try:
        if check is not None:
            return check.signed, check.finish()
        with file.open("rb") as stream:
            return check_file(stream, key=delivery.origin.verify_key)
    except Problem as problem:
        raise PacketRefused(packet_id=file.name.partition(".")[0], reason=problem.text()) from problem


def _row(
    signed: SignedManifest, digest: FileDigest, path: Path, delivery: Delivery, mine: Me
) -> ReceivedPacket:
    manifest = signed.manifest
    receipt = Receipt(
        version=1,
        packet_id=manifest.packet_id,
        kit_id=manifest.kit_id,
        sequence=manifest.sequence,
        sha256=digest.sha256,
        size=digest.size,
        received_at=delivery.at,
        receiver_id=mine.node_id,
    )
    return ReceivedPacket(
        packet_id=manifest.packet_id,
        peer=delivery.origin,
        deliverer=delivery.deliverer,
        sequence=manifest.sequence,
        previous=manifest.previous or "",
        manifest_sha256=signed.sha256,
        sha256=digest.sha256,
        size=digest.size,
        file=path.relative_to(settings.JEMPUT.data_dir).as_posix(),
        route=delivery.route,
        receipt=sign_receipt(receipt, key=mine.signing).text,
        received_at=delivery.at,
    )


@transaction.atomic
def _write_down(row: ReceivedPacket, delivery: Delivery) -> ReceivedPacket:
    row.save(force_insert=True)
    details = {"kit": row.peer_id, "sequence": row.sequence, "sha256": row.sha256, "route": row.route}
    subject = f"packet:{row.packet_id}"
    record(
        action="packet.receive", subject=subject, by=delivery.deliverer.id, at=delivery.at, details=details
    )
    payload = {"packet_id": str(row.packet_id), "kit_id": row.peer_id, "deliverer": row.deliverer_id}
    announce(topic="packet.received", subject=str(row.packet_id), payload=payload, at=delivery.at)
    if _chain_breaks(row):
        record(action="packet.chain_broken", subject=subject, by=row.peer_id, at=delivery.at, details=details)
        announce(
            topic="packet.alarm", subject=row.peer_id, payload={**payload, "code": "chain"}, at=delivery.at
        )
    return row


def _chain_breaks(row: ReceivedPacket) -> bool:
    """Whether a neighbor in the chain is another than the manifest says; a person looks, we keep all."""
    asked = (
        "SELECT sequence, previous, manifest_sha256 FROM exchange_receivedpacket "
        "WHERE peer_id = %s AND sequence IN (%s, %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [row.peer_id, row.sequence - 1, row.sequence + 1])
        return any(
            manifest_sha256 != row.previous if sequence < row.sequence else previous != row.manifest_sha256
            for sequence, previous, manifest_sha256 in cursor.fetchall()
        )


def _what_we_have(row: ReceivedPacket, signed: SignedManifest, delivery: Delivery) -> ReceivedPacket:
    """The database refused a second one: return the first where it is the same, else drop ours and alarm."""
    known = ReceivedPacket.objects.filter(packet_id=row.packet_id).first()
    if known is not None and known.sha256 == row.sha256:
        if known.purged_at is not None:
            row.path.unlink(missing_ok=True)
        return known
    row.path.unlink(missing_ok=True)
    problem: Problem = PacketConflict(packet_id=row.packet_id)
    if known is None:
        problem = SequenceTaken(sequence=row.sequence, kit_id=row.peer_id)
    alarm(problem=problem, manifest=signed.manifest, delivery=delivery)
