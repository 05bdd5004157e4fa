"""Captures on the kit's disk before they are sealed: encrypted, and each bound to its name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from jemput.packet.errors import NotOpened
from jemput.packet.keys import PrivateKey

_NONCE_BYTES = 12
_CONTEXT = b"jemput/draft-v1/"


@dataclass(frozen=True)
class DraftKey(PrivateKey):
    """The key of one encounter's drafts; forgetting it deletes them all, wherever copies lie."""

    kind: ClassVar[str] = "draft"

    def lock(self, name: str, content: bytes) -> bytes:
        """Encrypt one draft: a random nonce (12 bytes), then ciphertext and tag; `name` is bound to it."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + ChaCha20Poly1305(self.raw).encrypt(nonce, content, _CONTEXT + name.encode("utf-8"))

    def unlock(self, name: str, locked: bytes) -> bytes:
        """Decrypt one draft; raises NotOpened where it was changed, cut, renamed or locked by another key."""
        nonce, sealed = locked[:_NONCE_BYTES], locked[_NONCE_BYTES:]
        try:
            return ChaCha20Poly1305(self.raw).decrypt(nonce, sealed, _CONTEXT + name.encode("utf-8"))
        except (InvalidTag, ValueError) as error:
            raise NotOpened from error
