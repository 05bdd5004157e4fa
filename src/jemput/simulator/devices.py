"""One simulated device: its names, whether it is plugged in, and whether it is busy."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from jemput.packet.jws import sign_jws
from jemput.simulator.keys import Keyring
from jemput.simulator.words import HOST, SPEC_VERSION, SUB_DEVICES, Kind, error

_MAKE, _PROVIDER = "JEMPUT", "JEMPUT SIMULATOR"
_FIRMWARE = "SIM-1.0"


@dataclass
class Device:
    """A device of one kind on one port."""

    kind: Kind
    port: int
    plugged: bool = True
    unplugged_until: datetime | None = None
    busy: Lock = field(default_factory=Lock)

    @property
    def device_id(self) -> str:
        """The service's own number for it."""
        return f"jemput-sim-{self.kind.value}-{self.port}"

    def is_there(self, at: datetime) -> bool:
        """Whether it is plugged in now."""
        if self.unplugged_until is not None and at >= self.unplugged_until:
            self.plugged, self.unplugged_until = True, None
        return self.plugged

    @property
    def status(self) -> str:
        """Ready or Busy."""
        return "Busy" if self.busy.locked() else "Ready"

    def digital_id(self, at: datetime) -> dict[str, str]:
        """Who made it, and its serial number."""
        return {
            "serialNo": f"{_MAKE}-{self.kind.value.upper()}-{self.port}",
            "make": _MAKE,
            "model": f"SIM-{self.kind.device_sub_type.upper().replace(' ', '-')}",
            "type": self.kind.bio_type,
            "deviceSubType": self.kind.device_sub_type,
            "deviceProvider": _PROVIDER,
            "deviceProviderId": "JEMPUT.SIM.1",
            "dateTime": _stamp(at),
        }

    def discovery(self, at: datetime) -> dict[str, Any]:
        """Its element of a MOSIPDISC answer: the digital id unsigned."""
        unsigned = base64.urlsafe_b64encode(json.dumps(self.digital_id(at)).encode()).rstrip(b"=")
        return self._description() | {"digitalId": unsigned.decode("ascii"), "error": error()}

    def info(self, keys: Keyring, at: datetime, environment: str) -> dict[str, Any]:
        """Its element of a MOSIPDINFO answer: everything signed."""
        described = self._description() | {
            "digitalId": sign_jws(json.dumps(self.digital_id(at)).encode(), key=keys.device),
            "firmware": _FIRMWARE,
            "env": environment,
        }
        return {"deviceInfo": sign_jws(json.dumps(described).encode(), key=keys.device), "error": error()}

    def _description(self) -> dict[str, Any]:
        return {
            "deviceId": self.device_id,
            "deviceStatus": self.status,
            "certification": "L0",
            "serviceVersion": SPEC_VERSION,
            "deviceSubId": list(SUB_DEVICES[self.kind]),
            "callbackId": f"http://{HOST}:{self.port}/",
            "deviceCode": self.device_id,
            "specVersion": [SPEC_VERSION],
            "purpose": "Registration",
        }


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
