"""Fingerprint speed on one core: extraction, stage one over a large gallery, stage two.

    python benchmarks/fingerprint_speed.py --data ../shared/data/fingerprints --json speed.json

CPU time of one thread, so that other work on the machine disturbs little.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import cv2
import numba
import numpy as np

from jemput.biometrics import images
from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.fingerprints.scanning import Column, column_of, scan
from jemput.biometrics.fingerprints.templates import FingerTemplate
from report import flat, machine, options, write

PEERS = {
    "candidates_per_second": {"sourceafis": 15_000, "nbis": 1_000, "openafis": 126_000},
    "extraction_ms": {"sourceafis": 36, "nbis": 22},
}
"""Measured once on such a core; not run here."""
GOALS = {"extraction_ms_median": 100, "scan_candidates_per_second": 150_000, "comparisons_per_second": 10_000}
QUICK_IMAGES, QUICK_GALLERY = 16, 20_000


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process spent on one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def sampled(folder: Path, wanted: int) -> list[images.GrayImage]:
    """Images spread evenly over everything below the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".png", ".tif", ".tiff"))
    if not paths:
        raise SystemExit(f"no images below {folder}")
    step = max(1, len(paths) // wanted)
    return [images.decode(path.read_bytes()) for path in paths[::step]]


def repeated(templates: list[Descriptors], size: int) -> Column:
    """A gallery of `size` templates that repeats the given ones."""
    return column_of(templates[index % len(templates)] for index in range(size))


def measure_extraction(pictures: list[images.GrayImage]) -> tuple[list[FingerTemplate], dict[str, float]]:
    """Templates, and milliseconds an image."""
    extract(pictures[0], threads=1)
    templates, spent = [], []
    for picture in pictures:
        started = time.process_time()
        templates.append(extract(picture, threads=1))
        spent.append(1000 * (time.process_time() - started))
    return templates, {
        "median": round(float(np.median(spent)), 1),
        "p90": round(float(np.percentile(spent, 90)), 1),
    }


def measure_scan(described: list[Descriptors], size: int, probes: int) -> int:
    """Candidates a second and core over a gallery of `size`."""
    column = repeated(described, size)
    scan(described[0], repeated(described, 8))
    step = max(1, len(described) // probes)
    spent = [cpu_seconds(lambda probe=probe: scan(probe, column)) for probe in described[::step]]  # type: ignore[misc]
    return round(size / float(np.mean(spent)))


def measure_relaxation(described: list[Descriptors]) -> int:
    """Second-stage comparisons a second and core."""
    compare_described(described[0], described[1])
    pairs = list(combinations(described, 2))
    return round(len(pairs) / cpu_seconds(lambda: [compare_described(a, b) for a, b in pairs]))


def main() -> None:
    """Run and print each figure beside its peers."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--images", type=int, default=80)
    parser.add_argument("--gallery", type=int, default=100_000)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    numba.set_num_threads(1)
    wanted, gallery = (QUICK_IMAGES, QUICK_GALLERY) if chosen.quick else (chosen.images, chosen.gallery)
    templates, extraction = measure_extraction(sampled(chosen.data, wanted))
    described = [describe(template) for template in templates]
    describing = cpu_seconds(lambda: [describe(template) for template in templates]) / len(templates)
    report: dict[str, object] = {
        "extraction_ms": extraction,
        "description_ms": round(1000 * describing, 3),
        "scan_candidates_per_second": measure_scan(described, gallery, 8),
        "gallery": gallery,
        "minutiae_per_template": round(float(np.mean([len(found) for found in described])), 1),
        "comparisons_per_second": measure_relaxation(described),
        "peer": PEERS,
        "goal": GOALS,
    }
    figures = flat(report)
    report["to_goal"] = {name: round(float(str(figures[name])) / goal, 2) for name, goal in GOALS.items()}
    for name, value in report.items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
