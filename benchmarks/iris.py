"""Iris accuracy on a folder of eyes, and the speed of scanning thinned codes.

    python benchmarks/iris.py --data DIR --json iris.json

Eyes are told apart by the part of the file name before the first underscore (CASIA-V1: 001_1_1.jpg). The
second image of every eye of even number is also made bad in known ways, to see whether the reason given is
right: limits were set on the eyes of odd number.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from degradations import EYES, Damage
from jemput.biometrics import images
from jemput.biometrics.errors import NoIris
from jemput.biometrics.irises.code import THIN_CODE_WORDS, THIN_MASK_WORDS
from jemput.biometrics.irises.extraction import examine, extract
from jemput.biometrics.irises.matching import distances, scan
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.qualities import QualityReason
from report import Scores, flat, fnmr_at, machine, options, rates, write

QUICK_EYES, QUICK_CHECKED = 30, 10
DISCARDED = (0.0, 0.05, 0.10, 0.20)
GOALS = {"eer": 1.0, "scanned_codes_per_second": 5_000_000}
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")


def capture_checks(folder: Path, quick: bool) -> dict[str, object]:
    """Percent of plain eyes refused, and of eyes made bad refused, and for the right reason."""
    eyes = sorted(path for path in folder.rglob("*_1_2.*") if path.suffix.lower() in SUFFIXES)
    aside = [
        path for path in eyes if int("0" + "".join(filter(str.isdigit, path.stem.split("_")[0]))) % 2 == 0
    ]
    plain = [images.decode(path.read_bytes()) for path in aside[: QUICK_CHECKED if quick else None]]
    report: dict[str, object] = {"plain": _refused(plain, QualityReason.GOOD)}
    for name, (damage, right) in EYES.items():
        report[name] = _refused(list(_damaged(plain, damage)), right)
    return report


def _damaged(plain: list[NDArray[np.uint8]], damage: Damage) -> Iterator[NDArray[np.uint8]]:
    for n, image in enumerate(plain):
        try:
            yield damage(image, np.random.default_rng(n))
        except NoIris:
            continue


def _refused(eyes: list[NDArray[np.uint8]], right: QualityReason) -> dict[str, float]:
    reasons = Counter(_reason(eye) for eye in eyes)
    share = 100 / max(len(eyes), 1)
    return {
        "eyes": len(eyes),
        "refused": round(share * (len(eyes) - reasons[QualityReason.GOOD]), 1),
        "no_iris_found": round(share * reasons[QualityReason.NO_EYE], 1),
        "right_reason": round(share * reasons[right], 1),
    }


def _reason(eye: NDArray[np.uint8]) -> QualityReason:
    try:
        return examine(eye).quality.reason
    except NoIris:
        return QualityReason.NO_EYE


def discarded(found: list[tuple[str, IrisTemplate]], same: Scores, different: Scores) -> dict[str, float]:
    """Percent of genuine pairs below the threshold of FMR 1e-3, without the worst pairs by quality."""
    eyes = np.array([eye for eye, _ in found])
    quality = np.array([template.quality for _, template in found])
    worse = np.concatenate(
        [np.minimum(quality[at], quality[at + 1 :])[eyes[at + 1 :] == eyes[at]] for at in range(len(found))]
    )
    threshold = np.sort(different)[::-1][int(1e-3 * len(different))]
    order = np.argsort(worse, kind="stable")
    return {
        f"{share:.0%}": round(100 * float((same[order[int(share * len(same)) :]] <= threshold).mean()), 3)
        for share in DISCARDED
    }


def extracted(folder: Path, most_eyes: int | None) -> tuple[list[tuple[str, IrisTemplate]], int, float]:
    """Templates by eye, how many images had no iris found, and milliseconds an image."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and "_" in path.stem)
    wanted = sorted({path.stem.split("_")[0] for path in paths})[:most_eyes]
    paths = [path for path in paths if path.stem.split("_")[0] in wanted]
    found, failed, started = [], 0, time.process_time()
    for path in paths:
        try:
            found.append((path.stem.split("_")[0], extract(images.decode(path.read_bytes()))))
        except NoIris:
            failed += 1
    return found, failed, 1000 * (time.process_time() - started) / max(len(paths), 1)


def scored(found: list[tuple[str, IrisTemplate]]) -> tuple[Scores, Scores]:
    """Negative distances of all genuine and all impostor pairs."""
    codes = np.stack([template.code.ravel() for _, template in found])
    masks = np.stack([template.mask.ravel() for _, template in found])
    eyes = np.array([eye for eye, _ in found])
    genuine, impostor = [], []
    for at, (eye, template) in enumerate(found):
        apart = -distances(template, codes[at + 1 :], masks[at + 1 :]).astype(np.float64)
        genuine.append(apart[eyes[at + 1 :] == eye])
        impostor.append(apart[eyes[at + 1 :] != eye])
    return np.concatenate(genuine), np.concatenate(impostor)


def scan_rate(gallery: int) -> int:
    """Codes a second and core at 17 rotations each."""
    random = np.random.default_rng(1)
    codes = random.integers(0, 2**64, (gallery, THIN_CODE_WORDS), np.uint64)
    masks = np.full((gallery, THIN_MASK_WORDS), 2**64 - 1, np.uint64)
    words = random.integers(0, 2**64, (3, 16, 4), np.uint64)
    probe = IrisTemplate(words[:2], words[2], 80)
    scan(probe, codes[:10], masks[:10])
    started = time.process_time()
    scan(probe, codes, masks)
    return round(gallery / (time.process_time() - started))


def main() -> None:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gallery", type=int, default=1_000_000)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    numba.set_num_threads(1)
    found, failed, milliseconds = extracted(chosen.data, QUICK_EYES if chosen.quick else None)
    if len({eye for eye, _ in found}) < 2:
        raise SystemExit(f"no eyes of two or more below {chosen.data}")
    same, different = scored(found)
    report: dict[str, Any] = {
        "images": len(found) + failed,
        "no_iris_found": failed,
        "extraction_ms": round(milliseconds, 1),
        "genuine": len(same),
        "impostor": len(different),
        **rates(same, different).percent(),
        "fnmr_at_fmr_1e-4": round(100 * fnmr_at(same, different, 1e-4), 3),
        "fnmr_at_fmr_1e-3_by_discarded": discarded(found, same, different),
        "captures": capture_checks(chosen.data, chosen.quick),
        "scanned_codes_per_second": scan_rate(chosen.gallery),
        "peer_plain_log_gabor_eer": 2.2,
        "goal": GOALS,
    }
    report["to_goal"] = {name: round(report[name] / goal, 3) for name, goal in GOALS.items()}
    for name, value in flat(report).items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
