"""Every reason has words in both languages, and a poor print is given the one that fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jemput.biometrics.fingerprints.quality import PrintFeatures, assess
from jemput.biometrics.qualities import ADVICE, QualityReason

FINE = PrintFeatures(
    area_mm2=200,
    coherence=0.75,
    contrast=50,
    dark_share=0.4,
    confident_minutiae=40,
    mean_confidence=0.88,
    off_center_mm=1,
    tip_only=False,
    ridge_period=9,
)
POOR = replace(FINE, mean_confidence=0.6, confident_minutiae=8, coherence=0.45, contrast=25)
CASES = [
    (QualityReason.GOOD, FINE),
    (QualityReason.BLANK, replace(FINE, area_mm2=0)),
    (QualityReason.WRONG_RESOLUTION, replace(FINE, ridge_period=18)),
    (QualityReason.WRONG_RESOLUTION, replace(FINE, ridge_period=4)),
    (QualityReason.TOO_DRY, POOR),
    (QualityReason.TOO_WET, replace(POOR, dark_share=0.6)),
    (QualityReason.TOO_FAINT, replace(POOR, contrast=6)),
    (QualityReason.BLURRED, replace(POOR, coherence=0.7)),
    (QualityReason.OFF_CENTER, replace(POOR, area_mm2=70, off_center_mm=6)),
    (QualityReason.ONLY_TIP, replace(POOR, area_mm2=50, tip_only=True)),
    (QualityReason.TOO_LITTLE, replace(POOR, area_mm2=90)),
    (QualityReason.NOT_A_PRINT, replace(POOR, confident_minutiae=1, coherence=0.2)),
]


@pytest.mark.parametrize(("reason", "features"), CASES, ids=[reason.value for reason, _ in CASES])
def test_the_reason_fits_the_print(reason: QualityReason, features: PrintFeatures) -> None:
    assert assess(features).reason is reason


def test_every_reason_has_words_of_its_own() -> None:
    assert ADVICE.keys() == set(QualityReason)
    assert len({words.id for words in ADVICE.values()}) == len({w.en for w in ADVICE.values()}) == len(ADVICE)


def test_faint_prints_score_lower() -> None:
    assert assess(replace(FINE, contrast=5)).score < assess(FINE).score
