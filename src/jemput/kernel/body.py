"""What is captured of a person, by the positions and codes of ISO/IEC 19794 and MOSIP SBI."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Modality(StrEnum):
    """Kinds of biometric or biometric-like sample."""

    FINGER = "finger"
    IRIS = "iris"
    FACE = "face"
    SIGNATURE = "signature"


class Finger(IntEnum):
    """Finger positions of ISO/IEC 19794-2:2011, table 5."""

    RIGHT_THUMB = 1
    RIGHT_INDEX = 2
    RIGHT_MIDDLE = 3
    RIGHT_RING = 4
    RIGHT_LITTLE = 5
    LEFT_THUMB = 6
    LEFT_INDEX = 7
    LEFT_MIDDLE = 8
    LEFT_RING = 9
    LEFT_LITTLE = 10


class Eye(IntEnum):
    """Eye labels of ISO/IEC 19794-6:2011."""

    RIGHT = 1
    LEFT = 2


RIGHT_SLAP = (Finger.RIGHT_INDEX, Finger.RIGHT_MIDDLE, Finger.RIGHT_RING, Finger.RIGHT_LITTLE)
LEFT_SLAP = (Finger.LEFT_INDEX, Finger.LEFT_MIDDLE, Finger.LEFT_RING, Finger.LEFT_LITTLE)
THUMBS = (Finger.LEFT_THUMB, Finger.RIGHT_THUMB)


class Outcome(StrEnum):
    """What became of one expected sample: all that the office ever learns of it."""

    CAPTURED = "captured"
    EXCEPTION = "exception"
    FAILED = "failed"


class ExceptionReason(StrEnum):
    """Why a sample could not be taken (OSIA `presence`, and the field's own reasons)."""

    AMPUTATED = "amputated"
    BANDAGED = "bandaged"
    DAMAGED = "damaged"
    TREMOR = "tremor"
    CANNOT_COOPERATE = "cannot_cooperate"
    CANNOT_WRITE = "cannot_write"
    DEVICE = "device"
