"""Minutiae records and CBEFF documents come back as they went out, and survive hostile senders."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.biometrics.errors import MalformedRecord, NotRepresentable
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.formats import cbeff, minutiae
from jemput.biometrics.formats.capture import Certificate
from jemput.kernel.body import Eye, Finger, Modality
from tests.unit.biometrics.people import finger

SAMPLE = minutiae.FingerMinutiae(Finger.LEFT_INDEX, finger(1))
FMR = minutiae.write(SAMPLE)
RECORDS = (
    cbeff.Record(
        Modality.FINGER,
        Finger.RIGHT_RING,
        b"\x00\x01finger",
        datetime(2018, 12, 27, 9, 30, tzinfo=UTC),
        77,
        "7",
        {"RETRIES": "1", "EXCEPTION": "false"},
    ),
    cbeff.Record(Modality.IRIS, Eye.LEFT, b"iris", format_type="9"),
    cbeff.Record(Modality.FACE, None, b"face" * 500, quality=0, format_type="8"),
)
XML = cbeff.write(RECORDS)


def test_minutiae_round_trip_but_for_rounded_confidence() -> None:
    found = minutiae.read(FMR)
    assert found.position == Finger.LEFT_INDEX
    for name in ("x", "y", "direction", "ending"):
        assert np.array_equal(found.template.minutiae[name], SAMPLE.template.minutiae[name])
    assert (
        np.abs(
            found.template.minutiae["confidence"].astype(int) - SAMPLE.template.minutiae["confidence"]
        ).max()
        <= 2
    )


def test_the_minutiae_record_is_laid_out_as_the_standard_says() -> None:
    assert FMR[:8] == b"FMR\x00030\x00"
    assert FMR[12:15] == bytes((0, 1, 0))
    assert FMR[34:45] == bytes((7, 0, 0, 197, 0, 197, 0, 1, 44, 1, 144))
    assert FMR[45:47] == bytes((0x61, 40))
    assert len(FMR) == 47 + 6 * 40 + 2


def test_what_stands_behind_the_minutiae_comes_back() -> None:
    sample = replace(SAMPLE, view=2, certificates=(Certificate(64, 2),), extension=b"\x00\x02\x00\x05\x01")
    data = minutiae.write(sample)
    assert minutiae.write(minutiae.read(data)) == data
    assert minutiae.read(data).extension == sample.extension


def test_a_print_too_wide_for_fourteen_bits_is_refused() -> None:
    with pytest.raises(NotRepresentable):
        minutiae.write(minutiae.FingerMinutiae(None, FingerTemplate(finger(1).minutiae, 20_000, 400, 0)))


def test_every_truncated_minutiae_record_is_refused() -> None:
    for length in range(len(FMR)):
        with pytest.raises(MalformedRecord):
            minutiae.read(FMR[:length])


@given(st.lists(st.tuples(st.integers(0, len(FMR) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_minutiae_records_are_refused_or_read(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(FMR)
    for at, value in changes:
        damaged[at] = value
    try:
        assert len(minutiae.read(bytes(damaged)).template) <= 255
    except MalformedRecord as problem:
        assert problem.code == "B050"


def test_documents_round_trip() -> None:
    assert cbeff.read(XML) == RECORDS


def test_times_keep_their_microseconds() -> None:
    moment = datetime(2020, 7, 16, 11, 22, 50, 958_466, UTC)
    record = replace(RECORDS[2], created_at=moment)
    assert cbeff.read(cbeff.write([record])) == (record,)


def test_a_single_record_is_read_without_its_envelope() -> None:
    inner = XML[XML.index(b"<BIR><BIRInfo>") : XML.index(b"</BIR>") + 6]
    bare = inner.replace(b"<BIR>", f'<BIR xmlns="{cbeff.NAMESPACE}">'.encode(), 1)
    assert cbeff.read(bare) == RECORDS[:1]


def test_base64url_without_padding_is_read() -> None:
    changed = XML.replace(b"AAFmaW5nZXI=", b"AAFmaW5nZXI")
    assert cbeff.read(changed) == RECORDS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        XML.decode().encode("utf-16"),
        XML.replace(b"Right RingFinger", b"Right Left"),
        XML.replace(b"<Score>77", b"<Score>777"),
        XML.replace(b"2018-12-27T", b"2018-13-27T"),
        XML.replace(b"Finger</Type>", b"Foot</Type>"),
    ],
)
def test_malformed_documents_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedRecord):
        cbeff.read(data)


@given(st.integers(0, len(XML) - 1), st.binary(max_size=8))
def test_damaged_documents_are_refused_or_read(at: int, junk: bytes) -> None:
    try:
        cbeff.read(XML[:at] + junk + XML[at + len(junk) :])
    except MalformedRecord as problem:
        assert problem.code == "B050"


def test_signatures_have_no_registered_image_format() -> None:
    with pytest.raises(NotRepresentable):
        cbeff.write([cbeff.Record(Modality.SIGNATURE, None, b"x")])
