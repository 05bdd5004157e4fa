"""Things one node tells another in one sealed and signed piece, over the network or on a stick."""

from __future__ import annotations

import re

from jemput.packet.errors import BadText, TooLarge
from jemput.packet.keys import SealingKey, SealingPublicKey, SigningKey, VerifyKey
from jemput.packet.letters import read_letter, write_letter

MAGIC = b"JEMPUTR1\n"
MAX_BUNDLE_BYTES = 1024 * 1024

_SENDER = re.compile(rb"[a-z0-9][a-z0-9_.-]{0,63}")


def write_bundle(
    content: bytes, *, sender: str, receiver: str, reader: SealingPublicKey, key: SigningKey
) -> bytes:
    """Sign `content` as from `sender` to `receiver` (node ids) and seal it; raises TooLarge."""
    letter = write_letter(content, reader=reader, question=_question(sender, receiver), key=key)
    bundle = MAGIC + sender.encode("ascii") + b"\n" + letter
    if len(bundle) > MAX_BUNDLE_BYTES:
        raise TooLarge(what="bundle", limit=MAX_BUNDLE_BYTES)
    return bundle


def sender_of(bundle: bytes) -> str:
    """Who claims to have written a bundle; a claim until it is read. Raises TooLarge, BadText."""
    if len(bundle) > MAX_BUNDLE_BYTES:
        raise TooLarge(what="bundle", limit=MAX_BUNDLE_BYTES)
    sender = bundle.removeprefix(MAGIC).partition(b"\n")[0]
    if not bundle.startswith(MAGIC) or not _SENDER.fullmatch(sender):
        raise BadText(what="bundle")
    return sender.decode("ascii")


def read_bundle(bundle: bytes, *, receiver: str, writer: VerifyKey, key: SealingKey) -> bytes:
    """What the sender wrote to us; raises TooLarge, BadText, NotSealedToKey, NotOpened, BadSignature."""
    sender = sender_of(bundle)
    letter = bundle[len(MAGIC) + len(sender) + 1 :]
    return read_letter(letter, writer=writer, question=_question(sender, receiver), key=key)


def _question(sender: str, receiver: str) -> str:
    return f"bundle/{sender}/{receiver}"
