"""The simulator's keys: a device maker that vouches for its devices, and liars for the faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jemput.packet.jws import DeviceKey

TRUST_FILE = "maker.pem"
"""What a kit must trust: the maker's certificate, without its key."""

_MAKER_DAYS = 3650
_DEVICE_DAYS = 30


@dataclass(frozen=True)
class Keyring:
    """Keys of one simulated device service."""

    maker: DeviceKey
    device: DeviceKey
    stranger: DeviceKey
    expired: DeviceKey


def open_keyring(folder: Path, *, at: datetime) -> Keyring:
    """Load the maker's key from `folder`, or make it; device keys are new at every start: they rotate.

    Writes the maker's certificate beside it as `maker.pem`, for kits to trust.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "maker.key"
    if path.exists():
        maker = DeviceKey.load(path)
    else:
        maker = DeviceKey.generate("Jemput Simulator Maker", at=at, days=_MAKER_DAYS, ca=True)
        maker.save(path)
    (folder / TRUST_FILE).write_bytes(maker.trust_anchor)
    return Keyring(
        maker=maker,
        device=DeviceKey.generate("Jemput Simulator Device", at=at, days=_DEVICE_DAYS, issuer=maker),
        stranger=DeviceKey.generate("Unknown Device", at=at, days=_DEVICE_DAYS),
        expired=DeviceKey.generate(
            "Jemput Simulator Device", at=at - timedelta(days=60), days=_DEVICE_DAYS, issuer=maker
        ),
    )
