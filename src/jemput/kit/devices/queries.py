"""Reads of devices for the health page and the capture steps."""

from __future__ import annotations

from jemput.kit.devices.errors import DeviceUnknown
from jemput.kit.devices.models import Device


def known_devices() -> list[Device]:
    """Every scanner ever found, those that answer now first."""
    return list(Device.objects.order_by("-is_present", "kind", "port"))


def ready_kinds() -> set[str]:
    """The kinds of which at least one scanner answered the last search."""
    return {device.kind for device in Device.objects.filter(is_present=True) if device.is_ready}


def device_by_id(number: int) -> Device:
    """One device; raises DeviceUnknown."""
    device = Device.objects.filter(pk=number).first()
    if device is None:
        raise DeviceUnknown
    return device


def device_of(kind: str) -> Device | None:
    """The scanner of a kind that would be asked for a capture now."""
    return Device.objects.filter(kind=kind, is_present=True).order_by("-seen_at").first()
