"""The device service itself, without HTTP: its devices, who is before them, and what they answer."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock
from typing import Any

from jemput.kernel.clock import Clock
from jemput.simulator import streams
from jemput.simulator.capturing import Session, capture_spots, failed
from jemput.simulator.devices import Device
from jemput.simulator.errors import BadOrder
from jemput.simulator.faults import Fault, FaultKind, FaultQueue, read_fault
from jemput.simulator.keys import Keyring, open_keyring
from jemput.simulator.orders import Refused, Request, read_request, spots_asked
from jemput.simulator.subjects import Subject, read_subject
from jemput.simulator.words import Fail, Kind, error

_ENVIRONMENT = "Developer"
_NOBODY_SECONDS = 1.0
"""How long the glass is watched when nothing lies on it; real devices use up the whole timeout."""


class Dropped(Exception):
    """The device was pulled out in the middle of its answer."""


class Service:
    """One process' devices. Safe to call from several threads."""

    def __init__(self, *, port: int, kinds: Iterable[Kind], keys: Path, clock: Clock) -> None:
        self.clock = clock
        self.keys: Keyring = open_keyring(keys, at=clock.now())
        self.devices = {kind: Device(kind, port) for kind in kinds}
        self.faults = FaultQueue()
        self.closing = Event()
        self._lock = Lock()
        self._subject: Subject | None = None
        self._next: deque[Subject] = deque()
        self._attempts: Counter[Kind] = Counter()
        self._captures = 0

    # Who is before the devices.

    @property
    def subject(self) -> Subject | None:
        """The person before the devices now."""
        return self._subject

    def put(self, subject: Subject | None) -> None:
        """Put a person before the devices, or nobody."""
        with self._lock:
            self._subject = subject
            self._attempts.clear()

    def run_script(self, script: object) -> None:
        """Take a script: `{"subjects": [...], "faults": [...]}`; the first subject comes at once."""
        if not isinstance(script, dict) or set(script) - {"subjects", "faults"}:
            raise BadOrder(field="script", reason="subjects and faults")
        waiting = deque(read_subject(order) for order in script.get("subjects", []))
        self.faults.add([read_fault(order) for order in script.get("faults", [])])
        with self._lock:
            self._next = waiting
        if waiting:
            self.call_next()

    def call_next(self) -> Subject | None:
        """The next person of the script comes to the devices; nobody when all have been."""
        with self._lock:
            coming = self._next.popleft() if self._next else None
        self.put(coming)
        return coming

    def plug(self, kind: Kind, plugged: bool) -> None:
        """Pull a device out or put it in again."""
        if kind not in self.devices:
            raise BadOrder(field="device", reason=f"no {kind.value} here")
        device = self.devices[kind]
        device.plugged, device.unplugged_until = plugged, None

    def state(self) -> dict[str, Any]:
        """What the control door shows."""
        subject, at = self._subject, self.clock.now()
        return {
            "subject": None
            if subject is None
            else {"seed": subject.seed, "missing": sorted(subject.missing)},
            "waiting": len(self._next),
            "faults": [fault.kind.value for fault in self.faults.waiting()],
            "captures": self._captures,
            "devices": {kind.value: device.is_there(at) for kind, device in self.devices.items()},
        }

    # What the standard asks.

    def discover(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """MOSIPDISC: the devices of the wanted type that are plugged in."""
        at, wanted = self.clock.now(), str(body.get("type", "Biometric Device"))
        return [
            device.discovery(at)
            for device in self.devices.values()
            if device.is_there(at) and wanted in ("Biometric Device", device.kind.bio_type)
        ]

    def describe(self) -> list[dict[str, Any]]:
        """MOSIPDINFO: signed descriptions; error 106 where nothing is plugged in."""
        at = self.clock.now()
        there = [device for device in self.devices.values() if device.is_there(at)]
        if not there:
            return [{"deviceInfo": "", "error": error(Fail.NOT_FOUND)}]
        return [device.info(self.keys, at, _ENVIRONMENT) for device in there]

    def capture(self, body: object) -> dict[str, Any]:
        """RCAPTURE: the signed samples of every spot asked for that is there. May raise Dropped."""
        try:
            request = read_request(body)
            answers = [answer for bio in request.bios for answer in self._capture_one(request, bio)]
        except Refused as refusal:
            answers = [failed(refusal.fail)]
        return {"biometrics": answers}

    def stream(self, body: Mapping[str, Any]) -> Iterator[bytes]:
        """STREAM: frames until the timeout or the end, also during a capture; raises Refused 106."""
        device = self._device(str(body.get("deviceId", "")), None)
        seconds = read_seconds(body.get("timeout"), 10.0)
        return self._frames(device, str(body.get("deviceSubId", "0")), seconds)

    def _frames(self, device: Device, sub: str, seconds: float) -> Iterator[bytes]:
        end = time.monotonic() + seconds
        count = 0
        while time.monotonic() < end and not self.closing.is_set():
            if not device.is_there(self.clock.now()):
                return
            yield streams.frame(device.kind, sub, self._subject, count)
            count += 1
            self.closing.wait(1.0 / streams.FRAMES_A_SECOND)

    def _device(self, device_id: str, bio_type: str | None) -> Device:
        at = self.clock.now()
        for device in self.devices.values():
            named = device.device_id == device_id if device_id else bio_type == device.kind.bio_type
            if named and device.is_there(at) and bio_type in (None, device.kind.bio_type):
                return device
        raise Refused(Fail.NOT_FOUND)

    def _capture_one(self, request: Request, bio: Mapping[str, Any]) -> list[dict[str, Any]]:
        device = self._device(str(bio.get("deviceId", "")), str(bio.get("type", "")))
        if not device.busy.acquire(blocking=False):
            raise Refused(Fail.BUSY)
        try:
            return self._take(device, request, bio)
        finally:
            device.busy.release()

    def _take(self, device: Device, request: Request, bio: Mapping[str, Any]) -> list[dict[str, Any]]:
        asked = spots_asked(bio, device.kind)
        fault = self.faults.take(device.kind)
        self._suffer(device, request, fault)
        subject = self._subject
        there = () if subject is None else tuple(spot for spot in asked if not subject.lacks(spot))
        if subject is None or not there:
            self.closing.wait(min(_NOBODY_SECONDS, request.timeout_seconds))
            raise Refused(Fail.NOTHING_FOUND)
        with self._lock:
            self._attempts[device.kind] += 1
            self._captures += 1
            attempt = self._attempts[device.kind]
        session = Session(device, self.keys, request, subject, attempt, fault, self.clock.now())
        return capture_spots(session, bio, there)

    def _suffer(self, device: Device, request: Request, fault: Fault | None) -> None:
        """Faults that come before any picture is taken."""
        if fault is None:
            return
        if fault.kind is FaultKind.TIMEOUT:
            silent = request.timeout_seconds + 0.5 if fault.seconds is None else fault.seconds
            self.closing.wait(silent)
            raise Dropped
        if fault.kind is FaultKind.UNPLUG:
            device.plugged = False
            if fault.seconds is not None:
                device.unplugged_until = self.clock.now() + timedelta(seconds=fault.seconds)
            raise Dropped
        if fault.kind is FaultKind.ERROR:
            raise Refused(fault.number)


def read_seconds(milliseconds: object, usual: float) -> float:
    """Seconds from a wire's milliseconds, at least 0.1 and at most ten minutes."""
    try:
        seconds = float(str(milliseconds)) / 1000.0 if milliseconds not in (None, "") else usual
    except ValueError:
        seconds = usual
    return min(600.0, max(0.1, seconds))
