"""The words of MOSIP SBI 0.9.5: kinds of devices, sub-devices, subtypes, error numbers."""

from __future__ import annotations

import re
from enum import IntEnum, StrEnum

from jemput.kernel.body import LEFT_SLAP, RIGHT_SLAP, THUMBS, Eye, Finger, Modality

SPEC_VERSION = "0.9.5"
PORTS = range(4501, 4601)
HOST = "127.0.0.1"
TRANSACTION = re.compile(r"[A-Za-z0-9-]{4,50}")


class Kind(StrEnum):
    """Kinds of devices, by the words of the command line."""

    FINGER = "finger"
    IRIS = "iris"
    FACE = "face"

    @property
    def bio_type(self) -> str:
        """The wire's word: Finger, Iris or Face."""
        return self.value.capitalize()

    @property
    def device_sub_type(self) -> str:
        """Slap, Double or Full face."""
        return {Kind.FINGER: "Slap", Kind.IRIS: "Double", Kind.FACE: "Full face"}[self]

    @property
    def modality(self) -> Modality:
        """The kernel's word."""
        return Modality(self.value)


Spot = Finger | Eye | None
"""What can lie on one place of the glass; None is the face."""

_FINGERS = {"THUMB": "Thumb", "INDEX": "IndexFinger", "MIDDLE": "MiddleFinger", "RING": "RingFinger"}
_FINGERS["LITTLE"] = "LittleFinger"


def subtype(spot: Spot) -> str:
    """The wire's word for a spot: `Left IndexFinger`, `Right`, or nothing for the face."""
    if spot is None:
        return ""
    if isinstance(spot, Eye):
        return spot.name.capitalize()
    side, _, digit = spot.name.partition("_")
    return f"{side.capitalize()} {_FINGERS[digit]}"


SUB_DEVICES: dict[Kind, dict[str, tuple[Spot, ...]]] = {
    Kind.FINGER: {"1": LEFT_SLAP, "2": RIGHT_SLAP, "3": THUMBS},
    Kind.IRIS: {"1": (Eye.LEFT,), "2": (Eye.RIGHT,), "3": (Eye.LEFT, Eye.RIGHT)},
    Kind.FACE: {"0": (None,)},
}
"""What each part of a device takes in one go."""


class Fail(IntEnum):
    """Error numbers of the standard."""

    NOT_REGISTERED = 100
    NOTHING_FOUND = 101
    EXTRACTION = 102
    TAMPERED = 103
    NO_SERVER = 104
    ORIENTATION = 105
    NOT_FOUND = 106
    KEY_EXPIRED = 107
    NO_DOMAIN_KEY = 108
    COUNT = 109
    NOT_READY = 110
    BUSY = 111
    BAD_TRANSACTION = 112


_INFO = {
    Fail.NOT_REGISTERED: "Device not registered",
    Fail.NOTHING_FOUND: "Unable to detect a biometric object",
    Fail.EXTRACTION: "Technical error during extraction",
    Fail.TAMPERED: "Device tamper detected",
    Fail.NO_SERVER: "Unable to connect to management server",
    Fail.ORIENTATION: "Image orientation error",
    Fail.NOT_FOUND: "Device not found",
    Fail.KEY_EXPIRED: "Device public key expired",
    Fail.NO_DOMAIN_KEY: "Domain public key missing",
    Fail.COUNT: "Requested number of biometric (Finger/IRIS) not supported",
    Fail.NOT_READY: "Device is not ready",
    Fail.BUSY: "Device is busy",
    Fail.BAD_TRANSACTION: "Invalid transaction ID",
}


def error(fail: Fail | None = None) -> dict[str, str]:
    """The `error` object of an answer; success without a number."""
    if fail is None:
        return {"errorCode": "0", "errorInfo": "Success"}
    return {"errorCode": str(int(fail)), "errorInfo": _INFO[fail]}
