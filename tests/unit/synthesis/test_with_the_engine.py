"""The biometric engine finds generated samples usable, and tells generated people apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from jemput.biometrics.faces import extraction as face_extraction
from jemput.biometrics.faces import matching as face_matching
from jemput.biometrics.fingerprints import extraction as finger_extraction
from jemput.biometrics.fingerprints import matching as finger_matching
from jemput.biometrics.irises import extraction as iris_extraction
from jemput.biometrics.irises import matching as iris_matching
from jemput.synthesis import faces, fingerprints, irises

SUPERVISED = fingerprints.Conditions(partial=0.0, dryness=0.1)


def test_fingers_match_themselves_only() -> None:
    masters = [fingerprints.master(seed) for seed in (11, 12)]
    mine, again = (
        finger_extraction.extract(fingerprints.impression(masters[0], press, conditions=SUPERVISED))
        for press in (1, 2)
    )
    other = finger_extraction.extract(fingerprints.impression(masters[1], 1, conditions=SUPERVISED))
    assert finger_matching.compare(mine, again) > 0.06
    assert finger_matching.compare(mine, other) < 0.03


def test_irises_match_themselves_only() -> None:
    calm = irises.Conditions(closing=0.3, blur_pixels=0.8)
    eyes = [irises.identity(seed) for seed in (11, 12, 13)]
    first, again = (
        [iris_extraction.extract(irises.capture(eye, capture, conditions=calm)) for eye in eyes]
        for capture in (1, 2)
    )
    own = [iris_matching.distance(a, b) for a, b in zip(first, again, strict=True)]
    others = [iris_matching.distance(a, b) for a, b in combinations(first, 2)]
    assert max(own) < 0.39 < min(others)


def test_chosen_faces_are_found_and_lie_apart() -> None:
    chosen = [faces.identity(seed) for seed in faces.separated()[:4]]
    found = [face_extraction.extract(faces.capture(face, 9)) for face in chosen]
    again = face_extraction.extract(faces.capture(chosen[0], 10))
    apart = min(face_matching.distance(a, b) for a, b in combinations(found, 2))
    assert face_matching.distance(found[0], again) < 0.35 < 0.45 < apart
    assert np.mean([face.quality for face in found]) > 50
