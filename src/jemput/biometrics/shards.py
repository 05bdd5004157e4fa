"""A shard: one part of a gallery that answers the three questions of a search, wherever it is placed.

A shard is opened from a gallery folder by path, so a cluster needs to move no arrays; its questions and
answers are small and can be pickled. `search.search_shards` merges the answers of many into the very result
that one shard with everyone would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from jemput.biometrics import calibration
from jemput.biometrics.comparison import DescribedPerson, Evidence, compare_described_persons
from jemput.biometrics.errors import NothingToCompare
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.first_stage import Floats, Pairs, Scan, scanned
from jemput.biometrics.galleries import Gallery
from jemput.biometrics.segments import Segment
from jemput.biometrics.storage import GalleryFolder
from jemput.kernel.body import Finger, Modality

SHORTLISTED = {Modality.IRIS: 50, Modality.FINGER: 200, Modality.FACE: 50}
"""Persons of a gallery that each kind of evidence puts on the shortlist."""


@dataclass(frozen=True)
class Hit:
    """A person who stands out at first look: what each kind of evidence scored, -inf for none."""

    subject_id: str
    scores: dict[Modality, float]
    pairs: Pairs

    @property
    def other_worth(self) -> float:
        """Log10 ratio of irises and face together."""
        known = (self.scores[kind] for kind in (Modality.IRIS, Modality.FACE))
        return sum(score for score in known if np.isfinite(score))


@dataclass(frozen=True)
class Candidate:
    """Someone in the gallery who may be the probe, and why."""

    subject_id: str
    log10_ratio: float
    evidence: tuple[Evidence, ...]
    swapped: bool
    found_by: tuple[Modality, ...] = field(default=(), compare=False)
    """The kinds of evidence by which the first look singled the person out."""

    @property
    def false_match_rate(self) -> float:
        """At most this share of strangers reaches the score, in one comparison."""
        return calibration.false_match_rate(self.log10_ratio)

    @property
    def by_modality(self) -> dict[Modality, float]:
        """What each modality adds to the log10 ratio."""
        worth: dict[Modality, float] = {}
        for part in self.evidence:
            worth[part.modality] = worth.get(part.modality, 0.0) + part.log10_ratio
        return worth

    @property
    def reasons(self) -> tuple[Evidence, ...]:
        """The samples that speak for the person, the weightiest first."""
        speaking = (part for part in self.evidence if part.log10_ratio > 0)
        return tuple(sorted(speaking, key=lambda part: -part.log10_ratio))


class Searchable(Protocol):
    """What a search asks of a part of a gallery, near or far."""

    def size(self) -> int:
        """How many persons it holds."""

    def scan(self, probe: DescribedPerson, *, exchanged: bool) -> tuple[Hit, ...]:
        """Whoever may belong on the shortlist of the whole gallery."""

    def weigh(self, probe: DescribedPerson, hits: Sequence[Hit]) -> tuple[float, ...]:
        """Log10 ratio of each hit by the scanned fingers in full, the irises and the face."""

    def compare(
        self, probe: DescribedPerson, subject_ids: Sequence[str], *, exchange: bool
    ) -> tuple[Candidate, ...]:
        """Full comparisons with those who share anything with the probe."""


class Shard:
    """The persons of one gallery, in memory or mapped from a folder."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        part: int = 0,
        of: int = 1,
        scanned: Sequence[Finger] = tuple(Finger),
    ) -> Shard:
        """Every `of`-th segment of a gallery folder, from number `part`; raises DamagedGallery."""
        return cls(GalleryFolder(folder, scanned=scanned).open(part=part, of=of))

    def size(self) -> int:
        """How many persons it holds."""
        return len(self._gallery)

    def scan(self, probe: DescribedPerson, *, exchanged: bool) -> tuple[Hit, ...]:
        """The persons who stand out by irises, by the scanned fingers or by the face."""
        segments = [segment for segment in self._gallery.segments() if len(segment)]
        scans = [self._scanned(segment, probe, exchanged) for segment in segments]
        found: dict[str, Hit] = {}
        for kind in SHORTLISTED:
            for at, row in _standing_out([_scores(scan, kind) for scan in scans], SHORTLISTED[kind]):
                hit = _hit(segments[at], scans[at], row)
                found[hit.subject_id] = hit
        return tuple(found.values())

    def weigh(self, probe: DescribedPerson, hits: Sequence[Hit]) -> tuple[float, ...]:
        """Log10 ratio of each hit by the scanned fingers in full, the irises and the face."""
        return tuple(self._worth(probe, hit) for hit in hits)

    def compare(
        self, probe: DescribedPerson, subject_ids: Sequence[str], *, exchange: bool
    ) -> tuple[Candidate, ...]:
        """Full comparisons with those who share anything with the probe."""
        found = []
        for subject_id in subject_ids:
            person = DescribedPerson(self._gallery.template(subject_id))
            try:
                comparison = compare_described_persons(probe, person, exchange=exchange)
            except NothingToCompare:
                continue
            evidence, ratio = comparison.evidence, comparison.log10_ratio
            found.append(Candidate(subject_id, ratio, evidence, comparison.swapped))
        return tuple(found)

    def _scanned(self, segment: Segment, probe: DescribedPerson, exchanged: bool) -> Scan:
        scan = scanned(segment, probe, exchanged=exchanged)
        gone = self._gallery.removed_rows(segment)
        for scores in (scan.iris, scan.fingers, scan.face):
            scores[gone] = -np.inf
        return scan

    def _worth(self, probe: DescribedPerson, hit: Hit) -> float:
        person = DescribedPerson(self._gallery.template(hit.subject_id))
        worth = hit.other_worth
        for finger, other in hit.pairs:
            if other in person.template.fingers:
                worth += calibration.FINGER(compare_described(probe.finger(finger), person.finger(other)))
        return worth


def _scores(scan: Scan, kind: Modality) -> Floats:
    return {Modality.IRIS: scan.iris, Modality.FINGER: scan.fingers, Modality.FACE: scan.face}[kind]


def _standing_out(scores: Sequence[Floats], count: int) -> Iterable[tuple[int, int]]:
    """Segment and row of the `count` highest finite scores and of all that equal the last of them."""
    every = np.concatenate([np.zeros(0), *scores])
    least = np.partition(every, -count)[-count] if len(every) > count else -np.inf
    for at, found in enumerate(scores):
        for row in np.flatnonzero((found >= least) & np.isfinite(found)):
            yield at, int(row)


def _hit(segment: Segment, scan: Scan, row: int) -> Hit:
    scores = {kind: float(_scores(scan, kind)[row]) for kind in SHORTLISTED}
    return Hit(segment.subject_ids[row], scores, scan.pairs)
