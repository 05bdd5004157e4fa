"""A posted photo, checked and judged: the face, or the proof of an exception."""

from __future__ import annotations

from jemput.biometrics import images
from jemput.biometrics.faces import extraction
from jemput.kernel.body import Modality
from jemput.kernel.errors import Problem, Words
from jemput.kit.devices.errors import NotAPhoto
from jemput.kit.devices.samples import Captured, Spot

_MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}
_SILENT = Words(id="", en="")


def media_type_of(photo: bytes) -> str:
    """image/jpeg or image/png by the first bytes; raises NotAPhoto for anything else."""
    for magic, media_type in _MAGIC.items():
        if photo.startswith(magic):
            return media_type
    raise NotAPhoto


def read_photo(photo: bytes) -> Captured:
    """The face photo as posted, with the quality of the capture; raises NotAPhoto."""
    media_type = media_type_of(photo)
    try:
        quality = extraction.examine(images.decode_color(photo)).quality
    except Problem as error:
        raise NotAPhoto from error
    return Captured(
        Spot(Modality.FACE), photo, media_type, quality.score, quality.advice, device="browser-camera"
    )


def read_proof(photo: bytes) -> Captured:
    """The photo that shows an exception; only that it is a picture is checked. Raises NotAPhoto."""
    media_type = media_type_of(photo)
    try:
        images.decode_color(photo)
    except Problem as error:
        raise NotAPhoto from error
    return Captured(Spot(Modality.FACE), photo, media_type, 100, _SILENT, device="browser-camera")
