"""What was written once is read by every later version, and never compared across algorithm versions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jemput.biometrics.comparison import compare
from jemput.biometrics.errors import OtherAlgorithm
from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.formats import cbeff, face_image, finger_image, iris_image, minutiae
from jemput.biometrics.formats.capture import CaptureEvent, Certificate, QualityBlock
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger, Modality
from tests.unit.biometrics.people import face, finger, iris

GOLDEN = Path(__file__).parent / "golden"
EVENT = CaptureEvent(datetime(2018, 12, 27, 9, 30, 15, 250_000, UTC), 1, 2, 3, (QualityBlock(81, 4, 5),))
CERTIFIED = (Certificate(64, 2),)
TEMPLATES: list[tuple[str, Callable[[bytes], object], object]] = [
    ("finger_v1.bin", FingerTemplate.from_bytes, finger(7)),
    ("iris_v1.bin", IrisTemplate.from_bytes, iris(7)),
    ("face_v1.bin", FaceTemplate.from_bytes, face(7)),
]
PICTURES: list[tuple[str, Callable[[bytes], object], object]] = [
    (
        "finger_2011.fir",
        finger_image.read,
        finger_image.FingerImage(
            Finger.LEFT_RING, b"image", 300, 400, event=EVENT, certificates=CERTIFIED, extension=b"more"
        ),
    ),
    (
        "iris_2011.iir",
        iris_image.read,
        iris_image.IrisImage(Eye.LEFT, b"image", 640, 480, event=EVENT, roll=(1, 2), distance_mm=150),
    ),
    (
        "face_2011.fac",
        face_image.read,
        face_image.FaceImage(
            b"image",
            480,
            640,
            sex=2,
            pose_degrees=(-14, None, 22),
            event=EVENT,
            details=face_image.FaceDetails(165, 1, 2, (1, 0, 3), b"landmark", 2, 1, 1),
        ),
    ),
    (
        "documents_ed2.xml",
        cbeff.read,
        (
            cbeff.Record(
                Modality.FINGER, Finger.RIGHT_RING, b"finger", EVENT.captured_at, 77, "7", {"RETRIES": "1"}
            ),
            cbeff.Record(Modality.IRIS, Eye.LEFT, b"iris", format_type="9"),
            cbeff.Record(Modality.FACE, None, b"face", quality=0, format_type="8"),
        ),
    ),
]
PERSONS = {
    "finger": PersonTemplate({Finger.LEFT_INDEX: finger(7)}),
    "iris": PersonTemplate(irises={Eye.LEFT: iris(7)}),
    "face": PersonTemplate(face=face(7)),
}
LATER = {
    "finger": PersonTemplate({Finger.LEFT_INDEX: replace(finger(7), algorithm=2)}),
    "iris": PersonTemplate(irises={Eye.LEFT: replace(iris(7), algorithm=2)}),
    "face": PersonTemplate(face=replace(face(7), algorithm=2)),
}


@pytest.mark.parametrize(("name", "read", "wanted"), TEMPLATES + PICTURES, ids=lambda part: str(part)[:20])
def test_golden_files_are_still_read(name: str, read: Callable[[bytes], object], wanted: object) -> None:
    assert read((GOLDEN / name).read_bytes()) == wanted


def test_the_golden_minutiae_record_is_still_read() -> None:
    found = minutiae.read((GOLDEN / "minutiae_2011.fmr").read_bytes())
    assert (found.position, found.event, found.certificates) == (Finger.LEFT_INDEX, EVENT, CERTIFIED)
    assert found.template.minutiae["x"].tolist() == finger(7).minutiae["x"].tolist()
    assert found.template.minutiae["direction"].tolist() == finger(7).minutiae["direction"].tolist()


@pytest.mark.parametrize("kind", PERSONS)
def test_other_algorithms_are_read_and_kept_but_never_compared(kind: str) -> None:
    later = PersonTemplate.from_bytes(LATER[kind].to_bytes())
    assert later == LATER[kind]
    for probe, reference in ((PERSONS[kind], later), (later, PERSONS[kind])):
        with pytest.raises(OtherAlgorithm):
            compare(probe, reference)
