"""What a comparison score is worth: log10 likelihood ratios, so that scores of all modalities add up.

A likelihood ratio of t or more happens to at most one impostor in t (Good 1950, from Markov's
inequality); a threshold on the summed log10 ratio is therefore a false-match rate. Ratios are read off
fitted curves (ADR 023) and bounded on both sides: what few data support is not believed, and one bad
sample does not acquit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

DUPLICATE_FMR = 1e-6
"""One person enrolled twice: above this the center's adjudicator is asked."""
VERIFICATION_FMR = 1e-4
"""Is it the person claimed, one to one."""
DUPLICATE_SCORE = 6.0
VERIFICATION_SCORE = 4.0


@dataclass(frozen=True)
class Curve:
    """Log10 likelihood ratio as a function of a raw score, linear between knots, level outside."""

    scores: tuple[float, ...]
    log10_ratios: tuple[float, ...]

    def __call__(self, score: float) -> float:
        """The log10 likelihood ratio of one raw score."""
        return float(np.interp(score, self.scores, self.log10_ratios))


FINGER = Curve(
    (0.0140, 0.0160, 0.0184, 0.0213, 0.0238, 0.0263, 0.031, 0.040, 0.060, 0.100, 0.200),
    (-1.2, -0.9, 0.3, 1.2, 2.0, 2.6, 3.2, 4.0, 4.8, 5.6, 6.5),
)
"""Of the relaxed similarity of two fingers."""
IRIS = Curve(
    (0.20, 0.28, 0.33, 0.36, 0.385, 0.406, 0.422, 0.437, 0.455),
    (8.0, 7.0, 6.0, 5.0, 4.2, 3.0, 1.6, 0.0, -1.2),
)
"""Of the rescaled Hamming distance of two irises."""
FACE = Curve(
    (0.30, 0.40, 0.47, 0.51, 0.576, 0.62, 0.70),
    (3.5, 3.2, 2.8, 2.0, 0.8, -0.3, -1.5),
)
"""Of the distance of two face embeddings; bounded low, for relatives look alike."""


def false_match_rate(log10_ratio: float) -> float:
    """The largest share of impostors that reach this summed log10 likelihood ratio."""
    return float(min(1.0, 10.0**-log10_ratio))


def identification_score(gallery_size: int, target_fpir: float) -> float:
    """The summed log10 ratio that at most `target_fpir` of strangers' searches reach with anyone.

    Every person of the gallery is one chance to be taken for the stranger, so the rate of one comparison
    is the target shared among them all (Bonferroni). Raises ValueError outside 0 < target_fpir <= 1.
    """
    if not 0 < target_fpir <= 1:
        raise ValueError(f"a share above 0 and at most 1, not {target_fpir}")
    return math.log10(max(gallery_size, 1) / target_fpir)
