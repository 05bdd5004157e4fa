"""One to many: is this person in the gallery already? Scan by cheap evidence, compare the likely fully.

The cascade: irises of everyone, the cheapest evidence; the two best fingers of everyone whom the irises do
not exclude; the face; then the shortlist by those fingers in full, and the best of it by all there is. Only
when nobody stands out are the hands tried exchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics import calibration
from jemput.biometrics.comparison import (
    OTHER_EYE,
    OTHER_HAND,
    Comparison,
    DescribedPerson,
    Evidence,
    compare,
    compare_described_persons,
)
from jemput.biometrics.errors import NothingToCompare
from jemput.biometrics.faces import matching as faces
from jemput.biometrics.fingerprints import scanning
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.galleries import Gallery
from jemput.biometrics.irises import matching as irises
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.segments import Segment
from jemput.kernel.body import Eye, Finger

__all__ = ["Candidate", "Comparison", "Evidence", "Gallery", "Step", "compare", "search"]

SCANNED_FINGERS = 2
BY_IRIS, BY_FINGERS, BY_FACE = 50, 200, 50
"""Persons of a segment that each kind of evidence puts on the shortlist."""
FULLY_COMPARED = 50
EXCLUDING_RATIO = 0.0
"""Summed log10 ratio of both irises below which a person's fingers are not scanned any more."""
EXCLUDING_QUALITY = 60
"""Least quality of both of the probe's irises for that."""
STANDS_OUT = 4.0
"""Log10 ratio of a best candidate above which exchanged hands are not looked for."""
FACE_TIE_BREAK = 0.01
"""Keeps an order among faces beyond the ends of the calibrated curve."""
SCAN_ORDER = (2, 7, 1, 6, 3, 8, 4, 9, 5, 10)
"""Fingers by how well they usually do, at equal quality: index, thumb, middle, ring, little."""

