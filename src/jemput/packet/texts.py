"""Bytes as text and values as bytes, each in exactly one spelling: base64url, base45, canonical JSON."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from jemput.packet.errors import BadText, TooLarge

_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE45_VALUE = {letter: value for value, letter in enumerate(_BASE45)}


def to_base64url(raw: bytes) -> str:
    """Base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_base64url(text: str, *, what: str, limit: int) -> bytes:
    """Undo `to_base64url`; padding, spaces and stray trailing bits are refused (TooLarge, BadText)."""
    if len(text) > limit * 4 // 3 + 4:
        raise TooLarge(what=what, limit=limit)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadText(what=what) from error
    if to_base64url(raw) != text:
        raise BadText(what=what)
    return raw


def to_base45(raw: bytes) -> str:
    """Base45 (RFC 9285): the letters that a QR code stores in 5.5 bits each."""
    letters: list[str] = []
    for start in range(0, len(raw), 2):
        pair = raw[start : start + 2]
        rest = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            rest, letter = divmod(rest, 45)
            letters.append(_BASE45[letter])
    return "".join(letters)


def from_base45(text: str, *, what: str) -> bytes:
    """Undo `to_base45`; raises BadText for any text that it never makes."""
    if len(text) % 3 == 1 or not all(letter in _BASE45_VALUE for letter in text):
        raise BadText(what=what)
    raw = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        value = sum(_BASE45_VALUE[letter] * 45**power for power, letter in enumerate(group))
        if value >= 256 ** (len(group) - 1):
            raise BadText(what=what)
        raw += value.to_bytes(len(group) - 1, "big")
    return bytes(raw)


def canonical_json(value: Any) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, UTF-8, no fractions (RFC 8785 for such)."""
    _refuse_fractions(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def parse_canonical_json(raw: bytes, *, what: str, limit: int) -> Any:
    """Read canonical JSON; raises TooLarge, or BadText where the bytes are not the one spelling."""
    if len(raw) > limit:
        raise TooLarge(what=what, limit=limit)
    try:
        value = json.loads(raw)
        spelled = canonical_json(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadText(what=what) from error
    if spelled != raw:
        raise BadText(what=what)
    return value


def _refuse_fractions(value: Any) -> None:
    """Fractions have many spellings across languages, so signed records hold none."""
    if isinstance(value, float):
        raise TypeError("canonical JSON holds no fractions")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            _refuse_fractions(each)
