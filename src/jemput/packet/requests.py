"""HTTP requests signed by a node's key: method, path, body, receiver, time and a number used once."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from jemput.packet.errors import BadText, ClockDiffers
from jemput.packet.keys import SIGNATURE_BYTES, SigningKey, VerifyKey
from jemput.packet.records import moment_text
from jemput.packet.texts import from_base64url, to_base64url

PURPOSE = "request-v1"
SCHEME = "Jemput1"
REPLAY_WINDOW = timedelta(minutes=5)
"""How far the clocks of both sides may differ; a nonce must be remembered for twice as long."""

_HEADER = re.compile(
    r"Jemput1 ([a-z0-9][a-z0-9_.-]{0,63});(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z);"
    r"([A-Za-z0-9_-]{22});([A-Za-z0-9_-]{86})"
)


@dataclass(frozen=True)
class SignedPart:
    """What of a request is signed; `path` with its query, `audience` the receiver's node id.

    A long body is named by its SHA-256 (hexadecimal) alone, so that a receiver can verify the request before
    the body has arrived; a piece of an upload also names the byte at which it begins.
    """

    method: str
    path: str
    body: bytes
    audience: str
    body_sha256: str = ""
    offset: int | None = None

    @property
    def digest(self) -> str:
        """The hash of the body, in hexadecimal."""
        return self.body_sha256 or hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Authorization:
    """The claims of an Authorization header, not yet verified."""

    node_id: str
    at: datetime
    nonce: str
    signature: bytes


def sign_request(part: SignedPart, *, node_id: str, key: SigningKey, at: datetime) -> str:
    """The value of the Authorization header: `Jemput1 node;time;nonce;signature`."""
    nonce = to_base64url(os.urandom(16))
    signature = key.sign(_message(part, node_id, at, nonce), purpose=PURPOSE)
    return f"{SCHEME} {node_id};{moment_text(at)};{nonce};{to_base64url(signature)}"


def read_authorization(header: str) -> Authorization:
    """Take a header apart; raises BadText."""
    match = _HEADER.fullmatch(header)
    if match is None:
        raise BadText(what="Authorization")
    try:
        at = datetime.strptime(match[2], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadText(what="Authorization") from error
    signature = from_base64url(match[4], what="Authorization", limit=SIGNATURE_BYTES)
    return Authorization(match[1], at, match[3], signature)


def verify_request(
    part: SignedPart, claim: Authorization, *, key: VerifyKey, at: datetime, window: timedelta = REPLAY_WINDOW
) -> None:
    """Return silently for a genuine request of now; raises BadSignature or ClockDiffers.

    The caller must remember `claim.nonce` for twice `window`, so that no request counts twice.
    """
    message = _message(part, claim.node_id, claim.at, claim.nonce)
    key.verify(message, claim.signature, purpose=PURPOSE, what=f"{part.method} {part.path}")
    if abs(at - claim.at) > window:
        raise ClockDiffers(theirs=moment_text(claim.at), ours=moment_text(at))


def _message(part: SignedPart, node_id: str, at: datetime, nonce: str) -> bytes:
    lines = [part.method, part.path, part.digest, part.audience, node_id, moment_text(at), nonce]
    if part.offset is not None:
        lines.append(str(part.offset))
    return "\n".join(lines).encode("utf-8")
