"""Iris accuracy on a folder of eyes, and the speed of scanning thinned codes.

    python benchmarks/iris.py --data DIR --json iris.json

Eyes are told apart by the part of the file name before the first underscore (CASIA-V1: 001_1_1.jpg).
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from pathlib import Path
from typing import Any

import cv2
import numba
import numpy as np

from jemput.biometrics import images
from jemput.biometrics.errors import NoIris
from jemput.biometrics.irises.code import THIN_CODE_WORDS, THIN_MASK_WORDS
from jemput.biometrics.irises.extraction import extract
from jemput.biometrics.irises.matching import distances, scan
from jemput.biometrics.irises.templates import IrisTemplate
from report import Scores, fnmr_at, machine, options, rates, write

QUICK_EYES = 30
GOALS = {"eer": 1.0, "scanned_codes_per_second": 5_000_000}
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")


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
        "scanned_codes_per_second": scan_rate(chosen.gallery),
        "peer_plain_log_gabor_eer": 2.2,
        "goal": GOALS,
    }
    report["to_goal"] = {name: round(report[name] / goal, 3) for name, goal in GOALS.items()}
    for name, value in report.items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
