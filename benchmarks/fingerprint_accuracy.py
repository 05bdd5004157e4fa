"""Fingerprint accuracy on any folder of sets: EER, FMR100, FMR1000, pooled FNMR with one threshold, discards.

    python benchmarks/fingerprint_accuracy.py --data ../shared/data/fingerprints --json accuracy.json

A set is a folder of images named finger_impression (101_1.png, 7_3.tif). Within a set every two impressions
of a finger are a genuine pair, every two of different fingers an impostor pair. Nothing is tuned per set.
"""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from jemput.biometrics import images
from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.extraction import examine
from jemput.biometrics.fingerprints.matching import compare_described
from report import Scores, fnmr_at, machine, options, rates, write

NAME = re.compile(r"([A-Za-z0-9]+)_(\d+)\.(?:png|tiff?|jpe?g)", re.IGNORECASE)
PEERS = {"sourceafis_3_18_mean_eer_fvc2002b": 5.4, "nbis_mean_eer_fvc2002b": 5.3}
"""Measured once on the same images; not run here."""
QUICK_FINGERS = 4
GOAL_MEAN_EER = 0.4
"""Percent."""
DISCARDED = (0.0, 0.05, 0.10, 0.20)


@dataclass(frozen=True)
class Impression:
    """One image after extraction."""

    finger: str
    described: Descriptors
    quality: int


@dataclass(frozen=True)
class SetScores:
    """All comparisons of one set; the lesser quality of each genuine pair."""

    genuine: Scores
    impostor: Scores
    quality: Scores


def sets_in(folder: Path) -> dict[str, list[Path]]:
    """Image files by set: the folder itself, or each folder below it."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if NAME.fullmatch(path.name):
            found.setdefault(str(path.parent.relative_to(folder.parent)), []).append(path)
    return found


def first_fingers(path: Path, paths: list[Path]) -> bool:
    """Whether the file belongs to the first few fingers of its set, which a quick run keeps."""
    fingers = sorted({path.name.split("_")[0] for path in paths})
    return path.name.split("_")[0] in fingers[:QUICK_FINGERS]


def extracted(path: Path, dpi: int) -> Impression:
    """The described template of one file."""
    named = NAME.fullmatch(path.name)
    assert named is not None
    examination = examine(images.decode(path.read_bytes()), dpi=dpi, threads=1)
    return Impression(named[1], describe(examination.template), examination.quality.score)


def scored(impressions: list[Impression]) -> SetScores:
    """Every pair of a set."""
    genuine, impostor, quality = [], [], []
    for a, b in combinations(impressions, 2):
        score = compare_described(a.described, b.described)
        if a.finger == b.finger:
            genuine.append(score)
            quality.append(min(a.quality, b.quality))
        else:
            impostor.append(score)
    return SetScores(np.array(genuine), np.array(impostor), np.array(quality, np.float64))


def pooled(sets: list[SetScores]) -> dict[str, object]:
    """All sets under one threshold, and what discarding the worst images would save."""
    genuine = np.concatenate([scores.genuine for scores in sets])
    impostor = np.concatenate([scores.impostor for scores in sets])
    quality = np.concatenate([scores.quality for scores in sets])
    threshold = np.sort(impostor)[::-1][int(1e-3 * len(impostor))]
    discard = {}
    for share in DISCARDED:
        kept = genuine[quality >= np.quantile(quality, share)]
        discard[f"{share:.0%}"] = round(100 * float((kept <= threshold).mean()), 3)
    return {
        "genuine": len(genuine),
        "impostor": len(impostor),
        **rates(genuine, impostor).percent(),
        "fnmr_at_fmr_1e-3": round(100 * fnmr_at(genuine, impostor, 1e-3), 3),
        "fnmr_at_fmr_1e-4": round(100 * fnmr_at(genuine, impostor, 1e-4), 3),
        "fnmr_at_fmr_1e-3_by_discarded": discard,
    }


def main() -> None:
    """Run and print; the last lines are the mean and the pooled figures."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dpi", type=int, default=500, help="resolution that all images are taken to have")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    sets = sets_in(chosen.data)
    if chosen.quick:
        sets = {name: [path for path in paths if first_fingers(path, paths)] for name, paths in sets.items()}
    started, report, every = time.perf_counter(), {}, []
    for name, paths in sets.items():
        with ThreadPoolExecutor(chosen.workers) as pool:
            impressions = list(pool.map(lambda path: extracted(path, chosen.dpi), paths))
        scores = scored(impressions)
        if not len(scores.genuine) or not len(scores.impostor):
            continue
        every.append(scores)
        counts = {"images": len(paths), "genuine": len(scores.genuine), "impostor": len(scores.impostor)}
        report[name] = {**counts, **rates(scores.genuine, scores.impostor).percent()}
        print(name, report[name], flush=True)
    if not every:
        raise SystemExit(f"no images named finger_impression below {chosen.data}")
    mean = {
        key: round(float(np.mean([float(found[key]) for found in report.values()])), 3)
        for key in ("eer", "fmr100", "fmr1000", "zero_fmr")
    }
    together = pooled(every)
    print("mean", mean)
    print("pooled", together)
    print("peers, as measured once on these sets:", PEERS, "| machine:", machine())
    seconds = round(time.perf_counter() - started, 1)
    write(
        {
            "sets": report,
            "mean": mean,
            "mean_eer_goal": GOAL_MEAN_EER,
            "mean_eer_to_goal": round(mean["eer"] / GOAL_MEAN_EER, 3),
            "pooled": together,
            "peer": PEERS,
            "seconds": seconds,
        },
        chosen.json,
    )


if __name__ == "__main__":
    main()
