"""Standard image records come back as they went out; hostile ones are refused with a number."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.biometrics import images
from jemput.biometrics.errors import MalformedRecord, NotRepresentable
from jemput.biometrics.formats import face_image, finger_image, iris_image
from jemput.biometrics.formats.capture import CaptureEvent, Certificate, QualityBlock
from jemput.kernel.body import Eye, Finger

EVENT = CaptureEvent(
    datetime(2018, 12, 27, 9, 30, 15, 250_000, UTC),
    1,
    0x1234,
    7,
    (QualityBlock(81, 0x55, 3), QualityBlock(255)),
)
PNG = images.encode_png(np.arange(64 * 48, dtype=np.uint8).reshape(64, 48))
FINGER = finger_image.FingerImage(Finger.LEFT_RING, PNG, 48, 64, event=EVENT)
IRIS = iris_image.IrisImage(Eye.LEFT, PNG, 48, 64, distance_mm=150, event=EVENT)
FACE = face_image.FaceImage(PNG, 48, 64, sex=2, pose_degrees=(-14, 0, 22), event=EVENT)
RECORDS = [
    (finger_image.write(FINGER), finger_image.read),
    (iris_image.write(IRIS), iris_image.read),
    (face_image.write(FACE), face_image.read),
]


def test_records_round_trip() -> None:
    assert finger_image.read(finger_image.write(FINGER)) == FINGER
    assert iris_image.read(iris_image.write(IRIS)) == IRIS
    assert face_image.read(face_image.write(FACE)) == FACE


def test_the_finger_record_is_laid_out_as_the_standard_says() -> None:
    data = finger_image.write(FINGER)
    assert data[:8] == b"FIR\x00020\x00"
    assert int.from_bytes(data[8:12], "big") == len(data)
    assert data[12:16] == bytes((0, 1, 0, 1))
    assert int.from_bytes(data[16:20], "big") == len(data) - 16
    assert data[20:29] == bytes((0x07, 0xE2, 12, 27, 9, 30, 15, 0, 250))
    assert data[45:48] == bytes((9, 0, 1))
    assert data[-len(PNG) - 4 : -len(PNG)] == len(PNG).to_bytes(4, "big")


def test_the_iris_and_face_headers_are_the_standard_s() -> None:
    iris, face = iris_image.write(IRIS), face_image.write(FACE)
    assert iris[:8] == b"IIR\x00020\x00"
    assert iris[47:50] == bytes((2, 2, 14))
    assert face[:8] == b"FAC\x00030\x00"
    assert len(face) == 17 + 4 + 14 + 1 + 10 + 17 + 11 + 4 + len(PNG)


def test_a_slap_holds_four_fingers() -> None:
    slap = [finger_image.FingerImage(finger, PNG, 48, 64) for finger in list(Finger)[1:5]]
    data = finger_image.write_all(slap)
    assert finger_image.read_all(data) == tuple(slap)
    with pytest.raises(MalformedRecord):
        finger_image.read(data)


def test_resolution_in_pixels_per_centimeter_is_converted() -> None:
    data = bytearray(finger_image.write(finger_image.FingerImage(Finger.LEFT_RING, PNG, 48, 64)))
    data[37] = finger_image.PIXELS_PER_CENTIMETER
    data[42:46] = (197).to_bytes(2, "big") * 2
    assert finger_image.read(bytes(data)).dpi == 500


def test_pixels_that_are_not_square_are_refused() -> None:
    data = bytearray(finger_image.write(finger_image.FingerImage(Finger.LEFT_RING, PNG, 48, 64)))
    data[44:46] = (250).to_bytes(2, "big")
    with pytest.raises(MalformedRecord):
        finger_image.read(bytes(data))


def test_what_is_only_carried_along_comes_back_byte_for_byte() -> None:
    comment = bytes.fromhex("0001 0003 0006") + b"(7)"
    certificates = (Certificate(64, 2), Certificate(64, 3))
    finger = replace(FINGER, view=1, certificates=certificates, extension=comment)
    details = face_image.FaceDetails(165, 0x810000, 2, (1, 0, 3), b"landmark" * 3, 2, 1, 1)
    face = replace(FACE, details=details, pose_degrees=(None, 2, -2), extension=b"depth")
    iris = replace(IRIS, roll=(1, 2), extension=b"more")
    assert finger_image.read(finger_image.write(finger)) == finger
    assert face_image.read(face_image.write(face)) == face
    assert iris_image.read(iris_image.write(iris)) == iris


def test_fingers_with_and_without_certificates_share_a_record() -> None:
    both = (FINGER, replace(FINGER, position=Finger.LEFT_LITTLE, certificates=(Certificate(1, 2),)))
    found = finger_image.read_all(finger_image.write_all(both))
    assert [one.certificates for one in found] == [(), (Certificate(1, 2),)]


def test_what_has_no_room_is_refused() -> None:
    with pytest.raises(NotRepresentable):
        finger_image.write(finger_image.FingerImage(Finger.LEFT_RING, PNG, 70_000, 64))
    with pytest.raises(NotRepresentable):
        finger_image.write_all([])
    with pytest.raises(NotRepresentable):
        iris_image.write(iris_image.IrisImage(None, PNG, 1, 1, event=CaptureEvent(datetime(2018, 1, 1))))  # noqa: DTZ001


@pytest.mark.parametrize(("data", "read"), RECORDS)
def test_every_truncation_is_refused(data: bytes, read: Callable[[bytes], object]) -> None:
    for length in range(len(data)):
        with pytest.raises(MalformedRecord):
            read(data[:length])


@pytest.mark.parametrize(("record", "read"), RECORDS)
@given(changes=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 255)), min_size=1, max_size=6))
def test_damage_is_refused_or_read(
    record: bytes, read: Callable[[bytes], object], changes: list[tuple[int, int]]
) -> None:
    damaged = bytearray(record)
    for at, value in changes:
        damaged[at % len(record)] = value
    try:
        assert read(bytes(damaged)) is not None
    except MalformedRecord as problem:
        assert problem.code == "B050"


@pytest.mark.parametrize(("record", "read"), RECORDS)
@given(rest=st.binary(max_size=200))
def test_hostile_bytes_are_refused(record: bytes, read: Callable[[bytes], object], rest: bytes) -> None:
    with pytest.raises(MalformedRecord):
        read(record[:8] + rest)


@given(st.tuples(*[st.integers(-180, 180)] * 3))
def test_pose_survives_within_two_degrees(pose: tuple[int, int, int]) -> None:
    sample = face_image.FaceImage(PNG, 48, 64, pose_degrees=pose)
    found = face_image.read(face_image.write(sample)).pose_degrees
    assert found is not None
    assert all((a - b + 180) % 360 - 180 in (-1, 0, 1) for a, b in zip(found, pose, strict=True))
