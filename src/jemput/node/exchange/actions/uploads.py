"""Packets that are still arriving: tus 1.0, head first, resumable by byte offset, kept as they come.

How much of a packet is here is the size of its file, and whose it is stands in the file's own head: no row
is written before the packet is in custody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.custody import Delivery, admit, alarm, take_in
from jemput.node.exchange.errors import (
    BadUpload,
    ChecksumDiffers,
    NoSuchUpload,
    OffsetDiffers,
    PacketConflict,
    PacketRefused,
)
from jemput.node.exchange.identity import Me
from jemput.node.exchange.incoming import PIECE, Incoming
from jemput.node.exchange.models import Peer, ReceivedPacket, arriving_dir
from jemput.node.exchange.states import Route
from jemput.node.exchange.storage import Growing, Overtaken
from jemput.node.ledger.actions import record
from jemput.packet.envelope import FileCheck, head_bytes, packet_size, read_head
from jemput.packet.manifest import SignedManifest


@dataclass(frozen=True)
class Progress:
    """How much of a packet is here; `receipt` once all of it is in our custody."""

    packet_id: UUID
    offset: int
    size: int
    receipt: str = ""


def part_of(packet_id: UUID, deliverer_id: str) -> Path:
    """The file that grows while a packet arrives from one node."""
    return arriving_dir() / f"{packet_id}.{deliverer_id}.part"


def begin(*, signed: SignedManifest, size: int, body: Incoming, delivery: Delivery, mine: Me) -> Progress:
    """Admit a packet by its manifest and take what the body brings of it after its head.

    A known one has its receipt. What is here already of one that was begun before is passed over.
    """
    if size != packet_size(signed):
        raise BadUpload(reason="Upload-Length")
    known = admit(signed=signed, delivery=delivery, mine=mine)
    if known is not None:
        return _received(known)
    path, head = part_of(signed.manifest.packet_id, delivery.deliverer.id), head_bytes(signed)
    by_its_kit = delivery.deliverer == delivery.origin and body.size == size
    with Growing(path) as file:
        anew = _lay_head(file, signed, delivery)
        check = FileCheck(signed, sha256=body.sha256 if by_its_kit else "") if anew else None
        body.skip(file.offset - len(head))
        body.hashes = body.hashes and check is None
        return _take(file, body, check, delivery, mine, size)


def progress(*, packet_id: UUID, deliverer: Peer) -> Progress:
    """How far an upload is; raises NoSuchUpload."""
    known = ReceivedPacket.objects.filter(packet_id=packet_id, deliverer=deliverer).first()
    if known is not None:
        return _received(known)
    path = part_of(packet_id, deliverer.id)
    signed = begun(path)
    return Progress(packet_id, path.stat().st_size, packet_size(signed))


def go_on(
    *, packet_id: UUID, offset: int, body: Incoming, deliverer: Peer, mine: Me, at: datetime
) -> Progress:
    """Append the body at `offset`; the last one (an empty one again after a full disk) completes the packet.

    Whatever arrives before the line is cut stays. Raises OffsetDiffers with the offset that counts,
    NoSuchUpload, BadUpload, ChecksumDiffers for a body that is not what was signed, and what `take_in`
    raises.
    """
    now = progress(packet_id=packet_id, deliverer=deliverer)
    if now.receipt:
        return now
    path = part_of(packet_id, deliverer.id)
    origin = Peer.objects.get(id=begun(path).manifest.kit_id)
    delivery = Delivery(origin, deliverer, Route.NETWORK, at)
    with Growing(path) as file:
        if file.offset != offset:
            raise OffsetDiffers(offset=file.offset)
        if offset + body.size > now.size:
            raise BadUpload(reason="size")
        return _take(file, body, None, delivery, mine, now.size)


def begun(path: Path) -> SignedManifest:
    """The head of a packet that is arriving; raises NoSuchUpload where not even that is here whole."""
    try:
        with path.open("rb") as file:
            return read_head(file)
    except (OSError, Problem) as error:
        raise NoSuchUpload(packet_id=path.name.partition(".")[0]) from error


def _take(
    file: Growing, body: Incoming, check: FileCheck | None, delivery: Delivery, mine: Me, size: int
) -> Progress:
    packet_id = UUID(file.path.name.partition(".")[0])
    try:
        _pour(body, file, check)
        if file.offset < size:
            return Progress(packet_id, file.offset, size)
        with file.at_its_end():
            return _received(take_in(file=file.path, delivery=delivery, mine=mine, check=check))
    except Overtaken:
        return progress(packet_id=packet_id, deliverer=delivery.deliverer)
    except PacketRefused as problem:
        _forget(file.path, packet_id, problem, delivery)
        raise


def _lay_head(file: Growing, signed: SignedManifest, delivery: Delivery) -> bool:
    """Begin the file with the packet's head; whether nothing of the packet was here yet."""
    head = head_bytes(signed)
    if file.head(len(head)) == head:
        return file.offset == len(head)
    if file.offset and _is_genuine(file.path, delivery):
        problem = PacketConflict(packet_id=signed.manifest.packet_id)
        alarm(problem=problem, manifest=signed.manifest, delivery=delivery)
    file.take_back(0)
    file.append(head)
    return True


def _is_genuine(path: Path, delivery: Delivery) -> bool:
    """Whether a packet's head stands in the file, and not what a power cut left of one."""
    try:
        begun(path).verify(delivery.origin.verify_key)
    except Problem:
        return False
    return True


def _pour(body: Incoming, file: Growing, check: FileCheck | None) -> None:
    """Let the file grow by what comes; a whole body that is not what was signed is taken back."""
    start = file.offset
    while piece := body.read(PIECE):
        file.append(piece)
        if check:
            check.feed(piece)
    if body.left or not body.size:
        return
    if check and (check.is_damaged or check.sha256 != body.sha256):
        is_as_sent = file.sha256(0) == body.sha256
    else:
        is_as_sent = not body.hashes or body.digest == body.sha256
    if not is_as_sent:
        file.take_back(start)
        raise ChecksumDiffers


def _forget(path: Path, packet_id: UUID, problem: PacketRefused, delivery: Delivery) -> None:
    """What arrived damaged cannot be mended by more of it: start anew, and let people know."""
    path.unlink(missing_ok=True)
    details = {"code": problem.code, "reason": str(problem.params["reason"])}
    subject = f"packet:{packet_id}"
    record(action="packet.refuse", subject=subject, by=delivery.deliverer.id, at=delivery.at, details=details)


def _received(packet: ReceivedPacket) -> Progress:
    return Progress(packet.packet_id, packet.size, packet.size, packet.receipt)
