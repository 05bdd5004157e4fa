"""The live picture of a scanner (STREAM), as the kit's own pages may show it."""

from __future__ import annotations

from collections.abc import Iterator

from jemput.kernel.errors import Problem
from jemput.kit.devices.sbi import transport

PREVIEW_SECONDS = 45.0
"""A page asks anew after that; a forgotten page must not hold a device's stream for ever."""
BOUNDARY = "jemput"
CONTENT_TYPE = f"multipart/x-mixed-replace; boundary={BOUNDARY}"


def live(port: int, device_id: str, sub_device: str) -> Iterator[bytes]:
    """The stream re-written with our own boundary, picture by picture; ends quietly when the device does."""
    body = {
        "deviceId": device_id,
        "deviceSubId": sub_device,
        "timeout": str(int(1000 * PREVIEW_SECONDS)),
        "dimensions": "",
    }
    try:
        for frame in transport.stream(port, body, timeout_seconds=PREVIEW_SECONDS):
            head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
            yield head.encode("ascii") + frame + b"\r\n"
    except Problem:
        return
