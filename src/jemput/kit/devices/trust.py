"""Which device makers this kit believes: certificates in the file that JEMPUT_DEVICE_TRUST names."""

from __future__ import annotations

from pathlib import Path

_END = b"-----END CERTIFICATE-----"


def trusted_certificates(path: Path | None) -> tuple[bytes, ...] | None:
    """Every PEM certificate of the file; None where no file is named, which trusts any consistent device."""
    if path is None:
        return None
    pieces = path.read_bytes().split(_END)[:-1]
    return tuple(piece.strip() + b"\n" + _END + b"\n" for piece in pieces)
