"""Packets that are still arriving: tus 1.0, manifest first, resumable by byte offset."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from jemput.node.exchange import storage
from jemput.node.exchange.actions.custody import Delivery, admit, alarm, take_in
from jemput.node.exchange.errors import (
    BadUpload,
    NoSuchUpload,
    OffsetDiffers,
    PacketConflict,
    PacketRefused,
)
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import Peer, ReceivedPacket, Upload
from jemput.node.ledger.actions import record
from jemput.packet.envelope import head_bytes, packet_size, read_head
from jemput.packet.manifest import SignedManifest


@dataclass(frozen=True)
class Progress:
    """How much of a packet is here; `receipt` once all of it is in our custody."""

    packet_id: UUID
    offset: int
    size: int
    receipt: str = ""


def read_whole_head(body: bytes) -> SignedManifest:
    """The manifest in a creation request, whose body is the packet's head and nothing else."""
    signed = read_head(body)
    if head_bytes(signed) != body:
        raise BadUpload(reason="head")
    return signed


def begin(*, signed: SignedManifest, size: int, delivery: Delivery, mine: Me) -> Progress:
    """Admit a packet by its manifest and start, or go on with, its upload; a known one has its receipt."""
    if size != packet_size(signed):
        raise BadUpload(reason="Upload-Length")
    known = admit(signed=signed, delivery=delivery, mine=mine)
    if known is not None:
        return _received(known)
    upload, _ = Upload.objects.get_or_create(
        packet_id=signed.manifest.packet_id,
        deliverer=delivery.deliverer,
        defaults={
            "origin": delivery.origin,
            "manifest_sha256": signed.sha256,
            "size": size,
            "began_at": delivery.at,
        },
    )
    if upload.manifest_sha256 != signed.sha256:
        problem = PacketConflict(packet_id=upload.packet_id)
        alarm(problem=problem, manifest=signed.manifest, delivery=delivery)
    head = head_bytes(signed)
    if upload.offset < len(head):
        storage.append(upload.path, head, offset=0)
    return Progress(upload.packet_id, upload.offset, size)


def progress(*, packet_id: UUID, deliverer: Peer) -> Progress:
    """How far an upload is; raises NoSuchUpload."""
    known = ReceivedPacket.objects.filter(packet_id=packet_id, deliverer=deliverer).first()
    if known is not None:
        return _received(known)
    upload = Upload.objects.filter(packet_id=packet_id, deliverer=deliverer).first()
    if upload is None:
        raise NoSuchUpload(packet_id=packet_id)
    return Progress(packet_id, upload.offset, upload.size)


def go_on(*, packet_id: UUID, offset: int, chunk: bytes, delivery: Delivery, mine: Me) -> Progress:
    """Append a chunk at `offset`; the last one (an empty one again after a full disk) completes the packet.

    Raises OffsetDiffers with the offset that counts, NoSuchUpload, BadUpload, and what `take_in` raises.
    """
    now = progress(packet_id=packet_id, deliverer=delivery.deliverer)
    if now.receipt:
        return now
    upload = _append(packet_id, offset, chunk, delivery.deliverer)
    if upload.offset < upload.size:
        return Progress(packet_id, upload.offset, upload.size)
    try:
        taken = take_in(file=upload.path, delivery=_from_origin(upload, delivery), mine=mine)
    except PacketRefused as problem:
        _forget(upload, problem, delivery)
        raise
    upload.delete()
    return _received(taken)


@transaction.atomic
def _append(packet_id: UUID, offset: int, chunk: bytes, deliverer: Peer) -> Upload:
    """The row's lock keeps two requests from writing into one file at once."""
    upload = Upload.objects.select_for_update().filter(packet_id=packet_id, deliverer=deliverer).first()
    if upload is None:
        raise NoSuchUpload(packet_id=packet_id)
    if upload.offset != offset:
        raise OffsetDiffers(offset=upload.offset)
    if offset + len(chunk) > upload.size:
        raise BadUpload(reason="size")
    if chunk:
        storage.append(upload.path, chunk, offset=offset)
    return upload


@transaction.atomic
def _forget(upload: Upload, problem: PacketRefused, delivery: Delivery) -> None:
    """What arrived damaged cannot be mended by more of it: start anew, and let people know."""
    upload.path.unlink(missing_ok=True)
    details = {"code": problem.code, "reason": str(problem.params["reason"])}
    subject = f"packet:{upload.packet_id}"
    record(action="packet.refuse", subject=subject, by=delivery.deliverer.id, at=delivery.at, details=details)
    upload.delete()


def _from_origin(upload: Upload, delivery: Delivery) -> Delivery:
    return Delivery(upload.origin, delivery.deliverer, delivery.route, delivery.at)


def _received(packet: ReceivedPacket) -> Progress:
    return Progress(packet.packet_id, packet.size, packet.size, packet.receipt)
