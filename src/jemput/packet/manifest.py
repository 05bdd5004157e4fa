"""The open cover of a packet: who sealed it, in which order, and the hash of everything inside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from jemput.packet.errors import BadRecord, UnknownKey
from jemput.packet.keys import SIGNATURE_BYTES, SigningKey, VerifyKey
from jemput.packet.records import Id, KeyId, Moment, Record, Sha256, Word
from jemput.packet.sealed_box import MAX_BOX_BYTES

PURPOSE = "packet-v1"
MAX_MANIFEST_BYTES = 128 * 1024
MAX_BLOBS = 256

BlobName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,99}$")]
MediaType = Annotated[str, Field(pattern=r"^[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}$")]


class Part(StrEnum):
    """The two sealed parts, in the order in which they stand in the file."""

    FACTS = "facts"
    BIOMETRICS = "biometrics"


@dataclass(frozen=True)
class PartEntry(Record):
    """One sealed part: `size` and `sha256` are of its sealed bytes as they stand in the file."""

    name: Part
    recipients: Annotated[tuple[KeyId, ...], Field(min_length=1, max_length=2)]
    size: Annotated[int, Field(ge=0, le=MAX_BOX_BYTES)]
    sha256: Sha256


@dataclass(frozen=True)
class BlobEntry(Record):
    """One thing inside a part: `sha256` is over the part's secret salt and then the blob."""

    name: BlobName
    part: Part
    media_type: MediaType
    size: Annotated[int, Field(ge=0, le=MAX_BOX_BYTES)]
    sha256: Sha256


@dataclass(frozen=True)
class Manifest(Record):
    """What a kit signs of one packet; `previous` is the hash of its manifest before this one."""

    version: Literal[1]
    packet_id: Id
    kit_id: Word
    sequence: Annotated[int, Field(ge=1, le=2**53 - 1)]
    previous: Sha256 | None
    created_at: Moment
    software: Annotated[str, Field(min_length=1, max_length=64)]
    signing_key: KeyId
    parts: tuple[PartEntry, ...]
    blobs: Annotated[tuple[BlobEntry, ...], Field(max_length=MAX_BLOBS)]

    def part(self, name: Part) -> PartEntry:
        """The entry of one part."""
        return next(entry for entry in self.parts if entry.name is name)

    def blobs_of(self, name: Part) -> list[BlobEntry]:
        """The entries of one part's blobs, in the order in which they were sealed."""
        return [blob for blob in self.blobs if blob.part is name]

    def check(self) -> None:
        """Raise BadRecord where well-typed fields contradict each other or the rule of privacy.

        The rule: facts go to two readers, office and center; biometrics to one of them only.
        """
        if [entry.name for entry in self.parts] != list(Part):
            raise self._wrong("parts", "order")
        facts, biometrics = self.part(Part.FACTS), self.part(Part.BIOMETRICS)
        if len(set(facts.recipients)) != 2:
            raise self._wrong("parts.0.recipients", "two_readers")
        if len(biometrics.recipients) != 1 or biometrics.recipients[0] not in facts.recipients:
            raise self._wrong("parts.1.recipients", "one_reader")
        if len({(blob.part, blob.name) for blob in self.blobs}) != len(self.blobs):
            raise self._wrong("blobs", "name_twice")
        if (self.previous is None) != (self.sequence == 1):
            raise self._wrong("previous", "chain")

    def _wrong(self, field: str, reason: str) -> BadRecord:
        return BadRecord(what="Manifest", field=field, reason=reason)


@dataclass(frozen=True)
class SignedManifest:
    """A manifest with the bytes that were signed and the signature over their hash.

    One read from a file is only a claim until `verify` was called with the kit's key.
    """

    manifest: Manifest
    raw: bytes
    signature: bytes

    @property
    def sha256(self) -> str:
        """The hash of the signed bytes, in hexadecimal: what the kit's next manifest names as `previous`."""
        return hashlib.sha256(self.raw).hexdigest()

    def verify(self, key: VerifyKey) -> SignedManifest:
        """Return itself where `key` signed it; raises UnknownKey, BadSignature."""
        if key.key_id != self.manifest.signing_key:
            raise UnknownKey(what="manifest", key_id=self.manifest.signing_key)
        digest = hashlib.sha256(self.raw).digest()
        key.verify(digest, self.signature, purpose=PURPOSE, what=f"manifest {self.manifest.packet_id}")
        return self


def sign_manifest(manifest: Manifest, *, key: SigningKey) -> SignedManifest:
    """Check and sign a manifest; raises BadRecord."""
    manifest.check()
    raw = manifest.to_bytes()
    digest = hashlib.sha256(raw).digest()
    return SignedManifest(manifest, raw, key.sign(digest, purpose=PURPOSE))


def parse_manifest(raw: bytes, signature: bytes) -> SignedManifest:
    """Read a manifest's bytes as a claim, not yet verified; raises TooLarge, BadText, BadRecord."""
    if len(signature) != SIGNATURE_BYTES:
        raise BadRecord(what="Manifest", field="signature", reason="length")
    manifest = Manifest.from_bytes(raw, limit=MAX_MANIFEST_BYTES)
    manifest.check()
    return SignedManifest(manifest, raw, signature)
