"""One to many: is this person in the gallery already? Scan by cheap evidence, compare the likely fully.

The cascade: irises of everyone, the cheapest evidence; the two best fingers of everyone whom the irises do
not exclude; the face; then the shortlist by those fingers in full, and the best of it by all there is. Only
when nobody stands out are the hands tried exchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics import calibration
from jemput.biometrics.comparison import (
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
from jemput.kernel.body import Finger

__all__ = ["Candidate", "Comparison", "Evidence", "Gallery", "Step", "compare", "search"]

SCANNED_FINGERS = 2
BY_IRIS, BY_FINGERS, BY_FACE = 50, 200, 50
"""Persons of a segment that each kind of evidence puts on the shortlist."""
FULLY_COMPARED = 50
EXCLUDING_RATIO = -2.0
"""Summed log10 ratio of both irises below which a person's fingers are not scanned any more."""
EXCLUDING_QUALITY = 60
"""Least quality of both of the probe's irises for that."""
STANDS_OUT = 4.0
"""Log10 ratio of a best candidate above which exchanged hands are not looked for."""
SCAN_ORDER = (2, 7, 1, 6, 3, 8, 4, 9, 5, 10)
"""Fingers by how well they usually do, at equal quality: index, thumb, middle, ring, little."""

Pairs = list[tuple[Finger, Finger]]
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
    if probe.fingers and (not found or found[0].log10_ratio < STANDS_OUT):
        known = {candidate.subject_id for candidate in found}
        again = _searched(gallery, described, exchanged=True, trace=trace)
        found = _ranked([*found, *(one for one in again if one.subject_id not in known)])
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
    found: list[Candidate] = []
    for segment in gallery.segments():
        pairs = _scanned_pairs(segment, probe.template, exchanged=exchanged)
        shortlist = [row for row in _shortlist(segment, probe, pairs) if gallery.holds(segment, row)]
        persons = {row: DescribedPerson(segment.store.template(row)) for row in shortlist}
        likely = _likeliest(segment, probe, persons, pairs)
        if trace is not None:
            trace(Step("shortlist", tuple(segment.subject_ids[row] for row in shortlist)))
            trace(Step("likeliest", tuple(segment.subject_ids[row] for row in likely)))
        found.extend(_compared(segment, probe, {row: persons[row] for row in likely}))
    return _ranked(found)


def _ranked(found: list[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda candidate: (-candidate.log10_ratio, candidate.subject_id))


def _scanned_pairs(segment: Segment, probe: PersonTemplate, *, exchanged: bool) -> Pairs:
    """Which finger of the probe is scanned against which column."""
    if exchanged:
        available = [OTHER_HAND[finger] for finger in segment.fingers]
        return [(finger, OTHER_HAND[finger]) for finger in scanned_fingers(probe, available)]
    return [(finger, finger) for finger in scanned_fingers(probe, segment.fingers)]


def _compared(
    segment: Segment, probe: DescribedPerson, persons: dict[int, DescribedPerson]
) -> Iterator[Candidate]:
    """Full comparisons with the persons who share anything with the probe."""
    for row, person in persons.items():
        try:
            comparison = compare_described_persons(probe, person)
        except NothingToCompare:
            continue
        yield Candidate(
            segment.subject_ids[row], comparison.log10_ratio, comparison.evidence, comparison.swapped
        )


def _likeliest(
    segment: Segment, probe: DescribedPerson, persons: dict[int, DescribedPerson], pairs: Pairs
) -> list[int]:
    """Of the shortlist, those whom the scanned fingers in full, the irises and the face favor most."""
    if len(persons) <= FULLY_COMPARED:
        return list(persons)
    rows = np.array(sorted(persons))
    irises_worth = _iris_scores(segment, probe.template, rows)
    faces_worth = _face_scores(segment, probe.template, rows)
    worth = np.where(np.isfinite(irises_worth), irises_worth, 0.0)
    face_ratio = np.interp(-faces_worth, calibration.FACE.scores, calibration.FACE.log10_ratios)
    worth += np.where(np.isfinite(faces_worth), face_ratio, 0.0)
    for at, row in enumerate(rows):
        for finger, other in pairs:
            if other in persons[int(row)].template.fingers:
                score = compare_described(probe.finger(finger), persons[int(row)].finger(other))
                worth[at] += calibration.FINGER(score)
    return [int(row) for row in rows[np.argsort(-worth, kind="stable")[:FULLY_COMPARED]]]


def _shortlist(segment: Segment, probe: DescribedPerson, pairs: Pairs) -> list[int]:
    """Rows that stand out by irises, by the scanned fingers or by the face."""
    iris = _iris_scores(segment, probe.template)
    wanted = ~_excluded(probe.template, segment, iris)
    rows: set[int] = set(_highest(iris, BY_IRIS))
    rows.update(_highest(_finger_scores(segment, probe, pairs, wanted), BY_FINGERS))
    rows.update(_highest(_face_scores(segment, probe.template), BY_FACE))
    return sorted(rows)


def _excluded(probe: PersonTemplate, segment: Segment, iris: Floats) -> NDArray[np.bool_]:
    """Persons whose two irises, both well captured in the probe, are plainly another's."""
    good = [eye for eye, found in probe.irises.items() if found.quality >= EXCLUDING_QUALITY]
    if len(good) < 2 or any(eye not in segment.irises for eye in good):
        return np.zeros(len(segment), np.bool_)
    both = np.zeros(len(segment), np.int64)
    for eye in good:
        both[segment.irises[eye].rows] += 1
    return np.asarray((both == 2) & (iris < EXCLUDING_RATIO))


def _highest(scores: Floats, count: int) -> list[int]:
    """Rows of the highest finite scores."""
    if len(scores) > count:
        rows = np.argpartition(-scores, count)[:count]
    else:
        rows = np.arange(len(scores))
    return [int(row) for row in rows if np.isfinite(scores[row])]


def _iris_scores(segment: Segment, probe: PersonTemplate, rows: NDArray[np.int64] | None = None) -> Floats:
    """Summed log10 ratios of the eyes, -inf for persons without them; of all persons or of `rows`."""
    scores = np.full(len(segment), -np.inf)
    for eye, iris in probe.irises.items():
        if eye in segment.irises:
            column = segment.irises[eye]
            at = np.arange(len(column.rows)) if rows is None else np.flatnonzero(np.isin(column.rows, rows))
            chosen = slice(None) if rows is None else at
            found = irises.scan(iris, column.codes[chosen], column.masks[chosen])
            worth = np.interp(found, calibration.IRIS.scores, calibration.IRIS.log10_ratios)
            _add(scores, column.rows[at], worth)
    return scores if rows is None else scores[rows]


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


def _face_scores(segment: Segment, probe: PersonTemplate, rows: NDArray[np.int64] | None = None) -> Floats:
    """Negative embedding distances, -inf for persons without a face; of all persons or of `rows`."""
    scores = np.full(len(segment), -np.inf)
    if probe.face is not None and len(segment.faces.rows):
        scores[segment.faces.rows] = -faces.distances(probe.face, segment.faces.embeddings)
    return scores if rows is None else scores[rows]


def _add(scores: Floats, rows: NDArray[np.int64], worth: NDArray[np.floating]) -> None:
    """Add to the scores of some rows, counting an unset one as nothing."""
    before = scores[rows]
    scores[rows] = np.where(np.isfinite(before), before, 0.0) + worth
