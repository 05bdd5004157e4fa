"""What every device hands over, whatever it is: one sample of one position, as it was received."""

from __future__ import annotations

from dataclasses import dataclass

from jemput.kernel.body import Eye, Finger, Modality
from jemput.kernel.errors import Words

Position = int
"""A Finger or Eye number; 0 for face and signature."""

FINGER_WORDS = {
    Finger.RIGHT_THUMB: Words(id="jempol kanan", en="right thumb"),
    Finger.RIGHT_INDEX: Words(id="telunjuk kanan", en="right index finger"),
    Finger.RIGHT_MIDDLE: Words(id="jari tengah kanan", en="right middle finger"),
    Finger.RIGHT_RING: Words(id="jari manis kanan", en="right ring finger"),
    Finger.RIGHT_LITTLE: Words(id="kelingking kanan", en="right little finger"),
    Finger.LEFT_THUMB: Words(id="jempol kiri", en="left thumb"),
    Finger.LEFT_INDEX: Words(id="telunjuk kiri", en="left index finger"),
    Finger.LEFT_MIDDLE: Words(id="jari tengah kiri", en="left middle finger"),
    Finger.LEFT_RING: Words(id="jari manis kiri", en="left ring finger"),
    Finger.LEFT_LITTLE: Words(id="kelingking kiri", en="left little finger"),
}

EYE_WORDS = {
    Eye.RIGHT: Words(id="mata kanan", en="right eye"),
    Eye.LEFT: Words(id="mata kiri", en="left eye"),
}

_ALONE = {
    Modality.FACE: Words(id="wajah", en="face"),
    Modality.SIGNATURE: Words(id="tanda tangan", en="signature"),
}


@dataclass(frozen=True, order=True)
class Spot:
    """One thing that can be sampled: a finger, an eye, the face, the signature."""

    modality: Modality
    position: Position = 0

    @property
    def words(self) -> Words:
        """The spot as an operator would say it."""
        if self.modality is Modality.FINGER:
            return FINGER_WORDS[Finger(self.position)]
        if self.modality is Modality.IRIS:
            return EYE_WORDS[Eye(self.position)]
        return _ALONE[self.modality]

    @property
    def code(self) -> str:
        """The spot in addresses and file names: finger-02, iris-1, face, signature."""
        if self.modality is Modality.FINGER:
            return f"finger-{self.position:02d}"
        return f"iris-{self.position}" if self.modality is Modality.IRIS else self.modality.value


def spot(code: str) -> Spot:
    """Read what `Spot.code` gave; raises ValueError for anything else."""
    name, _, number = code.partition("-")
    found = Spot(Modality(name), int(number or 0))
    if found.code != code:
        raise ValueError(code)
    _ = found.words
    return found


@dataclass(frozen=True)
class Captured:
    """One sample from a device.

    `content` is what goes into the packet (an ISO record, or PNG/JPEG); `quality` is 0 to 100; `advice`
    says in words what to improve, empty when nothing; `template` is what a search compares (finger, iris).
    """

    spot: Spot
    content: bytes
    media_type: str
    quality: int
    advice: Words
    device: str
    device_quality: int | None = None
    template: bytes | None = None
