"""One to many: is this person in the gallery already? Scan by cheap evidence, compare the likely fully."""

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
from jemput.biometrics.errors import NothingToCompare, SubjectTwice, UnknownSubject
from jemput.biometrics.faces import matching as faces
from jemput.biometrics.fingerprints import scanning
from jemput.biometrics.irises import matching as irises
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.segments import Segment, segment_of
from jemput.kernel.body import Finger

__all__ = ["Candidate", "Comparison", "Evidence", "Gallery", "Step", "compare", "search"]

MERGE_BELOW = 4096
"""Segments smaller than this are merged when more persons arrive."""
SCANNED_FINGERS = 2
SHORTLIST = 200
"""Persons compared fully, per kind of evidence and segment."""
SCAN_ORDER = (2, 7, 1, 6, 3, 8, 4, 9, 5, 10)
"""Fingers by how well they usually do, at equal quality: index, thumb, middle, ring, little."""


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


class Gallery:
    """Persons to search among; adding and removing is cheap, the layout for scanning is made when needed."""

    def __init__(self, persons: Iterable[tuple[str, PersonTemplate]] = ()) -> None:
        self._segments: list[Segment] = []
        self._pending: dict[str, PersonTemplate] = {}
        self._places: dict[str, tuple[Segment, int]] = {}
        for subject_id, template in persons:
            self.add(subject_id, template)

    def __len__(self) -> int:
        return len(self._places) + len(self._pending)

    def __contains__(self, subject_id: str) -> bool:
        return subject_id in self._places or subject_id in self._pending

    def __iter__(self) -> Iterator[tuple[str, PersonTemplate]]:
        for subject_id, (segment, row) in self._places.items():
            yield subject_id, segment.templates[row]
        yield from self._pending.items()

    def add(self, subject_id: str, template: PersonTemplate) -> None:
        """Put a person in; raises SubjectTwice or OtherAlgorithm."""
        if subject_id in self:
            raise SubjectTwice(subject_id=subject_id)
        template.require_current()
        self._pending[subject_id] = template

    def remove(self, subject_id: str) -> None:
        """Take a person out; raises UnknownSubject."""
        if self._pending.pop(subject_id, None) is None and self._places.pop(subject_id, None) is None:
            raise UnknownSubject(subject_id=subject_id)

    def template(self, subject_id: str) -> PersonTemplate:
        """A person's template; raises UnknownSubject."""
        if subject_id in self._pending:
            return self._pending[subject_id]
        if subject_id not in self._places:
            raise UnknownSubject(subject_id=subject_id)
        segment, row = self._places[subject_id]
        return segment.templates[row]

    def holds(self, segment: Segment, row: int) -> bool:
        """Whether the person at that place has not been removed since."""
        place = self._places.get(segment.subject_ids[row])
        return place is not None and place[0] is segment and place[1] == row

    def segments(self) -> tuple[Segment, ...]:
        """The layout for scanning, with everyone added so far in it."""
        if self._pending:
            small = [segment for segment in self._segments if len(segment) < MERGE_BELOW]
            kept = [segment for segment in self._segments if len(segment) >= MERGE_BELOW]
            living = [
                (segment.subject_ids[row], segment.templates[row])
                for segment in small
                for row in range(len(segment))
                if self.holds(segment, row)
            ]
            merged = segment_of([*living, *self._pending.items()])
            self._segments = [*kept, merged]
            for row, subject_id in enumerate(merged.subject_ids):
                self._places[subject_id] = (merged, row)
            self._pending = {}
        return tuple(self._segments)


