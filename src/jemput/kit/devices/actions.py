"""The only writers of devices: search for them, and let one capture."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jemput.kernel.body import RIGHT_SLAP, Eye, Modality
from jemput.kernel.errors import Problem, Words
from jemput.kernel.ids import new_id
from jemput.kit.devices import queries, reading
from jemput.kit.devices.errors import DeviceSilent, NoDevice
from jemput.kit.devices.models import Device
from jemput.kit.devices.samples import Captured, Spot
from jemput.kit.devices.sbi import discovery
from jemput.kit.devices.sbi.capture import Order, Taken, Where, capture
from jemput.kit.devices.sbi.errors import NotThere
from jemput.kit.devices.sbi.info import Told, ask_info
from jemput.kit.devices.sbi.wire import TYPES, FoundDevice
from jemput.kit.devices.trust import trusted_certificates
from jemput.node.ledger.actions import record

ENVIRONMENT = "Production"

KIND_WORDS = {
    "Finger": Words(id="pemindai sidik jari", en="fingerprint scanner"),
    "Iris": Words(id="pemindai iris", en="iris scanner"),
    "Face": Words(id="kamera wajah", en="face camera"),
}


def search_devices(*, ports: Iterable[int], by: str, at: datetime, trust: Path | None = None) -> list[Device]:
    """Look on every port and keep what was found; what is gone stays listed as absent."""
    found = discovery.discover(ports)
    trusted = trusted_certificates(trust)
    told = {
        one.device_id: one
        for port in sorted({device.port for device in found})
        for one in ask_info(port, trusted=trusted, at=at)
    }
    with transaction.atomic():
        Device.objects.update(is_present=False)
        devices = [_keep(one, told.get(one.answer.deviceId), at) for one in found]
        details = {"found": [str(device) for device in devices]}
        record(action="devices.searched", subject="kit", by=by, at=at, details=details)
    return devices


def capture_by_scanner(
    *, order: Order, ports: Iterable[int], trust: Path | None, by: str, at: datetime
) -> list[Captured]:
    """Let the right scanner take exactly what is ordered; each sample is read and judged.

    A remembered device that is silent or gone is searched for once more, since cables move from port to port.
    """
    kind = TYPES[order.modality]
    device = queries.device_of(kind) or _searched(kind, ports, trust, by, at)
    try:
        taken = _take(order, device, trust, at)
    except (DeviceSilent, NotThere):
        device = _searched(kind, ports, trust, by, at)
        taken = _take(order, device, trust, at)
    return [_judged(one, device) for one in taken]


def try_out(*, device: Device, trust: Path | None, by: str, at: datetime) -> list[Captured]:
    """Let one scanner take what lies on it, to see that it works; nothing of it is kept."""
    modality = next(one for one, kind in TYPES.items() if kind == device.kind)
    order = Order(modality, TRIED[modality], frozenset(), 0, str(new_id()))
    captured = [_judged(one, device) for one in _take(order, device, trust, at)]
    details = {"quality": {one.spot.code: one.quality for one in captured}}
    record(action="devices.tried", subject=str(device), by=by, at=at, details=details)
    return captured


TRIED = {
    Modality.FINGER: frozenset(Spot(Modality.FINGER, finger) for finger in RIGHT_SLAP),
    Modality.IRIS: frozenset(Spot(Modality.IRIS, eye) for eye in Eye),
    Modality.FACE: frozenset({Spot(Modality.FACE)}),
}


def _take(order: Order, device: Device, trust: Path | None, at: datetime) -> list[Taken]:
    where = Where(device.port, device.device_id, ENVIRONMENT, trusted_certificates(trust))
    try:
        taken = capture(order, where=where, at=at)
    except Problem as problem:
        _note(device, at, problem=problem)
        raise
    _note(device, at, problem=None)
    return taken


def _judged(taken: Taken, device: Device) -> Captured:
    judged = reading.judge(taken.spot, taken.record)
    return Captured(
        spot=taken.spot,
        content=taken.record,
        media_type=reading.MEDIA_TYPES[taken.spot.modality],
        quality=judged.quality.score,
        advice=judged.quality.advice,
        device=device.shown_name,
        device_quality=taken.device_quality,
        template=judged.template,
    )


@transaction.atomic
def _note(device: Device, at: datetime, *, problem: Problem | None) -> None:
    if problem is None:
        Device.objects.filter(pk=device.pk).update(
            captured_at=at, seen_at=at, is_present=True, problem_code="", problem_at=None
        )
        return
    gone = isinstance(problem, DeviceSilent | NotThere)
    Device.objects.filter(pk=device.pk).update(
        is_present=not gone,
        problem_code=problem.code,
        problem_id=problem.text("id")[:400],
        problem_en=problem.text("en")[:400],
        problem_at=at,
    )


def _searched(kind: str, ports: Iterable[int], trust: Path | None, by: str, at: datetime) -> Device:
    there = search_devices(ports=ports, trust=trust, by=by, at=at)
    found = [one for one in there if one.kind == kind]
    if not found:
        words = KIND_WORDS[kind]
        raise NoDevice(kind_id=words.id, kind_en=words.en)
    return max(found, key=lambda device: device.is_ready)


def _keep(found: FoundDevice, told: Told | None, at: datetime) -> Device:
    answer, digital_id = found.answer, found.digital_id
    device, _ = Device.objects.update_or_create(
        port=found.port,
        kind=digital_id.type or _FALLBACK_KIND,
        device_id=answer.deviceId,
        defaults={
            "serial": digital_id.serialNo,
            "make": digital_id.make,
            "model": digital_id.model,
            "status": answer.deviceStatus,
            "certification": answer.certification,
            "service_version": answer.serviceVersion,
            "firmware": told.firmware if told else "",
            "trust": told.trust if told else "",
            "is_present": True,
            "seen_at": at,
        },
    )
    if device.problem_code in _GONE:
        # It answers again: that it once did not is no news any more.
        device.problem_code, device.problem_at = "", None
        device.save(update_fields=["problem_code", "problem_at"])
    return device


_GONE = {DeviceSilent.code, NotThere.code}


_FALLBACK_KIND = TYPES[Modality.FINGER]
