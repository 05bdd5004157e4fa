"""Two persons side by side: every sample both have, each worth a likelihood ratio, added up."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from jemput.biometrics import calibration
from jemput.biometrics.errors import NothingToCompare
from jemput.biometrics.faces import matching as faces
from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.matching import MatchedPair, compare_described
from jemput.biometrics.irises import matching as irises
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger, Modality

OTHER_HAND = {finger: Finger((int(finger) + 4) % 10 + 1) for finger in Finger}
"""The finger of the same name on the other hand."""
OTHER_EYE = {Eye.RIGHT: Eye.LEFT, Eye.LEFT: Eye.RIGHT}
TWO_TRIES = math.log10(2)
"""What the better of two hypotheses must be discounted by."""
CLEAR = 3.0
"""Finger evidence above which swapped hands are not tried."""


@dataclass(frozen=True)
class Evidence:
    """What one pair of samples says: its raw score and log10 likelihood ratio."""

    modality: Modality
    position: Finger | Eye | None
    reference_position: Finger | Eye | None
    raw_score: float
    log10_ratio: float


@dataclass(frozen=True)
class Comparison:
    """The verdict on two persons, with what it rests on."""

    evidence: tuple[Evidence, ...]
    log10_ratio: float
    swapped: bool
    """Whether left and right seem exchanged between the two."""

    @property
    def false_match_rate(self) -> float:
        """At most this share of strangers reaches the score."""
        return calibration.false_match_rate(self.log10_ratio)

    def is_match(self, *, at_false_match_rate: float = calibration.VERIFICATION_FMR) -> bool:
        """Whether strangers would reach this score more rarely than the rate given."""
        return self.log10_ratio >= -math.log10(at_false_match_rate)


PairsTrace = Callable[[Finger, Finger, tuple[MatchedPair, ...]], None]
"""Receives, for each two fingers compared, both positions (probe first) and the matched minutiae."""


class Sides(Enum):
    """Which hypotheses about left and right a comparison tries."""

    SAME = "same"
    EXCHANGED = "exchanged"
    EITHER = "either"


class DescribedPerson:
    """A person whose finger descriptors and turned irises are computed once, for many comparisons."""

    def __init__(self, template: PersonTemplate) -> None:
        template.require_current()
        self.template = template
        self._fingers: dict[Finger, Descriptors] = {}
        self._irises: dict[Eye, irises.Turned] = {}

    def finger(self, finger: Finger) -> Descriptors:
        """Descriptors of a finger that the template has."""
        if finger not in self._fingers:
            self._fingers[finger] = describe(self.template.fingers[finger])
        return self._fingers[finger]

    def iris(self, eye: Eye) -> irises.Turned:
        """An iris that the template has, at every rotation."""
        if eye not in self._irises:
            self._irises[eye] = irises.turned(self.template.irises[eye])
        return self._irises[eye]


def compare(
    probe: PersonTemplate, reference: PersonTemplate, *, trace: PairsTrace | None = None
) -> Comparison:
    """Compare two persons by all they share; raises NothingToCompare or OtherAlgorithm."""
    return compare_described_persons(DescribedPerson(probe), DescribedPerson(reference), trace=trace)


def compare_described_persons(
    probe: DescribedPerson,
    reference: DescribedPerson,
    *,
    sides: Sides = Sides.EITHER,
    trace: PairsTrace | None = None,
) -> Comparison:
    """The same for persons described before, with left and right as stated."""
    swapped = sides is Sides.EXCHANGED
    sided = _sided(probe, reference, swap=swapped, trace=trace)
    possible = sides is Sides.EITHER and _could_swap(probe.template, reference.template)
    if possible and _worth(sided) < CLEAR:
        other = _sided(probe, reference, swap=True, trace=trace)
        if _worth(other) - TWO_TRIES > max(_worth(sided), CLEAR):
            sided, swapped = other, True
    evidence = sided + _face(probe.template, reference.template)
    if not evidence:
        raise NothingToCompare
    return Comparison(evidence, _worth(evidence) - (TWO_TRIES if swapped else 0.0), swapped)


def _worth(evidence: tuple[Evidence, ...]) -> float:
    return sum(part.log10_ratio for part in evidence)


def _could_swap(probe: PersonTemplate, reference: PersonTemplate) -> bool:
    return any(OTHER_HAND[finger] in reference.fingers for finger in probe.fingers) or any(
        OTHER_EYE[eye] in reference.irises for eye in probe.irises
    )


def _sided(
    probe: DescribedPerson, reference: DescribedPerson, *, swap: bool, trace: PairsTrace | None
) -> tuple[Evidence, ...]:
    """Evidence of fingers and irises, with left and right exchanged if `swap`."""
    found = []
    for finger in sorted(probe.template.fingers):
        other = OTHER_HAND[finger] if swap else finger
        if other in reference.template.fingers:
            found.append(_finger(probe, reference, finger, other, trace))
    for eye in sorted(probe.template.irises):
        other_eye = OTHER_EYE[eye] if swap else eye
        if other_eye in reference.template.irises:
            theirs = reference.template.irises[other_eye]
            distance = irises.distance_of_turned(probe.iris(eye), theirs)
            found.append(Evidence(Modality.IRIS, eye, other_eye, distance, calibration.IRIS(distance)))
    return tuple(found)


def _finger(
    probe: DescribedPerson,
    reference: DescribedPerson,
    finger: Finger,
    other: Finger,
    trace: PairsTrace | None,
) -> Evidence:
    score = compare_described(
        probe.finger(finger),
        reference.finger(other),
        trace=None if trace is None else lambda pairs: trace(finger, other, pairs),
    )
    return Evidence(Modality.FINGER, finger, other, score, calibration.FINGER(score))


def _face(probe: PersonTemplate, reference: PersonTemplate) -> tuple[Evidence, ...]:
    if probe.face is None or reference.face is None:
        return ()
    distance = faces.distance(probe.face, reference.face)
    return (Evidence(Modality.FACE, None, None, distance, calibration.FACE(distance)),)
