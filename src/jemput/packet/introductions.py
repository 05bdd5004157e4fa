"""Who a node is and with which keys it speaks: told by itself, or vouched for by the node above it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from jemput.packet.errors import BadRecord, UnknownKey
from jemput.packet.keys import SIGNATURE_BYTES, SealingPublicKey, SigningKey, VerifyKey
from jemput.packet.records import Moment, Record, Word
from jemput.packet.texts import from_base64url, to_base64url

PURPOSE = "introduction-v1"
MAX_INTRODUCTION_BYTES = 4096

KeyText = Annotated[str, Field(min_length=43, max_length=43)]


class Kind(StrEnum):
    """The three programs."""

    KIT = "kit"
    OFFICE = "office"
    CENTER = "center"


def node_id_of(kind: Kind, key: VerifyKey) -> str:
    """A node's id: its kind and the name of its signing key, so that nobody can take another's."""
    return f"{kind}-{key.key_id}"


@dataclass(frozen=True)
class Identity(Record):
    """A node with its public keys; `name` is what people call the machine."""

    node_id: Word
    kind: Kind
    name: Annotated[str, Field(min_length=1, max_length=120)]
    signing_key: KeyText
    sealing_key: KeyText

    @property
    def verify_key(self) -> VerifyKey:
        """The key that verifies what it signs; raises BadKey."""
        return VerifyKey.from_text(self.signing_key)

    @property
    def public_sealing_key(self) -> SealingPublicKey:
        """The key to seal to; raises BadKey."""
        return SealingPublicKey.from_text(self.sealing_key)

    def check(self) -> None:
        """Raise BadRecord where the id is not that of the key, BadKey where a key is none."""
        _ = self.public_sealing_key
        if self.node_id != node_id_of(self.kind, self.verify_key):
            raise BadRecord(what="Identity", field="node_id", reason="other_key")


@dataclass(frozen=True)
class Introduction(Record):
    """An identity, and who says so: the node itself, or the one above that approved it."""

    version: Literal[1]
    identity: Identity
    introduced_by: Word
    at: Moment


@dataclass(frozen=True)
class SignedIntroduction(Record):
    """An introduction as it travels."""

    introduction: Introduction
    signature: Annotated[str, Field(min_length=86, max_length=86)]

    @property
    def text(self) -> str:
        """One line of canonical JSON."""
        return self.to_bytes().decode("utf-8")

    def by_itself(self) -> Identity:
        """The identity, where the node itself signed it; raises BadSignature, BadRecord, BadKey."""
        identity = self.introduction.identity
        return self.by(identity.node_id, identity.verify_key)

    def by(self, node_id: str, key: VerifyKey) -> Identity:
        """The identity, where `node_id` introduced it with `key`; also raises UnknownKey."""
        told = self.introduction
        if told.introduced_by != node_id:
            raise UnknownKey(what="introduction", key_id=told.introduced_by)
        signature = from_base64url(self.signature, what="introduction", limit=SIGNATURE_BYTES)
        key.verify(told.to_bytes(), signature, purpose=PURPOSE, what="introduction")
        told.identity.check()
        return told.identity


def sign_introduction(introduction: Introduction, *, key: SigningKey) -> SignedIntroduction:
    """Sign with the key of whoever introduces; raises BadRecord, BadKey."""
    introduction.identity.check()
    signature = key.sign(introduction.to_bytes(), purpose=PURPOSE)
    return SignedIntroduction(introduction, to_base64url(signature))


def read_introduction(raw: bytes) -> SignedIntroduction:
    """Read an introduction, not yet verified; raises TooLarge, BadText, BadRecord."""
    return SignedIntroduction.from_bytes(raw.strip(), limit=MAX_INTRODUCTION_BYTES)
