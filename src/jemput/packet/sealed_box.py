"""Bytes sealed to one or more recipients: X25519, HKDF-SHA256 and ChaCha20-Poly1305, nothing kept behind.

Layout, integers big-endian: version 0x01 · number of recipients n (1 byte) · ephemeral public key (32) ·
n times [key id (8) · wrapped content key (48)] · ciphertext · tag (16). `context` is bound to every layer.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jemput.packet.errors import BadKey, NotOpened, NotSealedToKey, TooLarge
from jemput.packet.keys import SealingKey, SealingPublicKey

MAX_RECIPIENTS = 8
MAX_BOX_BYTES = 32 * 1024 * 1024

_VERSION = 1
_TAG = 16
_KEY = 32
_ID = 8
_SLOT = _ID + _KEY + _TAG
_NONCE = bytes(12)
"""Zero everywhere: each key below is random and used for exactly one message."""


def overhead(recipients: int) -> int:
    """How many bytes a box for so many recipients is longer than its content."""
    return 2 + _KEY + recipients * _SLOT + _TAG


def seal_box(content: bytes, *, recipients: Sequence[SealingPublicKey], context: bytes) -> bytes:
    """Seal `content` so that each recipient alone can open it, and only in the same `context`."""
    if not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise ValueError("a box has one to eight recipients")
    if len(content) + overhead(len(recipients)) > MAX_BOX_BYTES:
        raise TooLarge(what="box", limit=MAX_BOX_BYTES)
    ephemeral, content_key = SealingKey.generate(), os.urandom(_KEY)
    box = bytearray((_VERSION, len(recipients))) + ephemeral.public.raw
    for recipient in recipients:
        secret = ephemeral.shared_with(recipient)
        wrapping = _wrapping_key(secret, ephemeral.public, recipient)
        box += bytes.fromhex(recipient.key_id)
        box += ChaCha20Poly1305(wrapping).encrypt(_NONCE, content_key, context)
    sealed = ChaCha20Poly1305(content_key).encrypt(_NONCE, content, bytes(box) + context)
    return bytes(box) + sealed


def open_box(box: bytes, *, key: SealingKey, context: bytes) -> bytes:
    """Return what was sealed; raises NotSealedToKey, or NotOpened for a changed box or another context."""
    if len(box) > MAX_BOX_BYTES:
        raise TooLarge(what="box", limit=MAX_BOX_BYTES)
    if len(box) < overhead(1) or box[0] != _VERSION or not 1 <= box[1] <= MAX_RECIPIENTS:
        raise NotOpened
    head_end = 2 + _KEY + box[1] * _SLOT
    ephemeral = SealingPublicKey(box[2 : 2 + _KEY])
    wrapped = _slot(box[2 + _KEY : head_end], key)
    try:
        wrapping = _wrapping_key(key.shared_with(ephemeral), ephemeral, key.public)
        content_key = ChaCha20Poly1305(wrapping).decrypt(_NONCE, wrapped, context)
        return ChaCha20Poly1305(content_key).decrypt(_NONCE, box[head_end:], box[:head_end] + context)
    except (InvalidTag, BadKey) as error:
        raise NotOpened from error


def _slot(slots: bytes, key: SealingKey) -> bytes:
    mine = bytes.fromhex(key.key_id)
    for start in range(0, len(slots), _SLOT):
        if slots[start : start + _ID] == mine:
            return slots[start + _ID : start + _SLOT]
    raise NotSealedToKey(key_id=key.key_id)


def _wrapping_key(secret: bytes, ephemeral: SealingPublicKey, recipient: SealingPublicKey) -> bytes:
    """HKDF-SHA256 over the shared secret; both public keys are the salt, so no other pair derives it."""
    salt = ephemeral.raw + recipient.raw
    return HKDF(hashes.SHA256(), _KEY, salt=salt, info=b"jemput/sealed-box-v1").derive(secret)
