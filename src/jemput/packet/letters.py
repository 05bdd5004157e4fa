"""A signed and sealed answer from one node to another, bound to the question it answers."""

from __future__ import annotations

from uuid import UUID

from jemput.packet.errors import NotOpened
from jemput.packet.keys import SIGNATURE_BYTES, SealingKey, SealingPublicKey, SigningKey, VerifyKey
from jemput.packet.sealed_box import open_box, seal_box

PURPOSE = "letter-v1"


def write_letter(content: bytes, *, reader: SealingPublicKey, question: str, key: SigningKey) -> bytes:
    """Sign `content` for one question (its nonce), then seal both to the reader."""
    context = _context(question)
    signature = key.sign(context + b"\0" + content, purpose=PURPOSE)
    return seal_box(signature + content, recipients=[reader], context=context)


def read_letter(letter: bytes, *, writer: VerifyKey, question: str, key: SealingKey) -> bytes:
    """Open and verify an answer to our own question; raises NotSealedToKey, NotOpened, BadSignature."""
    context = _context(question)
    opened = open_box(letter, key=key, context=context)
    if len(opened) < SIGNATURE_BYTES:
        raise NotOpened
    signature, content = opened[:SIGNATURE_BYTES], opened[SIGNATURE_BYTES:]
    writer.verify(context + b"\0" + content, signature, purpose=PURPOSE, what="letter")
    return content


def reference_question(packet_id: UUID) -> str:
    """The question that a letter with the enrolled fingers of one packet answers."""
    return f"reference/{packet_id}"


def _context(question: str) -> bytes:
    return b"jemput/letter-v1/" + question.encode("utf-8")
