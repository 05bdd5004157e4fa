"""Whether generated fingerprints are as hard as real ones, and whether generated irises and faces are found.

    python benchmarks/synthesis.py --data ../shared/data/fingerprints --json synthesis.json

The engine extracts and compares 40 generated fingers of 8 impressions, and the sets below --data beside them.
Generated faces are for rehearsals only: no threshold may rest on them.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fingerprint_accuracy import NAME, sets_in
from jemput.biometrics import images
from jemput.biometrics.errors import NoIris
from jemput.biometrics.faces.extraction import judge
from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.extraction import examine
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.irises.extraction import examine as examine_iris
from jemput.biometrics.qualities import QualityReason
from jemput.synthesis import faces, fingerprints, irises
from report import Scores, flat, fnmr_at, machine, options, rates, write

FINGERS, QUICK_FINGERS = 40, 5
IMPRESSIONS = 8
CAPTURED, QUICK_CAPTURED = 40, 5
FIRST_SEED = 5000
QUANTILES = (0.01, 0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Print:
    """One extracted impression."""

    finger: str
    described: Descriptors
    minutiae: int
    quality: int


def extracted(finger: str, image: NDArray[np.uint8]) -> Print:
    """Its template, ready for comparison."""
    found = examine(image, threads=1)
    return Print(finger, describe(found.template), len(found.template.minutiae), found.quality.score)


def generated(fingers: int, workers: int) -> list[Print]:
    """Impressions as they come, of fingers of every position."""

    def one(finger: int) -> list[Print]:
        master = fingerprints.master(FIRST_SEED + finger)
        return [extracted(str(finger), fingerprints.impression(master, n)) for n in range(IMPRESSIONS)]

    with ThreadPoolExecutor(workers) as pool:
        return [found for prints in pool.map(one, range(fingers)) for found in prints]


def real(paths: list[Path], fingers: int, workers: int) -> list[Print]:
    """The prints of one set's first fingers."""
    names = {path: named[1] for path in paths if (named := NAME.fullmatch(path.name)) is not None}
    kept = sorted(set(names.values()))[:fingers]
    chosen = [(name, path) for path, name in names.items() if name in kept]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda item: extracted(item[0], images.decode(item[1].read_bytes())), chosen))


def figures(prints: list[Print]) -> dict[str, Any]:
    """Error rates and quantiles of one collection."""
    genuine, impostor = scored(prints)
    counts = np.array([one.minutiae for one in prints])
    quality = np.array([one.quality for one in prints])
    return {
        "images": len(prints),
        "genuine": len(genuine),
        "impostor": len(impostor),
        **rates(genuine, impostor).percent(),
        "fnmr_at_fmr_1e-3": round(100 * fnmr_at(genuine, impostor, 1e-3), 3),
        "minutiae": _quantiles(counts),
        "quality": _quantiles(quality),
        "genuine_scores": _quantiles(genuine),
        "impostor_scores": {**_quantiles(impostor), "0.999": round(float(np.quantile(impostor, 0.999)), 4)},
    }


def scored(prints: list[Print]) -> tuple[Scores, Scores]:
    """All genuine and impostor pairs."""
    genuine: list[float] = []
    impostor: list[float] = []
    for a, b in combinations(prints, 2):
        (genuine if a.finger == b.finger else impostor).append(compare_described(a.described, b.described))
    return np.array(genuine), np.array(impostor)


def _quantiles(values: NDArray[Any]) -> dict[str, float]:
    return {str(share): round(float(np.quantile(values, share)), 4) for share in QUANTILES}


def found_faces(count: int) -> dict[str, Any]:
    """Generated portraits of the separated seeds under the detector and the capture checks."""
    seeds = faces.separated()[:count]
    judged = [judge(faces.capture(faces.identity(seed), 1)) for seed in seeds]
    reasons = Counter(one.quality.reason.value for one in judged)
    return {
        "portraits": len(judged),
        "found_percent": round(100 * sum(one.features is not None for one in judged) / len(judged), 1),
        "reasons": dict(reasons.most_common()),
    }


def found_irises(count: int) -> dict[str, Any]:
    """Generated eyes under segmentation and the capture checks."""
    reasons: Counter[QualityReason] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        try:
            reasons[examine_iris(irises.capture(irises.identity(seed), 1)).quality.reason] += 1
        except NoIris:
            reasons[QualityReason.NO_EYE] += 1
    return {
        "eyes": count,
        "found_percent": round(100 * (count - reasons[QualityReason.NO_EYE]) / count, 1),
        "reasons": {reason.value: n for reason, n in reasons.most_common()},
    }


def main() -> None:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, help="real sets to compare with")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    captured = QUICK_CAPTURED if chosen.quick else CAPTURED
    report: dict[str, Any] = {
        "generated": figures(generated(QUICK_FINGERS if chosen.quick else FINGERS, chosen.workers)),
        "faces": found_faces(captured),
        "irises": found_irises(captured),
    }
    sets = sets_in(chosen.data) if chosen.data else {}
    for name, paths in list(sets.items())[: 1 if chosen.quick else None]:
        report[Path(name).name] = figures(
            real(paths, QUICK_FINGERS if chosen.quick else FINGERS, chosen.workers)
        )
    if not chosen.quick and len(sets) > 1:
        for rate in ("eer", "fmr1000"):
            means = [float(report[Path(name).name][rate]) for name in sets]
            report[f"real_mean_{rate}"] = round(float(np.mean(means)), 3)
            report[f"generated_to_real_{rate}"] = round(
                report["generated"][rate] / max(float(np.mean(means)), 1e-9), 2
            )
    for name, value in flat(report).items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
