"""Two persons side by side: every sample both have, each worth a likelihood ratio, added up."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

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
    turned: bool = False
    """Whether the probe seems to have been taken upside down."""

    @property
    def false_match_rate(self) -> float:
        """At most this share of strangers reaches the score."""
        return calibration.false_match_rate(self.log10_ratio)

    def is_match(self, *, at_false_match_rate: float = calibration.VERIFICATION_FMR) -> bool:
        """Whether strangers would reach this score more rarely than the rate given."""
        return self.log10_ratio >= -math.log10(at_false_match_rate)


PairsTrace = Callable[[Finger, Finger, tuple[MatchedPair, ...]], None]
"""Receives, for each two fingers compared, both positions (probe first) and the matched minutiae."""


class DescribedPerson:
    """A person whose finger descriptors and turned irises are computed once, for many comparisons."""

    def __init__(self, template: PersonTemplate) -> None:
        template.require_current()
        self.template = template
        self._fingers: dict[Finger, Descriptors] = {}
        self._irises: dict[Eye, irises.Turned] = {}
        self._upside_down: DescribedPerson | None = None

    def finger(self, finger: Finger) -> Descriptors:
        """Descriptors of a finger that the template has."""
        if finger not in self._fingers:
            self._fingers[finger] = describe(self.template.fingers[finger])
        return self._fingers[finger]

    def upside_down(self) -> DescribedPerson:
        """The same person with every finger and eye turned by half."""
        if self._upside_down is None:
            fingers = {at: one.upside_down() for at, one in self.template.fingers.items()}
            eyes = {eye: one.upside_down() for eye, one in self.template.irises.items()}
            self._upside_down = DescribedPerson(PersonTemplate(fingers, eyes))
        return self._upside_down

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
    exchange: bool = True,
    trace: PairsTrace | None = None,
) -> Comparison:
    """The same for persons described before.

    With `exchange`, hands and eyes that do not match as labeled are also tried with left and right
    exchanged, and upside down, each at the price of one more hypothesis.
    """
    hands = Reading(_fingers(probe, reference, swap=False, trace=trace))
    eyes = Reading(_irises(probe, reference, swap=False))
    if exchange:
        if _could_swap_hands(probe.template, reference.template):
            hands = hands.or_else(lambda: _fingers(probe, reference, swap=True, trace=trace), swapped=True)
        hands = hands.or_else(
            lambda: _fingers(probe.upside_down(), reference, swap=False, trace=trace), turned=True
        )
        if _could_swap_eyes(probe.template, reference.template):
            eyes = eyes.or_else(lambda: _irises(probe, reference, swap=True), swapped=True)
        eyes = eyes.or_else(lambda: _irises(probe.upside_down(), reference, swap=False), turned=True)
    evidence = hands.evidence + eyes.evidence + _face(probe.template, reference.template)
    if not evidence:
        raise NothingToCompare
    return Comparison(
        evidence,
        _worth(evidence) - hands.price - eyes.price,
        hands.swapped or eyes.swapped,
        hands.turned or eyes.turned,
    )


@dataclass(frozen=True)
class Reading:
    """The best hypothesis so far of how two persons' hands, or eyes, lie to one another, and its price."""

    evidence: tuple[Evidence, ...]
    swapped: bool = False
    turned: bool = False

    @property
    def price(self) -> float:
        """What the score is discounted by for having been one of several tries."""
        return TWO_TRIES * (self.swapped + self.turned)

    def or_else(
        self, other: Callable[[], tuple[Evidence, ...]], *, swapped: bool = False, turned: bool = False
    ) -> Reading:
        """The other hypothesis, where this one has nothing clear to say and that one has."""
        if not self.evidence or _worth(self.evidence) >= CLEAR:
            return self
        tried = Reading(other(), swapped, turned)
        return tried if _worth(tried.evidence) - TWO_TRIES > CLEAR else self


def _worth(evidence: tuple[Evidence, ...]) -> float:
    return sum(part.log10_ratio for part in evidence)


def _could_swap_hands(probe: PersonTemplate, reference: PersonTemplate) -> bool:
    return any(OTHER_HAND[finger] in reference.fingers for finger in probe.fingers)


def _could_swap_eyes(probe: PersonTemplate, reference: PersonTemplate) -> bool:
    return any(OTHER_EYE[eye] in reference.irises for eye in probe.irises)


def _fingers(
    probe: DescribedPerson, reference: DescribedPerson, *, swap: bool, trace: PairsTrace | None
) -> tuple[Evidence, ...]:
    """Evidence of the fingers both have, with the hands exchanged if `swap`."""
    found = []
    for finger in sorted(probe.template.fingers):
        other = OTHER_HAND[finger] if swap else finger
        if other in reference.template.fingers:
            found.append(_finger(probe, reference, finger, other, trace))
    return tuple(found)


def _irises(probe: DescribedPerson, reference: DescribedPerson, *, swap: bool) -> tuple[Evidence, ...]:
    """Evidence of the irises both have, with the eyes exchanged if `swap`."""
    found = []
    for eye in sorted(probe.template.irises):
        other = OTHER_EYE[eye] if swap else eye
        if other in reference.template.irises:
            distance = irises.distance_of_turned(probe.iris(eye), reference.template.irises[other])
            found.append(Evidence(Modality.IRIS, eye, other, distance, calibration.IRIS(distance)))
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
