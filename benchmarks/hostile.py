"""Hostile bytes: valid seeds of every parser, what turns them bad, and the parsers to feed."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from jemput.biometrics import images
from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.fingerprints.templates import MINUTIA, FingerTemplate
from jemput.biometrics.formats import cbeff, face_image, finger_image, iris_image, minutiae
from jemput.biometrics.formats.capture import CaptureEvent, Certificate, QualityBlock
from jemput.biometrics.irises.code import BANDS, WORDS_PER_ROW
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import search
from jemput.biometrics.storage import DESCRIPTION, REMOVED, GalleryFolder
from jemput.kernel.body import Eye, Finger, Modality
from mutations import mutated, right_png, right_record

Parse = Callable[[bytes], object]
Repair = Callable[[bytearray], None]
EVENT = CaptureEvent(datetime(2018, 12, 27, 9, 30, 15, tzinfo=UTC), 1, 2, 3, (QualityBlock(80, 4, 5),))
FAST_DISK = Path("/dev/shm")


@dataclass(frozen=True)
class Target:
    """A parser, the seeds its inputs are made from, and its weight in a shared-out run."""

    name: str
    parse: Parse
    seeds: Sequence[bytes]
    weight: float
    repair: Repair | None = None
    """Puts sums and total lengths right again, so that mutations get past the first check."""

    def made(self, number: int) -> bytes:
        """Input `number`, always the same one."""
        chance = random.Random(f"{self.name} {number}")
        data = mutated(bytearray(chance.choice(self.seeds)), self.seeds, chance)
        if self.repair is not None and chance.random() < 0.7:
            self.repair(data)
        return bytes(data)


def targets() -> tuple[Target, ...]:
    """Every parser of bytes from outside, cheap ones with more weight than native decoders."""
    return (*_records(), *_templates(), *_pictures(), *_galleries())


def _records() -> list[Target]:
    png, finger = images.encode_png(_picture()), _finger(12)
    fingers = [
        finger_image.FingerImage(Finger.LEFT_RING, png[:80], 48, 64, event=EVENT),
        finger_image.FingerImage(
            None, b"raw", 3, 1, certificates=(Certificate(1, 2),), extension=b"\0\1\0\5x"
        ),
    ]
    irises = [iris_image.IrisImage(eye, png[:60], 48, 64, event=EVENT) for eye in Eye]
    details = face_image.FaceDetails(165, 1, 2, (1, 2, 3), b"landmark" * 2, 1, 1, 0)
    faces = [
        face_image.FaceImage(png[:80], 48, 64, event=EVENT),
        face_image.FaceImage(b"x", 4, 6, pose_degrees=(2, None, -4), details=details),
    ]
    prints = [
        minutiae.FingerMinutiae(Finger.LEFT_INDEX, finger, EVENT),
        minutiae.FingerMinutiae(None, _finger(2), certificates=(Certificate(1, 2),), extension=b"more"),
    ]
    documents = [
        cbeff.write([cbeff.Record(Modality.FACE, None, b"face", EVENT.captured_at, 9, "8", {"A": "b"})]),
        cbeff.write([cbeff.Record(Modality.FINGER, finger, b"x" * 30) for finger in list(Finger)[:3]]),
        cbeff.write([cbeff.Record(Modality.IRIS, Eye.LEFT, b"iris", quality=100)]),
    ]
    return [
        Target("iso_19794_2", minutiae.read_all, [minutiae.write(one) for one in prints], 10, right_record),
        Target(
            "iso_19794_4", finger_image.read_all, _written(finger_image.write_all, fingers), 10, right_record
        ),
        Target("iso_19794_5", face_image.read_all, _written(face_image.write_all, faces), 10, right_record),
        Target("iso_19794_6", iris_image.read_all, _written(iris_image.write_all, irises), 10, right_record),
        Target("cbeff", cbeff.read, documents, 10),
    ]


def _written(write: Callable[[Sequence[Any]], bytes], samples: Sequence[Any]) -> list[bytes]:
    return [*(write([sample]) for sample in samples), write(samples)]


def _templates() -> list[Target]:
    person = _person()
    small = PersonTemplate({Finger.LEFT_INDEX: _finger(3)})
    prints = [_finger(count).to_bytes() for count in (0, 3, 40)]
    return [
        Target("finger_template", FingerTemplate.from_bytes, prints, 10),
        Target("iris_template", IrisTemplate.from_bytes, [_iris().to_bytes()], 6),
        Target("face_template", FaceTemplate.from_bytes, [_face().to_bytes()], 6),
        Target("person_template", PersonTemplate.from_bytes, [person.to_bytes(), small.to_bytes()], 10),
    ]


def _pictures() -> list[Target]:
    gray = _picture()
    color, deep = np.dstack([gray, gray[::-1], 255 - gray]), gray.astype(np.uint16) * 257
    clear = np.dstack([color, gray])
    progressive = [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]
    jpegs = [_encoded(".jpg", gray), _encoded(".jpg", color), _encoded(".jpg", color, progressive)]
    jp2s = [_encoded(".jp2", gray), _encoded(".jp2", color), _encoded(".jp2", deep)]
    jp2s.append(jp2s[0][jp2s[0].index(b"\xff\x4f\xff\x51") :])
    pngs = [_encoded(".png", one) for one in (gray, color, deep, clear)]
    tiffs = [_encoded(".tif", gray), _encoded(".tif", color, [cv2.IMWRITE_TIFF_COMPRESSION, 1])]
    return [
        Target("png", images.decode, pngs, 6, right_png),
        Target("png_in_color", images.decode_color, pngs, 3, right_png),
        Target("jpeg", images.decode, jpegs, 6),
        Target("jpeg_in_color", images.decode_color, jpegs, 3),
        Target("jpeg_2000", images.decode, jp2s, 4),
        Target("tiff", images.decode, tiffs, 4),
    ]


def _galleries() -> list[Target]:
    """One gallery a process, whose files are overwritten in turn."""
    files = {
        DESCRIPTION: 1.0,
        "template_starts.npy": 0.7,
        "finger7_words.npy": 0.7,
        "finger7_starts.npy": 0.7,
    }
    files[REMOVED] = 0.6
    made = []
    for name, weight in files.items():
        seed = _file(_gallery_folder(), name).read_bytes()
        made.append(Target(f"gallery_{name.split('.')[0]}", partial(_opened, name), [seed], weight))
    tidy()
    return made


_workshop: list[Path] = []


def _gallery_folder() -> Path:
    """A gallery of two persons and one removed, made when first needed."""
    if not _workshop:
        folder = Path(tempfile.mkdtemp(dir=FAST_DISK if FAST_DISK.is_dir() else None, prefix="fuzz-"))
        gallery = GalleryFolder(folder, scanned=(Finger.LEFT_INDEX,))
        gallery.append([("P1", _person()), ("P2", _person()), ("P3", _person())])
        gallery.remove("P3")
        _workshop.append(folder)
    return _workshop[0]


def _file(folder: Path, name: str) -> Path:
    return folder / name if name == REMOVED else folder / "00000001" / name


def _opened(name: str, data: bytes) -> object:
    """Open a gallery one of whose files holds `data`, search it, and read every person."""
    folder = _gallery_folder()
    file = _file(folder, name)
    before = file.read_bytes()
    file.write_bytes(data)
    try:
        gallery = GalleryFolder(folder, scanned=(Finger.LEFT_INDEX,)).open()
        search(gallery, _person())
        return [template for _, template in gallery]
    finally:
        file.write_bytes(before)


def _person() -> PersonTemplate:
    return PersonTemplate(
        {Finger.LEFT_INDEX: _finger(9), Finger.RIGHT_THUMB: _finger(0)}, {Eye.LEFT: _iris()}, _face()
    )


def tidy() -> None:
    """Remove what the gallery parsers have written."""
    while _workshop:
        shutil.rmtree(_workshop.pop(), ignore_errors=True)


def _picture() -> images.GrayImage:
    rows, columns = np.mgrid[0:64, 0:48]
    return np.asarray((rows * 3 + columns * columns) % 256, np.uint8)


def _encoded(extension: str, image: np.ndarray[Any, Any], how: Sequence[int] = ()) -> bytes:
    return bytes(cv2.imencode(extension, image, list(how))[1].tobytes())


def _finger(count: int) -> FingerTemplate:
    made = np.zeros(count, MINUTIA)
    made["x"] = made["y"] = np.arange(count) * 5
    made["confidence"] = 200
    return FingerTemplate(made, 300, 400, 80)


def _iris() -> IrisTemplate:
    words = np.random.default_rng(1).integers(0, 2**64, (3, BANDS, WORDS_PER_ROW), np.uint64)
    return IrisTemplate(words[:2], words[2], 80)


def _face() -> FaceTemplate:
    return FaceTemplate(np.full(128, 0.09, np.float32), 80)
