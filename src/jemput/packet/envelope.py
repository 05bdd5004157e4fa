"""Packet v1 as one file: magic, signed manifest, sealed facts, sealed biometrics; docs/packet-v1.md."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Protocol
from uuid import UUID

from jemput.packet.errors import BlobDamaged, NotAPacket, PacketCut, PacketTooLong, PartDamaged, TooLarge
from jemput.packet.keys import SIGNATURE_BYTES, SealingKey, SealingPublicKey, SigningKey, VerifyKey
from jemput.packet.manifest import (
    MAX_MANIFEST_BYTES,
    BlobEntry,
    Manifest,
    Part,
    PartEntry,
    SignedManifest,
    parse_manifest,
    sign_manifest,
)
from jemput.packet.sealed_box import MAX_BOX_BYTES, open_box, seal_box

MAGIC = b"JEMPUT1\n"
SALT_BYTES = 32
MAX_HEAD_BYTES = len(MAGIC) + 4 + MAX_MANIFEST_BYTES + SIGNATURE_BYTES
"""The head is everything before the first sealed part."""

MAX_PACKET_BYTES = MAX_HEAD_BYTES + len(Part) * MAX_BOX_BYTES

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Blob:
    """One thing to seal: name (lower-case, unique in its part), media type, content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Origin:
    """Where a packet comes from and where it stands in its kit's chain; `previous` is None for the first."""

    packet_id: UUID
    kit_id: str
    sequence: int
    previous: str | None
    created_at: datetime
    software: str


@dataclass(frozen=True)
class SealedPacket:
    """A whole packet in memory with its verified manifest."""

    signed: SignedManifest
    content: bytes

    @property
    def manifest(self) -> Manifest:
        """The manifest."""
        return self.signed.manifest

    @property
    def sha256(self) -> str:
        """The hash of the whole file in hexadecimal: what a receipt acknowledges."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class FileDigest:
    """Size in bytes and SHA-256 (hexadecimal) of a packet file that was read to its end."""

    size: int
    sha256: str


def seal(
    origin: Origin,
    *,
    facts: Sequence[Blob],
    biometrics: Sequence[Blob],
    office: SealingPublicKey,
    center: SealingPublicKey,
    key: SigningKey,
) -> SealedPacket:
    """Seal the facts to office and center, the biometrics to the center alone, and sign the whole.

    Whoever seals keeps no key that opens it again. Raises BadRecord for names or fields that break the
    format, TooLarge for more than a part may hold.
    """
    readers = {Part.FACTS: (facts, (office, center)), Part.BIOMETRICS: (biometrics, (center,))}
    boxes: list[bytes] = []
    parts: list[PartEntry] = []
    entries: list[BlobEntry] = []
    for name, (blobs, recipients) in readers.items():
        salt = os.urandom(SALT_BYTES)
        plain = salt + b"".join(blob.content for blob in blobs)
        box = seal_box(plain, recipients=recipients, context=_context(origin.packet_id, name))
        boxes.append(box)
        ids = tuple(recipient.key_id for recipient in recipients)
        parts.append(PartEntry(name, ids, len(box), hashlib.sha256(box).hexdigest()))
        entries.extend(_entry(blob, name, salt) for blob in blobs)
    manifest = Manifest(
        version=1,
        packet_id=origin.packet_id,
        kit_id=origin.kit_id,
        sequence=origin.sequence,
        previous=origin.previous,
        created_at=origin.created_at,
        software=origin.software,
        signing_key=key.key_id,
        parts=tuple(parts),
        blobs=tuple(entries),
    )
    signed = sign_manifest(manifest, key=key)
    return SealedPacket(signed, head_bytes(signed) + b"".join(boxes))


def head_bytes(signed: SignedManifest) -> bytes:
    """The first bytes of the file: all that a receiver needs to decide whether it wants the rest."""
    return MAGIC + len(signed.raw).to_bytes(4, "big") + signed.raw + signed.signature


def packet_size(signed: SignedManifest) -> int:
    """The size of the whole file in bytes, known from its head."""
    head = len(head_bytes(signed))
    return head + sum(part.size for part in signed.manifest.parts)


class Readable(Protocol):
    """Whatever gives its next bytes: a file, or a request's body while it arrives."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, fewer only at the end."""


def read_head(source: bytes | Readable) -> SignedManifest:
    """Read the head and leave a stream right behind it; the manifest is a claim until verified.

    Raises NotAPacket, PacketCut, TooLarge, BadText, BadRecord.
    """
    stream: Readable = BytesIO(source) if isinstance(source, bytes) else source
    if _exactly(stream, len(MAGIC)) != MAGIC:
        raise NotAPacket
    length = int.from_bytes(_exactly(stream, 4), "big")
    if length > MAX_MANIFEST_BYTES:
        raise TooLarge(what="manifest", limit=MAX_MANIFEST_BYTES)
    raw = _exactly(stream, length)
    return parse_manifest(raw, _exactly(stream, SIGNATURE_BYTES))


def read_manifest(source: bytes | BinaryIO, *, key: VerifyKey) -> SignedManifest:
    """Read the head and verify it with the kit's key; also raises BadSignature."""
    return read_head(source).verify(key)