def search(
    gallery: Gallery, probe: PersonTemplate, *, limit: int = 30, trace: Trace | None = None
) -> tuple[Candidate, ...]:
    """The persons of the gallery most likely to be the probe, best first, at most `limit`.

    Raises OtherAlgorithm, or NothingToCompare for an empty probe.
    """
    if probe.is_empty:
        raise NothingToCompare
    described = DescribedPerson(probe)
    found: list[Candidate] = []
    for segment in gallery.segments():
        shortlist = [row for row in _shortlist(segment, described) if gallery.holds(segment, row)]
        if trace is not None:
            trace(Step("shortlist", tuple(segment.subject_ids[row] for row in shortlist)))
        found.extend(_compared(segment, described, shortlist))
    found.sort(key=lambda candidate: (-candidate.log10_ratio, candidate.subject_id))
    best = tuple(found[:limit])
    if trace is not None:
        trace(Step("candidates", tuple(candidate.subject_id for candidate in best)))
    return best


def _compared(segment: Segment, probe: DescribedPerson, rows: list[int]) -> Iterator[Candidate]:
    """Full comparisons with the shortlisted persons who share anything with the probe."""
    for row in rows:
        try:
            comparison = compare_described_persons(probe, DescribedPerson(segment.templates[row]))
        except NothingToCompare:
            continue
        yield Candidate(
            segment.subject_ids[row], comparison.log10_ratio, comparison.evidence, comparison.swapped
        )


def _shortlist(segment: Segment, probe: DescribedPerson) -> list[int]:
    """Rows that stand out by irises, by two fingers, by the same of the other hand, or by the face."""
    template = probe.template
    fingers = scanned_fingers(template)
    scores = [
        _iris_scores(segment, template),
        _finger_scores(segment, probe, [(finger, finger) for finger in fingers]),
        _finger_scores(segment, probe, [(finger, OTHER_HAND[finger]) for finger in fingers]),
        _face_scores(segment, template),
    ]
    rows: set[int] = set()
    for score in scores:
        rows.update(_highest(score, SHORTLIST))
    return sorted(rows)


def scanned_fingers(template: PersonTemplate) -> list[Finger]:
    """The probe's best fingers for scanning: by quality, and by position where that is about equal."""
    ranked = sorted(
        template.fingers,
        key=lambda finger: (-(template.fingers[finger].quality // 20), SCAN_ORDER.index(int(finger))),
    )
    return ranked[:SCANNED_FINGERS]


def _highest(scores: NDArray[np.float64], count: int) -> list[int]:
    """Rows of the highest finite scores."""
    if len(scores) > count:
        rows = np.argpartition(-scores, count)[:count]
    else:
        rows = np.arange(len(scores))
    return [int(row) for row in rows if np.isfinite(scores[row])]


def _iris_scores(segment: Segment, probe: PersonTemplate) -> NDArray[np.float64]:
    """Summed log10 ratios of the eyes, -inf for persons without them."""
    scores = np.full(len(segment), -np.inf)
    for eye, iris in probe.irises.items():
        if eye in segment.irises:
            column = segment.irises[eye]
            found = irises.distances(iris, column.codes, column.masks).astype(np.float64)
            worth = np.interp(found, calibration.IRIS.scores, calibration.IRIS.log10_ratios)
            before = scores[column.rows]
            scores[column.rows] = np.where(np.isfinite(before), before, 0.0) + worth
    return scores


def _finger_scores(
    segment: Segment, probe: DescribedPerson, pairs: list[tuple[Finger, Finger]]
) -> NDArray[np.float64]:
    """Summed scan similarities of the probe's fingers with the stated ones, -inf for persons without them."""
    scores = np.full(len(segment), -np.inf)
    for finger, other in pairs:
        if other in segment.fingers:
            column = segment.fingers[other]
            found = scanning.scan(probe.finger(finger), column.column).astype(np.float64)
            before = scores[column.rows]
            scores[column.rows] = np.where(np.isfinite(before), before, 0.0) + found
    return scores


def _face_scores(segment: Segment, probe: PersonTemplate) -> NDArray[np.float64]:
    """Negative embedding distances, -inf for persons without a face."""
    scores = np.full(len(segment), -np.inf)
    if probe.face is not None and len(segment.faces.rows):
        scores[segment.faces.rows] = -faces.distances(probe.face, segment.faces.embeddings)
    return scores
