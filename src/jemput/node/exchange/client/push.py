"""Sends our packets up, each on its own: one that is refused never holds up another."""

from __future__ import annotations

import base64
import binascii
import hashlib
import time
from dataclasses import dataclass, field
from typing import BinaryIO

import httpx
from django.db.models import Q

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.outgoing import LONGEST_PAUSE, acknowledge, mark_sent, note_problem
from jemput.node.exchange.client.link import Answer, Link, Slice, refusal
from jemput.node.exchange.errors import (
    ChecksumDiffers,
    DiskFull,
    FileGone,
    NoSuchUpload,
    NotApproved,
    OffsetDiffers,
    PacketRefused,
    ParentRefused,
    ParentUnreachable,
    Revoked,
    UnknownPeer,
)
from jemput.node.exchange.introducing import introduction_of
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.exchange.states import UNSENT, Custody, Route
from jemput.node.exchange.wire import CHUNK_TYPE, INTRODUCTION_HEADER, RECEIPT_HEADER, TUS_VERSION
from jemput.packet.envelope import head_bytes, read_head
from jemput.packet.errors import ClockDiffers

SMALLEST_CHUNK, LARGEST_CHUNK = 16 * 1024, 4 * 1024 * 1024
STEP = 8 * 1024
AT_ONCE = 500
TRIES = 6
"""How often in a row nothing may get through before the network is called away."""

_STOPPING = {UnknownPeer.code, NotApproved.code, Revoked.code, ClockDiffers.code}
_ANOTHER_TRY = {"", OffsetDiffers.code, ChecksumDiffers.code}
"""No answer, another offset, or a body that the way damaged."""

_KEPT = {"", DiskFull.code}
"""After these the receiver may have kept some of what was sent."""


@dataclass(frozen=True)
class Pushed:
    """What one push did; `bytes_sent` counts what had to be sent again, too."""

    acknowledged: int = 0
    refused: int = 0
    bytes_sent: int = 0
    more: bool = False
    """Whether time ran out before all that was due had gone."""

    def __add__(self, other: Pushed) -> Pushed:
        return Pushed(
            self.acknowledged + other.acknowledged,
            self.refused + other.refused,
            self.bytes_sent + other.bytes_sent,
            other.more,
        )


