"""Whole persons: kept as bytes, compared by all they share, found among others."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.biometrics import calibration
from jemput.biometrics.comparison import OTHER_EYE, OTHER_HAND, compare
from jemput.biometrics.errors import (
    MalformedTemplate,
    NothingToCompare,
    OtherAlgorithm,
    SubjectTwice,
    UnknownSubject,
)
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Gallery, Step, search
from jemput.kernel.body import Eye, Finger, Modality
from jemput.kernel.errors import Problem
from tests.unit.biometrics.people import again, face, finger, iris, person, recaptured

GOLDEN = Path(__file__).parent / "golden"
PEOPLE = {f"P{seed}": person(seed) for seed in range(12)}


def test_bytes_round_trip() -> None:
    assert PersonTemplate.from_bytes(PEOPLE["P1"].to_bytes()) == PEOPLE["P1"]


def test_golden_person_of_version_1_is_still_read_and_matches() -> None:
    golden = PersonTemplate.from_bytes((GOLDEN / "person_v1.bin").read_bytes())
    assert golden == PEOPLE["P7"]
    assert compare(golden, recaptured(PEOPLE["P7"], 1)).is_match(at_false_match_rate=1e-6)


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedTemplate):
        PersonTemplate.from_bytes(data)


@given(st.data())
def test_damaged_bytes_are_refused_or_read(data: st.DataObject) -> None:
    content = bytearray(PEOPLE["P1"].to_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        PersonTemplate.from_bytes(bytes(content))
    except Problem as problem:
        assert isinstance(problem, MalformedTemplate)


def test_the_same_person_matches_at_one_in_a_million() -> None:
    found = compare(PEOPLE["P3"], recaptured(PEOPLE["P3"], 2))
    assert found.is_match(at_false_match_rate=calibration.DUPLICATE_FMR)
    assert {part.modality for part in found.evidence} == {Modality.FINGER}


def test_strangers_do_not_match() -> None:
    found = compare(PEOPLE["P3"], PEOPLE["P4"])
    assert not found.is_match()
    assert found.false_match_rate == 1.0


def test_evidence_adds_up() -> None:
    found = compare(PEOPLE["P3"], PEOPLE["P3"])
    assert found.log10_ratio == pytest.approx(math.fsum(part.log10_ratio for part in found.evidence))
    assert len(found.evidence) == 13


def test_only_shared_samples_count() -> None:
    left = PersonTemplate({Finger.LEFT_INDEX: finger(1)}, {Eye.LEFT: iris(1)})
    right = PersonTemplate({Finger.LEFT_INDEX: again(finger(1))}, {}, face(3))
    assert [part.position for part in compare(left, right).evidence] == [Finger.LEFT_INDEX]


def test_nothing_shared_is_said() -> None:
    with pytest.raises(NothingToCompare):
        compare(PersonTemplate(face=face(1)), PersonTemplate({Finger.LEFT_INDEX: finger(1)}))


def test_swapped_hands_are_recognized() -> None:
    swapped = PersonTemplate({OTHER_HAND[at]: again(found) for at, found in PEOPLE["P5"].fingers.items()})
    best = search(Gallery(PEOPLE.items()), swapped)[0]
    assert (best.subject_id, best.swapped) == ("P5", True)


def test_exchanged_eyes_are_found_with_and_without_hands() -> None:
    eyes = {OTHER_EYE[eye]: found for eye, found in PEOPLE["P5"].irises.items()}
    hands = recaptured(PEOPLE["P5"], 4).fingers
    exchanged = {OTHER_HAND[at]: found for at, found in hands.items()}
    gallery = Gallery(PEOPLE.items())
    for fingers in (hands, exchanged, {}):
        best = search(gallery, PersonTemplate(fingers, eyes))[0]
        assert (best.subject_id, best.swapped) == ("P5", fingers is not hands)
        assert best.log10_ratio > calibration.DUPLICATE_SCORE


def test_other_versions_are_never_compared() -> None:
    old = FingerTemplate(finger(1).minutiae, 300, 400, 80, algorithm=9)
    with pytest.raises(OtherAlgorithm):
        compare(PersonTemplate({Finger.LEFT_INDEX: old}), PEOPLE["P1"])
    with pytest.raises(OtherAlgorithm):
        Gallery([("X", PersonTemplate({Finger.LEFT_INDEX: old}))])


@pytest.mark.parametrize(
    "kept", [tuple(Finger), (Finger.LEFT_THUMB, Finger.RIGHT_RING), (Finger.RIGHT_LITTLE,)]
)
def test_search_finds_a_person_by_few_fingers(kept: tuple[Finger, ...]) -> None:
    probe = PersonTemplate({at: again(PEOPLE["P9"].fingers[at], 3) for at in kept})
    found = search(Gallery(PEOPLE.items()), probe, limit=5)
    assert found[0].subject_id == "P9"
    assert found[0].false_match_rate < 1e-3
    assert len(found) == 5


def test_search_finds_a_person_by_iris_or_face_alone() -> None:
    gallery = Gallery(PEOPLE.items())
    by_iris = PersonTemplate(irises={Eye.LEFT: iris(2000 + 20 + Eye.LEFT, flipped=0.25)})
    assert search(gallery, by_iris)[0].subject_id == "P2"
    assert search(gallery, PersonTemplate(face=face(6030, moved=0.3)))[0].subject_id == "P6"


def test_trace_tells_the_stages() -> None:
    steps: list[Step] = []
    search(Gallery(PEOPLE.items()), PEOPLE["P1"], trace=steps.append)
    stages = ["irises", "two fingers", "face", "shortlist", "likeliest", "candidates"]
    assert [step.name for step in steps] == stages
    assert steps[-1].subject_ids[0] == "P1"


def test_gallery_adds_and_removes() -> None:
    gallery = Gallery([("A", PEOPLE["P1"]), ("B", PEOPLE["P2"])])
    assert search(gallery, PEOPLE["P2"])[0].subject_id == "B"
    gallery.remove("B")
    gallery.add("C", PEOPLE["P3"])
    assert [found.subject_id for found in search(gallery, PEOPLE["P2"])].count("B") == 0
    assert len(gallery) == 2
    assert "B" not in gallery
    assert gallery.template("C") == PEOPLE["P3"]


def test_gallery_refuses_twins_and_strangers() -> None:
    gallery = Gallery([("A", PEOPLE["P1"])])
    with pytest.raises(SubjectTwice):
        gallery.add("A", PEOPLE["P2"])
    with pytest.raises(UnknownSubject):
        gallery.remove("Z")
    with pytest.raises(UnknownSubject):
        gallery.template("Z")


def test_removed_and_added_again() -> None:
    gallery = Gallery([("A", PEOPLE["P1"])])
    search(gallery, PEOPLE["P1"])
    gallery.remove("A")
    gallery.add("A", PEOPLE["P2"])
    assert search(gallery, PEOPLE["P2"])[0].false_match_rate < 1e-9


def test_empty_galleries_and_probes() -> None:
    assert search(Gallery(), PEOPLE["P1"]) == ()
    with pytest.raises(NothingToCompare):
        search(Gallery(), PersonTemplate())