Pairs = list[tuple[Finger, Finger]]
EyePairs = list[tuple[Eye, Eye]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Candidate:
    """Someone in the gallery who may be the probe, and why."""

    subject_id: str
    log10_ratio: float
    evidence: tuple[Evidence, ...]
    swapped: bool

    @property
    def false_match_rate(self) -> float:
        """At most this share of strangers reaches the score, in one comparison."""
        return calibration.false_match_rate(self.log10_ratio)


@dataclass(frozen=True)
class Step:
    """One stage of a search as a trace receives it: its name and the subjects left after it."""

    name: str
    subject_ids: tuple[str, ...]


Trace = Callable[[Step], None]


@dataclass(frozen=True)
class Scan:
    """First-stage scores of a segment's persons; -inf where there is nothing to compare."""

    iris: Floats
    fingers: Floats
    face: Floats
    pairs: Pairs


class Place:
    """A shortlisted person: where stored, and what the first stage said."""

    def __init__(self, segment: Segment, scan: Scan, row: int) -> None:
        self.segment, self.row, self.pairs = segment, row, scan.pairs
        self.subject_id = segment.subject_ids[row]
        known = [score for score in (scan.iris[row], scan.face[row]) if np.isfinite(score)]
        self.other_worth = float(sum(known))

    @cached_property
    def person(self) -> DescribedPerson:
        """The person's templates, parsed when first needed."""
        return DescribedPerson(self.segment.store.template(self.row))


def search(
    gallery: Gallery, probe: PersonTemplate, *, limit: int = 30, trace: Trace | None = None
) -> tuple[Candidate, ...]:
    """The persons of the gallery most likely to be the probe, best first, at most `limit`.

    Raises OtherAlgorithm, or NothingToCompare for an empty probe.
    """
    if probe.is_empty:
        raise NothingToCompare
    described = DescribedPerson(probe)
    found = _searched(gallery, described, exchanged=False, trace=trace)
    if (probe.fingers or probe.irises) and (not found or found[0].log10_ratio < STANDS_OUT):
        found = _ranked([*found, *_searched(gallery, described, exchanged=True, trace=trace)])
    best = tuple(found[:limit])
    if trace is not None:
        trace(Step("candidates", tuple(candidate.subject_id for candidate in best)))
    return best


def scanned_fingers(template: PersonTemplate, available: Iterable[Finger]) -> list[Finger]:
    """The probe's best fingers for scanning: by quality, and by position where that is about equal."""
    present = [finger for finger in template.fingers if finger in available]
    present.sort(key=lambda at: (-(template.fingers[at].quality // 20), SCAN_ORDER.index(int(at))))
    return present[:SCANNED_FINGERS]


def _searched(
    gallery: Gallery, probe: DescribedPerson, *, exchanged: bool, trace: Trace | None
) -> list[Candidate]:
    """One run of the cascade over all segments."""
    segments = [segment for segment in gallery.segments() if len(segment)]
    if not segments:
        return []
    scans = [_scanned(segment, probe, exchanged=exchanged) for segment in segments]
    shortlist = [place for place in _shortlist(segments, scans) if gallery.holds(place.segment, place.row)]
    likely = _likeliest(probe, shortlist)
    if trace is not None:
        trace(Step("shortlist", tuple(place.subject_id for place in shortlist)))
        trace(Step("likeliest", tuple(place.subject_id for place in likely)))
    return _ranked(list(_compared(probe, likely, exchange=exchanged)))


def _ranked(found: list[Candidate]) -> list[Candidate]:
    """Best first, everyone once."""
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda candidate: (-candidate.log10_ratio, candidate.subject_id)):
        best.setdefault(one.subject_id, one)
    return list(best.values())


def _scanned_pairs(segment: Segment, probe: PersonTemplate, *, exchanged: bool) -> Pairs:
    """Which finger of the probe is scanned against which column."""
    if exchanged:
        available = [OTHER_HAND[finger] for finger in segment.fingers]
        return [(finger, OTHER_HAND[finger]) for finger in scanned_fingers(probe, available)]
    return [(finger, finger) for finger in scanned_fingers(probe, segment.fingers)]


def _compared(probe: DescribedPerson, places: list[Place], *, exchange: bool) -> Iterator[Candidate]:
    """Full comparisons with the persons who share anything with the probe."""
    for place in places:
        try:
            comparison = compare_described_persons(probe, place.person, exchange=exchange)
        except NothingToCompare:
            continue
        yield Candidate(place.subject_id, comparison.log10_ratio, comparison.evidence, comparison.swapped)


def _likeliest(probe: DescribedPerson, places: list[Place]) -> list[Place]:
    """Of the shortlist, those whom the scanned fingers in full, the irises and the face favor most."""
    if len(places) <= FULLY_COMPARED:
        return places
    worth = np.zeros(len(places))
    for at, place in enumerate(places):
        worth[at] = place.other_worth
        for finger, other in place.pairs:
            if other in place.person.template.fingers:
                score = compare_described(probe.finger(finger), place.person.finger(other))
                worth[at] += calibration.FINGER(score)
    return [places[at] for at in np.argsort(-worth, kind="stable")[:FULLY_COMPARED]]


def _shortlist(segments: list[Segment], scans: list[Scan]) -> list[Place]:
    """Persons who stand out in the whole gallery by irises, by the scanned fingers or by the face."""
    starts = np.concatenate([[0], np.cumsum([len(segment) for segment in segments])])
    rows: set[int] = set()
    for name, count in (("iris", BY_IRIS), ("fingers", BY_FINGERS), ("face", BY_FACE)):
        rows.update(_highest(np.concatenate([getattr(scan, name) for scan in scans]), count))
    places = []
    for row in sorted(rows):
        at = int(np.searchsorted(starts, row, side="right")) - 1
        places.append(Place(segments[at], scans[at], row - int(starts[at])))
    return places


def _scanned(segment: Segment, probe: DescribedPerson, *, exchanged: bool) -> Scan:
    """The first stage over one segment."""
    pairs = _scanned_pairs(segment, probe.template, exchanged=exchanged)
    eyes = [(eye, OTHER_EYE[eye] if exchanged else eye) for eye in probe.template.irises]
    iris = _iris_scores(segment, probe.template, eyes)
    wanted = ~_excluded(probe.template, segment, eyes, iris)
    fingers = _finger_scores(segment, probe, pairs, wanted)
    return Scan(iris, fingers, _face_scores(segment, probe.template), pairs)


def _excluded(probe: PersonTemplate, segment: Segment, eyes: EyePairs, iris: Floats) -> NDArray[np.bool_]:
    """Persons whose two irises, both well captured in the probe, are plainly another's."""
    good = [other for eye, other in eyes if probe.irises[eye].quality >= EXCLUDING_QUALITY]
    if len(good) < 2 or any(other not in segment.irises for other in good):
        return np.zeros(len(segment), np.bool_)
    both = np.zeros(len(segment), np.int64)
    for other in good:
        both[segment.irises[other].rows] += 1
    return np.asarray((both == 2) & (iris < EXCLUDING_RATIO))


def _highest(scores: Floats, count: int) -> list[int]:
    """Rows of the highest finite scores."""
    if len(scores) > count:
        rows = np.argpartition(-scores, count)[:count]
    else:
        rows = np.arange(len(scores))
    return [int(row) for row in rows if np.isfinite(scores[row])]


def _iris_scores(segment: Segment, probe: PersonTemplate, eyes: EyePairs) -> Floats:
    """Summed log10 ratios of the eyes, -inf for persons without them."""
    scores = np.full(len(segment), -np.inf)
    for eye, other in eyes:
        if other in segment.irises:
            column = segment.irises[other]
            found = irises.scan(probe.irises[eye], column.codes, column.masks)
            worth = np.interp(found, calibration.IRIS.scores, calibration.IRIS.log10_ratios)
            _add(scores, column.rows, worth)
    return scores


def _finger_scores(
    segment: Segment, probe: DescribedPerson, pairs: Pairs, wanted: NDArray[np.bool_]
) -> Floats:
    """Summed scan similarities of the paired fingers, -inf for persons without them or not wanted."""
    scores = np.full(len(segment), -np.inf)
    for finger, other in pairs:
        column = segment.fingers[other]
        at = np.flatnonzero(wanted[column.rows])
        _add(scores, column.rows[at], scanning.scan(probe.finger(finger), column.column, at)[at])
    return scores


def _face_scores(segment: Segment, probe: PersonTemplate) -> Floats:
    """Log10 ratios of the face, -inf for persons without one."""
    scores = np.full(len(segment), -np.inf)
    if probe.face is not None and len(segment.faces.rows):
        found = faces.distances(probe.face, segment.faces.embeddings)
        scores[segment.faces.rows] = (
            np.interp(found, calibration.FACE.scores, calibration.FACE.log10_ratios) - FACE_TIE_BREAK * found
        )
    return scores


def _add(scores: Floats, rows: NDArray[np.int64], worth: NDArray[np.floating]) -> None:
    """Add to the scores of some rows, counting an unset one as nothing."""
    before = scores[rows]
    scores[rows] = np.where(np.isfinite(before), before, 0.0) + worth
