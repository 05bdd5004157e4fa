"""The hash that ties each capture of a device to the one before it (SBI: previousHash, hash)."""

from __future__ import annotations

import hashlib

FIRST = hashlib.sha256(b"").hexdigest().upper()
"""What stands for the hash before the first capture."""


def next_hash(previous: str, record: bytes) -> str:
    """Upper-case hex SHA-256 over the previous hash's bytes and the SHA-256 of the ISO record."""
    before = bytes.fromhex(previous or FIRST)
    return hashlib.sha256(before + hashlib.sha256(record).digest()).hexdigest().upper()
