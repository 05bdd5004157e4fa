"""The first look at a segment: everyone's irises, two fingers of whom these leave, everyone's face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics import calibration
from jemput.biometrics.comparison import OTHER_EYE, OTHER_HAND, DescribedPerson
from jemput.biometrics.faces import matching as faces
from jemput.biometrics.fingerprints import scanning
from jemput.biometrics.irises import matching as irises
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.segments import Segment
from jemput.kernel.body import Eye, Finger

SCANNED_FINGERS = 2
EXCLUDING_RATIO = 0.0
"""Summed log10 ratio of both irises below which a person's fingers are not scanned any more."""
EXCLUDING_QUALITY = 60
"""Least quality of both of the probe's irises for that."""
TIE_BREAK = 0.01
"""Keeps an order among distances beyond the ends of the calibrated curves."""
SCAN_ORDER = (2, 7, 1, 6, 3, 8, 4, 9, 5, 10)
"""Fingers by how well they usually do, at equal quality: index, thumb, middle, ring, little."""

Pairs = tuple[tuple[Finger, Finger], ...]
EyePairs = list[tuple[Eye, Eye]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scan:
    """Scores of a segment's persons by each kind of evidence; -inf where there is nothing to go by."""

    iris: Floats
    fingers: Floats
    face: Floats
    pairs: Pairs
    """Which finger of the probe was scanned against which of theirs."""


def scanned(segment: Segment, probe: DescribedPerson, *, exchanged: bool) -> Scan:
    """Look at everyone in the segment, as labeled or with left and right exchanged."""
    pairs = _scanned_pairs(segment, probe.template, exchanged=exchanged)
    eyes = [(eye, OTHER_EYE[eye] if exchanged else eye) for eye in probe.template.irises]
    iris = _iris_scores(segment, probe.template, eyes)
    wanted = ~_excluded(probe.template, segment, eyes, iris)
    fingers = _finger_scores(segment, probe, pairs, wanted)
    return Scan(iris, fingers, _face_scores(segment, probe.template), pairs)


def scanned_fingers(template: PersonTemplate, available: Iterable[Finger]) -> list[Finger]:
    """The probe's best fingers for scanning: by quality, and by position where that is about equal."""
    present = [finger for finger in available if finger in template.fingers]
    present.sort(key=lambda at: (-(template.fingers[at].quality // 20), SCAN_ORDER.index(int(at))))
    return present[:SCANNED_FINGERS]


def _scanned_pairs(segment: Segment, probe: PersonTemplate, *, exchanged: bool) -> Pairs:
    if exchanged:
        available = [OTHER_HAND[finger] for finger in segment.fingers]
        return tuple((finger, OTHER_HAND[finger]) for finger in scanned_fingers(probe, available))
    return tuple((finger, finger) for finger in scanned_fingers(probe, segment.fingers))


def _excluded(probe: PersonTemplate, segment: Segment, eyes: EyePairs, iris: Floats) -> NDArray[np.bool_]:
    """Persons whose two irises, both well captured in the probe, are plainly another's."""
    good = [other for eye, other in eyes if probe.irises[eye].quality >= EXCLUDING_QUALITY]
    if len(good) < 2 or any(other not in segment.irises for other in good):
        return np.zeros(len(segment), np.bool_)
    both = np.zeros(len(segment), np.int64)
    for other in good:
        both[segment.irises[other].rows] += 1
    return np.asarray((both == 2) & (iris < EXCLUDING_RATIO))


def _iris_scores(segment: Segment, probe: PersonTemplate, eyes: EyePairs) -> Floats:
    """Summed log10 ratios of the eyes, -inf for persons without them."""
    scores = np.full(len(segment), -np.inf)
    for eye, other in eyes:
        if other in segment.irises:
            column = segment.irises[other]
            found = irises.scan(probe.irises[eye], column.codes, column.masks)
            worth = np.interp(found, calibration.IRIS.scores, calibration.IRIS.log10_ratios)
            _add(scores, column.rows, worth - TIE_BREAK * found)
    return scores


def _finger_scores(
    segment: Segment, probe: DescribedPerson, pairs: Pairs, wanted: NDArray[np.bool_]
) -> Floats:
    """Summed scan similarities of the paired fingers, -inf for persons without any or not wanted."""
    scores = np.full(len(segment), -np.inf)
    for finger, other in pairs:
        column = segment.fingers[other]
        at = np.flatnonzero(wanted[column.rows])
        similar = scanning.scan(probe.finger(finger), column.column, at)[at]
        _add(scores, column.rows[at[similar > 0]], similar[similar > 0])
    return scores


def _face_scores(segment: Segment, probe: PersonTemplate) -> Floats:
    """Log10 ratios of the face, -inf for persons without one."""
    scores = np.full(len(segment), -np.inf)
    if probe.face is not None and len(segment.faces.rows):
        found = faces.distances(probe.face, segment.faces.embeddings)
        worth = np.interp(found, calibration.FACE.scores, calibration.FACE.log10_ratios)
        scores[segment.faces.rows] = worth - TIE_BREAK * found
    return scores


def _add(scores: Floats, rows: NDArray[np.int64], worth: NDArray[np.floating]) -> None:
    """Add to the scores of some rows, counting an unset one as nothing."""
    before = scores[rows]
    scores[rows] = np.where(np.isfinite(before), before, 0.0) + worth