@dataclass
class Pace:
    """How much one request may carry: all there is, unless somebody on the way keeps nothing of a cut one.

    Our own receiver keeps what arrives, so a cut costs it nothing; a proxy that first collects whole
    requests loses them, and then only small ones get through.
    """

    chunk_bytes: int = LARGEST_CHUNK
    lost_all: bool = False

    def went_well(self) -> None:
        """A request arrived whole."""
        grown = self.chunk_bytes + STEP if self.lost_all else LARGEST_CHUNK
        self.chunk_bytes = min(LARGEST_CHUNK, grown)

    def lost_everything(self) -> None:
        """Nothing was kept of a request."""
        self.lost_all = True
        self.chunk_bytes = max(SMALLEST_CHUNK, self.chunk_bytes // 4)


@dataclass
class Sender:
    """One push: how much the link bears at once, and what was sent."""

    link: Link
    above: Parent
    pace: Pace = field(default_factory=Pace)
    bytes_sent: int = 0

    def send(self, packet: OutgoingPacket) -> None:
        """Bring one packet up from wherever it stopped and let go of it with its receipt."""
        receipt = self._bring(packet, head_bytes_of(packet))
        acknowledge(
            receipt_text=receipt, key=self.above.verify_key, by=self.link.mine.node_id, at=self.link.now
        )

    def _bring(self, packet: OutgoingPacket, head: int) -> bytes:
        """Send until the receipt comes; the receiver's offset always counts, ours never."""
        failures = 0
        offset: int | None = None
        answer: Answer | None
        last = Problem()
        while failures < TRIES:
            try:
                answer = self._piece(packet, head, offset)
                self.pace.went_well()
            except (ParentUnreachable, ParentRefused) as problem:
                if refusal(problem) in _KEPT and not _never_left(problem):
                    self._note_sent(packet)
                if refusal(problem) not in _ANOTHER_TRY or _never_left(problem):
                    raise
                last = problem
                try:
                    answer = self._ask_offset(packet)
                except ParentUnreachable:  # the line died again, under the question
                    failures += 1
                    continue
            if answer and (receipt := _receipt(answer)):
                return receipt
            self._note_sent(packet)
            reached = _offset(answer) if answer else None
            if (reached or 0) > (offset or 0):
                failures = 0
            else:
                failures += 1
                self.pace.lost_everything()
            offset = reached
        raise last

    def _piece(self, packet: OutgoingPacket, head: int, offset: int | None) -> Answer:
        """The next request: what begins a packet here, or what follows `offset` of one that was begun."""
        if offset is not None:
            body = Slice(packet.path, offset, min(self.pace.chunk_bytes, packet.size - offset))
            headers = {**_TUS, "Upload-Offset": str(offset)}
            return self._upload("PATCH", _address(packet), body, headers)
        # Of a packet that was begun before, some may be there: then the head alone, to learn how much.
        most = self.pace.chunk_bytes if packet.state == Custody.WAITING else head
        body = Slice(packet.path, 0, max(head, min(most, packet.size)))
        if body.size == packet.size and body.sha256 != packet.sha256:
            raise FileGone(packet_id=packet.packet_id)
        headers = {**_TUS, "Upload-Length": str(packet.size)}
        introduction = introduction_of(packet.kit_id, mine=self.link.mine, at=self.link.now)
        if introduction is not None:
            text = base64.b64encode(introduction.text.encode("utf-8")).decode("ascii")
            headers[INTRODUCTION_HEADER] = text
        return self._upload("POST", "/exchange/packets", body, headers)

    def _upload(self, method: str, path: str, body: Slice, headers: dict[str, str]) -> Answer:
        try:
            return self.link.upload(method, path, body=body, headers=headers)
        finally:
            self.bytes_sent += body.sent

    def _ask_offset(self, packet: OutgoingPacket) -> Answer | None:
        """How much of a packet is there; None where not even its head is."""
        try:
            return self.link.ask("HEAD", _address(packet), headers=_TUS)
        except ParentRefused as problem:
            if refusal(problem) != NoSuchUpload.code:
                raise
            return None

    def _note_sent(self, packet: OutgoingPacket) -> None:
        if packet.state == Custody.WAITING:
            mark_sent(packet=packet, route=Route.NETWORK, by=self.link.mine.node_id, at=self.link.now)


_TUS = {"Tus-Resumable": TUS_VERSION, "Content-Type": CHUNK_TYPE}


def push(link: Link, above: Parent, *, seconds: float = float("inf")) -> Pushed:
    """Send what is due, oldest first, for about that long; a refused one waits and the next goes on.

    Raises ParentUnreachable, or ParentRefused where the one above refuses us and not a packet.
    """
    acknowledged = refused = 0
    sender, began = Sender(link, above), time.monotonic()
    for packet in _due(link):
        if time.monotonic() - began > seconds:
            return Pushed(acknowledged, refused, sender.bytes_sent, more=True)
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
    # A time far ahead was written by a clock that was wrong: it holds up nothing.
    due = Q(next_try_at__lte=link.now) | Q(next_try_at__gt=link.now + 2 * LONGEST_PAUSE)
    unsent = OutgoingPacket.objects.filter(due, state__in=UNSENT)
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


def head_bytes_of(packet: OutgoingPacket) -> int:
    """How many bytes the packet's head has; raises FileGone."""
    with _opened(packet) as file:
        return len(head_bytes(read_head(file)))


def _address(packet: OutgoingPacket) -> str:
    return f"/exchange/packets/{packet.id_text}"


def _never_left(problem: Problem) -> bool:
    """Whether there was not even a connection: then nothing of the packet can be there."""
    return isinstance(problem.__cause__, httpx.ConnectError | httpx.ConnectTimeout)


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
