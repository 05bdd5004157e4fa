"""The words of MOSIP SBI 0.9.5: types, subtypes, sub-devices, and the shape of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from jemput.kernel.body import LEFT_SLAP, RIGHT_SLAP, THUMBS, Eye, Finger, Modality
from jemput.kit.devices.errors import DeviceUnclear
from jemput.kit.devices.samples import Spot

Answer = TypeVar("Answer")

SPEC_VERSION = "0.9.5"
PURPOSE = "Registration"

TYPES = {Modality.FINGER: "Finger", Modality.IRIS: "Iris", Modality.FACE: "Face"}

_FINGER_NAMES = {
    "THUMB": "Thumb",
    "INDEX": "IndexFinger",
    "MIDDLE": "MiddleFinger",
    "RING": "RingFinger",
    "LITTLE": "LittleFinger",
}


def _finger_name(finger: Finger) -> str:
    side, _, name = finger.name.partition("_")
    return f"{side.capitalize()} {_FINGER_NAMES[name]}"


SUBTYPES: dict[Spot, str] = {
    **{Spot(Modality.FINGER, finger): _finger_name(finger) for finger in Finger},
    **{Spot(Modality.IRIS, eye): eye.name.capitalize() for eye in Eye},
    Spot(Modality.FACE): "",
}

_SUB_DEVICES: tuple[tuple[str, frozenset[Spot]], ...] = (
    ("1", frozenset(Spot(Modality.FINGER, finger) for finger in LEFT_SLAP)),
    ("2", frozenset(Spot(Modality.FINGER, finger) for finger in RIGHT_SLAP)),
    ("3", frozenset(Spot(Modality.FINGER, finger) for finger in THUMBS)),
    ("3", frozenset(Spot(Modality.IRIS, eye) for eye in Eye)),
)


def spot_of(bio_type: str, subtype: str) -> Spot | None:
    """The spot that a device names; None for one it does not know (UNKNOWN)."""
    return next(
        (s for s, name in SUBTYPES.items() if name == subtype and TYPES[s.modality] == bio_type), None
    )


def sub_device(spots: frozenset[Spot]) -> str:
    """The `deviceSubId` whose glass takes all the spots; "0" where there is no such thing."""
    return next((number for number, takes in _SUB_DEVICES if spots <= takes), "0")


class _Answer(BaseModel):
    """Devices may say more than we read; what we read must be of the right kind."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class SbiError(_Answer):
    """`error` of any answer; "0" is success."""

    errorCode: str = "0"  # noqa: N815 - the wire's own spelling
    errorInfo: str = ""  # noqa: N815


class DeviceAnswer(_Answer):
    """One device of a MOSIPDISC answer."""

    deviceId: str = Field("", max_length=200)  # noqa: N815
    deviceStatus: str = Field("", max_length=40)  # noqa: N815
    certification: str = Field("", max_length=20)
    serviceVersion: str = Field("", max_length=40)  # noqa: N815
    deviceSubId: list[str] = Field(default_factory=list, max_length=20)  # noqa: N815
    digitalId: str = Field("", max_length=20_000)  # noqa: N815
    error: SbiError = SbiError()


class InfoAnswer(_Answer):
    """One element of a MOSIPDINFO answer; `deviceInfo` is a JWS."""

    deviceInfo: str = Field("", max_length=60_000)  # noqa: N815
    error: SbiError = SbiError()


class SignedInfo(_Answer):
    """The payload of `deviceInfo`."""

    deviceId: str = Field("", max_length=200)  # noqa: N815
    deviceStatus: str = Field("", max_length=40)  # noqa: N815
    firmware: str = Field("", max_length=80)
    env: str = Field("", max_length=40)


class DigitalId(_Answer):
    """Who made the device, and its number."""

    serialNo: str = Field("", max_length=120)  # noqa: N815
    make: str = Field("", max_length=120)
    model: str = Field("", max_length=120)
    type: str = Field("", max_length=40)


class BiometricAnswer(_Answer):
    """One element of an RCAPTURE answer; `data` is a JWS."""

    data: str = ""
    hash: str = Field("", max_length=64)
    error: SbiError = SbiError()


class CaptureAnswer(_Answer):
    """A whole RCAPTURE answer."""

    biometrics: list[BiometricAnswer] = Field(min_length=1, max_length=20)


class SignedCapture(_Answer):
    """The payload of `data`."""

    bioType: str  # noqa: N815
    bioSubType: str = ""  # noqa: N815
    bioValue: str  # noqa: N815
    transactionId: str  # noqa: N815
    qualityScore: float = 0  # noqa: N815
    purpose: str = ""
    digitalId: str = ""  # noqa: N815


@dataclass(frozen=True)
class FoundDevice:
    """A device as discovery found it."""

    port: int
    answer: DeviceAnswer
    digital_id: DigitalId


def read_answer(kind: type[Answer], raw: bytes | str) -> Answer:
    """Parse JSON as `kind`; raises DeviceUnclear naming the first wrong field."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        answer: Answer = adapter.validate_json(raw)
    except (ValidationError, ValueError, RecursionError) as error:
        where = ""
        if isinstance(error, ValidationError):
            where = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise DeviceUnclear(reason=where or "JSON") from error
    return answer
