"""Comparison of two fingers, and of one finger with a gallery column, in two stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.relaxation import Relaxed, relax
from jemput.biometrics.fingerprints.templates import FingerTemplate

SUPPORTED = 0.25
"""A pair counts as matched if it kept this share of the best pair's weight."""


@dataclass(frozen=True)
class MatchedPair:
    """A minutia of the probe and the one of the reference that it corresponds to, weighing 0 to 1."""

    probe_row: int
    reference_row: int
    weight: float


Trace = Callable[[tuple[MatchedPair, ...]], None]


def compare(probe: FingerTemplate, reference: FingerTemplate, *, trace: Trace | None = None) -> float:
    """Similarity of two fingers: 0 to about 0.9; strangers rarely exceed 0.03 (see calibration).

    `trace` receives the matched pairs, rows of both templates' minutiae, best first.
    """
    return compare_described(describe(probe), describe(reference), trace=trace)


def compare_described(probe: Descriptors, reference: Descriptors, *, trace: Trace | None = None) -> float:
    """The same for fingers whose descriptors exist already."""
    relaxed = relax(probe, reference)
    if trace is not None:
        trace(matched_pairs(relaxed))
    return relaxed.score


def matched_pairs(relaxed: Relaxed) -> tuple[MatchedPair, ...]:
    """The pairs that the others support."""
    least = SUPPORTED * float(relaxed.weights.max()) if len(relaxed.weights) else 0.0
    return tuple(
        MatchedPair(int(i), int(j), float(weight))
        for i, j, weight in zip(relaxed.probe_rows, relaxed.reference_rows, relaxed.weights, strict=True)
        if weight >= least and weight > 0
    )
