"""Short signed words for QR codes on summons and receipts: `J1:KIND:BASE45`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jemput.packet.errors import BadText, TooLarge, UnknownKey
from jemput.packet.keys import SIGNATURE_BYTES, SigningKey, VerifyKey
from jemput.packet.texts import canonical_json, from_base45, parse_canonical_json, to_base45

PURPOSE = "token-v1"
MAX_TOKEN_BYTES = 600
"""Of the binary form; its QR code still reads from a creased paper."""

_KEY_ID = 8


def sign_token(kind: str, claims: Mapping[str, str], *, key: SigningKey) -> str:
    """A token of one kind (capital letters, e.g. SUMMONS) that only upper-case QR letters spell.

    Raises TooLarge for claims that would not fit a code that reads well.
    """
    body = canonical_json(dict(claims))
    raw = bytes.fromhex(key.key_id) + key.sign(_message(kind, body), purpose=PURPOSE) + body
    if len(raw) > MAX_TOKEN_BYTES:
        raise TooLarge(what="token", limit=MAX_TOKEN_BYTES)
    return f"J1:{kind}:{to_base45(raw)}"


def read_token(text: str, *, kind: str, keys: Iterable[VerifyKey]) -> dict[str, str]:
    """The claims of a token of this kind signed by one of `keys`.

    Lower-case letters and a scanner's line end are forgiven. Raises BadText, TooLarge, UnknownKey,
    BadSignature.
    """
    head, prefix = text.strip("\r\n\t").upper(), f"J1:{kind}:"
    if len(head) > 2 * MAX_TOKEN_BYTES:
        raise TooLarge(what="token", limit=MAX_TOKEN_BYTES)
    if not head.startswith(prefix):
        raise BadText(what=kind)
    raw = from_base45(head.removeprefix(prefix), what=kind)
    signed_at = _KEY_ID + SIGNATURE_BYTES
    key_id, signature, body = raw[:_KEY_ID].hex(), raw[_KEY_ID:signed_at], raw[signed_at:]
    key = next((one for one in keys if one.key_id == key_id), None)
    if key is None:
        raise UnknownKey(what=kind, key_id=key_id)
    key.verify(_message(kind, body), signature, purpose=PURPOSE, what=kind)
    claims = parse_canonical_json(body, what=kind, limit=MAX_TOKEN_BYTES)
    if not isinstance(claims, dict) or not all(isinstance(value, str) for value in claims.values()):
        raise BadText(what=kind)
    return claims


def _message(kind: str, body: bytes) -> bytes:
    return kind.encode("ascii") + b"\n" + body