class FileCheck:
    """Checks all of a packet file that needs no opening, piece by piece, as it is read or arrives."""

    def __init__(self, signed: SignedManifest, *, sha256: str = "") -> None:
        """`signed` is the verified head; the pieces that follow it are fed in order.

        `sha256` is the hash of the whole file where whoever sealed it has signed that too. Head and parts
        leave no byte open, so the whole need not be hashed once more.
        """
        head = head_bytes(signed)
        self.signed = signed
        self._size, self._told = len(head), sha256
        self._whole = hashlib.sha256(head)
        self._parts = iter(signed.manifest.parts)
        self._damaged: Part | None = None
        self._next_part()

    def feed(self, piece: bytes | memoryview) -> None:
        """Take the next bytes; what is wrong with them is said by `finish`."""
        if not self._told:
            self._whole.update(piece)
        self._size += len(piece)
        rest = memoryview(piece)
        while len(rest) and self._entry is not None:
            mine, rest = rest[: self._missing], rest[self._missing :]
            self._part.update(mine)
            self._missing -= len(mine)
            self._close_full_parts()

    @property
    def sha256(self) -> str:
        """The hash of the whole in hexadecimal: as told, or of head and pieces so far."""
        return self._told or self._whole.hexdigest()

    @property
    def is_damaged(self) -> bool:
        """Whether a part that has come in full is not what the head says."""
        self._close_full_parts()
        return self._damaged is not None

    @property
    def is_over(self) -> bool:
        """Whether more has come than the manifest says."""
        return self._size > packet_size(self.signed)

    def finish(self) -> FileDigest:
        """Size and hash of the whole; raises PartDamaged, PacketCut or PacketTooLong."""
        self._close_full_parts()
        if self._damaged is not None:
            raise PartDamaged(part=self._damaged)
        if self._entry is not None:
            raise PacketCut
        if self.is_over:
            raise PacketTooLong
        return FileDigest(self._size, self.sha256)

    def _next_part(self) -> None:
        self._entry: PartEntry | None = next(self._parts, None)
        self._missing = self._entry.size if self._entry else 0
        self._part = hashlib.sha256()

    def _close_full_parts(self) -> None:
        while self._entry is not None and self._missing == 0:
            if self._part.hexdigest() != self._entry.sha256 and self._damaged is None:
                self._damaged = self._entry.name
            self._next_part()


def check_file(stream: BinaryIO, *, key: VerifyKey) -> tuple[SignedManifest, FileDigest]:
    """Read a packet file once, in constant memory, and check all that needs no opening.

    Raises what `read_manifest` raises, PartDamaged, PacketCut or PacketTooLong.
    """
    check = FileCheck(read_manifest(stream, key=key))
    while not check.is_over and (piece := stream.read(_CHUNK)):
        check.feed(piece)
    return check.signed, check.finish()


def read_packet(content: bytes, *, key: VerifyKey) -> SealedPacket:
    """Check a whole packet in memory with the kit's key, as `check_file` does."""
    signed, _ = check_file(BytesIO(content), key=key)
    return SealedPacket(signed, content)


def open_part(packet: SealedPacket, part: Part, key: SealingKey) -> dict[str, bytes]:
    """Open one part and return its blobs by name, every hash verified.

    Raises PartDamaged, NotSealedToKey, NotOpened, BlobDamaged.
    """
    manifest = packet.manifest
    start = len(head_bytes(packet.signed))
    if part is Part.BIOMETRICS:
        start += manifest.part(Part.FACTS).size
    entry = manifest.part(part)
    box = packet.content[start : start + entry.size]
    if hashlib.sha256(box).hexdigest() != entry.sha256:
        raise PartDamaged(part=part)
    plain = open_box(box, key=key, context=_context(manifest.packet_id, part))
    return _blobs(plain, part, manifest.blobs_of(part))


def _blobs(plain: bytes, part: Part, entries: Sequence[BlobEntry]) -> dict[str, bytes]:
    salt, at = plain[:SALT_BYTES], SALT_BYTES
    found: dict[str, bytes] = {}
    for entry in entries:
        content = plain[at : at + entry.size]
        at += entry.size
        if len(content) != entry.size or hashlib.sha256(salt + content).hexdigest() != entry.sha256:
            raise BlobDamaged(part=part, name=entry.name)
        found[entry.name] = content
    if at != len(plain):
        raise PartDamaged(part=part)
    return found


def _entry(blob: Blob, part: Part, salt: bytes) -> BlobEntry:
    """The salt keeps outsiders from confirming a guessed content against its public hash."""
    digest = hashlib.sha256(salt + blob.content).hexdigest()
    return BlobEntry(blob.name, part, blob.media_type, len(blob.content), digest)


def _context(packet_id: UUID, part: Part) -> bytes:
    return b"jemput/packet-v1/" + part.encode("ascii") + b"/" + packet_id.bytes


def _exactly(stream: Readable, size: int) -> bytes:
    chunk = stream.read(size)
    if len(chunk) != size:
        raise PacketCut
    return chunk
