"""Sends our packets up, each on its own: one that is refused never holds up another."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import BinaryIO

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.outgoing import acknowledge, mark_sent, note_problem
from jemput.node.exchange.client.link import Answer, Link, refusal
from jemput.node.exchange.errors import (
    FileGone,
    NotApproved,
    OffsetDiffers,
    PacketRefused,
    ParentRefused,
    ParentUnreachable,
    Replayed,
    Revoked,
    UnknownPeer,
)
from jemput.node.exchange.introducing import introduction_of
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.exchange.states import UNSENT, Custody, Route
from jemput.node.exchange.wire import CHUNK_TYPE, INTRODUCTION_HEADER, RECEIPT_HEADER, TUS_VERSION
from jemput.packet.envelope import head_bytes, read_head
from jemput.packet.errors import BadSignature, ClockDiffers

SMALLEST_CHUNK, FIRST_CHUNK, LARGEST_CHUNK = 16 * 1024, 128 * 1024, 1024 * 1024
STEP = 8 * 1024
AT_ONCE = 500
TRIES = 4
"""How often in a row a chunk may fail before the network is called away."""

_STOPPING = {UnknownPeer.code, NotApproved.code, Revoked.code, ClockDiffers.code}
_ANOTHER_TRY = {"", OffsetDiffers.code, BadSignature.code, Replayed.code}
"""No answer, another offset, or a chunk that the way damaged or doubled."""


@dataclass(frozen=True)
class Pushed:
    """What one push did; `bytes_sent` counts chunks that had to be sent again, too."""

    acknowledged: int = 0
    refused: int = 0
    bytes_sent: int = 0


@dataclass
class Pace:
    """The chunk size that a link bears: doubled until it first cuts, then halved and grown by small steps."""

    chunk_bytes: int = FIRST_CHUNK
    was_cut: bool = False

    def went_well(self) -> None:
        """A chunk arrived."""
        grown = self.chunk_bytes + STEP if self.was_cut else self.chunk_bytes * 2
        self.chunk_bytes = min(LARGEST_CHUNK, grown)

    def went_wrong(self) -> None:
        """A chunk did not."""
        self.was_cut = True
        self.chunk_bytes = max(SMALLEST_CHUNK, self.chunk_bytes // 2)


@dataclass
class Sender:
    """One push: how much the link bears at once, and what was sent."""

    link: Link
    above: Parent
    pace: Pace = field(default_factory=Pace)
    bytes_sent: int = 0

    def send(self, packet: OutgoingPacket) -> None:
        """Bring one packet up from wherever it stopped and let go of it with its receipt."""
        with _opened(packet) as file:
            signed = read_head(file)
            head = head_bytes(signed)
            answer = self._begin(packet, head)
            if packet.state == Custody.WAITING and not _receipt(answer):
                mark_sent(packet=packet, route=Route.NETWORK, by=self.link.mine.node_id, at=self.link.now)
            receipt = _receipt(answer) or self._chunks(packet, _offset(answer))
        acknowledge(
            receipt_text=receipt, key=self.above.verify_key, by=self.link.mine.node_id, at=self.link.now
        )

    def _begin(self, packet: OutgoingPacket, head: bytes) -> Answer:
        headers = {**_TUS, "Upload-Length": str(packet.size)}
        introduction = introduction_of(packet.kit_id, mine=self.link.mine, at=self.link.now)
        if introduction is not None:
            text = base64.b64encode(introduction.text.encode("utf-8")).decode("ascii")
            headers[INTRODUCTION_HEADER] = text
        self.bytes_sent += len(head)
        return self.link.ask("POST", "/exchange/packets", body=head, headers=headers)

    def _chunks(self, packet: OutgoingPacket, offset: int) -> bytes:
        """Send from `offset` on; the receiver's offset always counts, ours never."""
        path, failures = f"/exchange/packets/{packet.id_text}", 0
        while failures < TRIES:
            chunk = _read(packet, offset, self.pace.chunk_bytes)
            self.bytes_sent += len(chunk)
            try:
                headers = {**_TUS, "Upload-Offset": str(offset)}
                answer = self.link.ask("PATCH", path, body=chunk, headers=headers)
                self.pace.went_well()
            except (ParentUnreachable, ParentRefused) as problem:
                if refusal(problem) not in _ANOTHER_TRY:
                    raise
                self.pace.went_wrong()
                answer = self.link.ask("HEAD", path, headers=_TUS)
            if receipt := _receipt(answer):
                return receipt
            failures = 0 if _offset(answer) > offset else failures + 1
            offset = _offset(answer)
        raise ParentUnreachable(url=self.link.url)


_TUS = {"Tus-Resumable": TUS_VERSION, "Content-Type": CHUNK_TYPE}


def push(link: Link, above: Parent) -> Pushed:
    """Send all that is due, oldest first; a refused one waits and the next goes on.

    Raises ParentUnreachable, or ParentRefused where the one above refuses us and not a packet.
    """
    acknowledged = refused = 0
    sender = Sender(link, above)
    for packet in _due(link):
        try:
            sender.send(packet)
            acknowledged += 1
        except ParentUnreachable:
            raise
        except Problem as problem:
            note_problem(packet=packet, problem=_at_fault(packet, problem), at=link.now)
            if refusal(problem) in _STOPPING:
                raise
            refused += 1
    return Pushed(acknowledged, refused, sender.bytes_sent)


def _due(link: Link) -> list[OutgoingPacket]:
    unsent = OutgoingPacket.objects.filter(state__in=UNSENT, next_try_at__lte=link.now)
    return list(unsent.order_by("queued_at", "kit_id", "sequence")[:AT_ONCE])


def _at_fault(packet: OutgoingPacket, problem: Problem) -> Problem:
    """Where the receiver found it damaged, look whether our own file already is."""
    if refusal(problem) != PacketRefused.code or _is_whole(packet):
        return problem
    return FileGone(packet_id=packet.packet_id)


def _is_whole(packet: OutgoingPacket) -> bool:
    with packet.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == packet.sha256


def _opened(packet: OutgoingPacket) -> BinaryIO:
    try:
        return packet.path.open("rb")
    except OSError as error:
        raise FileGone(packet_id=packet.packet_id) from error


def _read(packet: OutgoingPacket, offset: int, size: int) -> bytes:
    with _opened(packet) as file:
        file.seek(offset)
        return file.read(size)


def _offset(answer: Answer) -> int:
    text = answer.response.headers.get("Upload-Offset", "")
    if not text.isdigit():
        raise ParentUnreachable(url=str(answer.response.url))
    return int(text)


def _receipt(answer: Answer) -> bytes:
    try:
        return base64.b64decode(answer.response.headers.get(RECEIPT_HEADER, ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ParentUnreachable(url=str(answer.response.url)) from error
