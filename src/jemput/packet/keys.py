"""The two kinds of keys a program owns: Ed25519 to sign, X25519 to have things sealed to it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from jemput.packet.errors import BadKey, BadSignature, BadText, KeyExposed, TooLarge
from jemput.packet.texts import from_base64url, to_base64url

KEY_BYTES = 32
SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class _Key:
    """A key as 32 raw bytes or as base64url text; raises BadKey for anything else."""

    kind: ClassVar[str]
    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise BadKey(what=self.kind)

    @property
    def text(self) -> str:
        """The key as 43 letters of base64url."""
        return to_base64url(self.raw)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `text` gave; raises BadKey."""
        try:
            raw = from_base64url(text.strip(), what=cls.kind, limit=KEY_BYTES)
        except (BadText, TooLarge) as error:
            raise BadKey(what=cls.kind) from error
        return cls(raw)


@dataclass(frozen=True)
class _PublicKey(_Key):
    @property
    def key_id(self) -> str:
        """First 16 hexadecimal digits of SHA-256 over the kind, a zero byte and the public key."""
        return hashlib.sha256(self.kind.encode("ascii") + b"\0" + self.raw).hexdigest()[:16]


@dataclass(frozen=True)
class PrivateKey(_Key):
    """A secret of 32 bytes; never shown when printed."""

    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(os.urandom(KEY_BYTES))

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """Read the key file, or make it (mode 0600) where there is none; raises BadKey, KeyExposed."""
        if not path.exists():
            _create(path, cls.generate().text)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise KeyExposed(path=path)
        try:
            return cls.from_text(path.read_text("ascii"))
        except (OSError, ValueError, BadKey) as error:
            raise BadKey(what=path.name) from error


@dataclass(frozen=True)
class VerifyKey(_PublicKey):
    """The public half of a signing key."""

    kind: ClassVar[str] = "ed25519"

    def verify(self, message: bytes, signature: bytes, *, purpose: str, what: str) -> None:
        """Return silently where the signature holds; else raise BadSignature naming `what`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, _purposed(purpose, message))
        except (InvalidSignature, ValueError) as error:
            raise BadSignature(what=what) from error


@dataclass(frozen=True)
class SigningKey(PrivateKey):
    """A node's own Ed25519 key (RFC 8032)."""

    kind: ClassVar[str] = "ed25519-private"

    @property
    def public(self) -> VerifyKey:
        """The half that others verify with."""
        return VerifyKey(Ed25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())

    @property
    def key_id(self) -> str:
        """The name of its public half."""
        return self.public.key_id

    def sign(self, message: bytes, *, purpose: str) -> bytes:
        """Sign `message` for one purpose, e.g. "packet-v1"; 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.raw).sign(_purposed(purpose, message))


@dataclass(frozen=True)
class SealingPublicKey(_PublicKey):
    """Where to seal to, so that only one node can open."""

    kind: ClassVar[str] = "x25519"


@dataclass(frozen=True)
class SealingKey(PrivateKey):
    """A node's own X25519 key (RFC 7748): opens what was sealed to it."""

    kind: ClassVar[str] = "x25519-private"

    @property
    def public(self) -> SealingPublicKey:
        """The half that others seal to."""
        private = X25519PrivateKey.from_private_bytes(self.raw)
        return SealingPublicKey(private.public_key().public_bytes_raw())

    @property
    def key_id(self) -> str:
        """The name of its public half."""
        return self.public.key_id

    def shared_with(self, public: SealingPublicKey) -> bytes:
        """The X25519 secret of both; raises BadKey for a public key of low order."""
        private = X25519PrivateKey.from_private_bytes(self.raw)
        try:
            return private.exchange(X25519PublicKey.from_public_bytes(public.raw))
        except ValueError as error:
            raise BadKey(what=public.key_id) from error


def _purposed(purpose: str, message: bytes) -> bytes:
    """What is really signed: no signature made for one purpose can ever stand for another."""
    return b"jemput/" + purpose.encode("ascii") + b"\0" + message


def _create(path: Path, text: str) -> None:
    """Write the whole file first and link it into place: a crash leaves no half key, a race one winner."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
    finally:
        Path(temporary).unlink()
