"""Chosen image files, checked, judged and put into the ISO records that a scanner would have given."""

from __future__ import annotations

from collections.abc import Mapping

from jemput.biometrics import images
from jemput.biometrics.errors import UnsupportedResolution
from jemput.biometrics.formats import finger_image, iris_image
from jemput.kernel.body import Eye, Finger, Modality
from jemput.kernel.errors import Problem
from jemput.kit.devices import reading
from jemput.kit.devices.errors import NotAPrint
from jemput.kit.devices.samples import Captured, Spot

DEVICE = "file-import"
"""How such a sample names its device: no maker has signed it."""

LEAST_DPI, MOST_DPI = 500, 1000


def read_files(files: Mapping[Spot, bytes], *, dpi: int) -> list[Captured]:
    """One sample a file, in the order of the body; `dpi` is the scanner's resolution, for fingers.

    The pixels are written anew: what else a file carries (names, places, thumbnails) does not go along.
    Raises NotAPrint naming the finger or eye, UnsupportedResolution for a scanner below 500 dpi.
    """
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise UnsupportedResolution(dpi=dpi)
    return [_sample(spot, content, dpi) for spot, content in sorted(files.items())]


def _sample(spot: Spot, content: bytes, dpi: int) -> Captured:
    try:
        record = _record(spot, content, dpi)
        judged = reading.judge(spot, record)
    except Problem as problem:
        raise NotAPrint(spot_id=spot.words.id, spot_en=spot.words.en) from problem
    return Captured(
        spot=spot,
        content=record,
        media_type=reading.MEDIA_TYPES[spot.modality],
        quality=judged.quality.score,
        advice=judged.quality.advice,
        device=DEVICE,
        template=judged.template,
    )


def _record(spot: Spot, content: bytes, dpi: int) -> bytes:
    image = images.decode(content)
    height, width = image.shape
    png = images.encode_png(image)
    if spot.modality is Modality.FINGER:
        return finger_image.write(
            finger_image.FingerImage(
                position=Finger(spot.position), image=png, width=width, height=height, dpi=dpi
            )
        )
    coding = iris_image.IrisCoding.PNG
    return iris_image.write(
        iris_image.IrisImage(eye=Eye(spot.position), image=png, width=width, height=height, coding=coding)
    )
