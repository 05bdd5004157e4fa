"""Fingerprint speed: extraction, stage one over a large gallery, stage two; two fingers at once; the start.

    python benchmarks/fingerprint_speed.py --data ../shared/data/fingerprints --json speed.json

CPU time of one thread, for extraction the least of a few repeats, so that other work on the machine
disturbs little. The gain of a second thread and the start are by the wall clock: busy neighbors spoil them.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import subprocess
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numba
import numpy as np

from jemput.biometrics import images
from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.extraction import examine_all, extract
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.fingerprints.scanning import Column, column_of, scan
from jemput.biometrics.fingerprints.templates import FingerTemplate
from report import flat, machine, options, write

PEERS = {
    "candidates_per_second": {"sourceafis": 15_000, "nbis": 1_000, "openafis": 126_000},
    "extraction_ms": {"sourceafis": 36, "nbis": 22},
}
"""Measured once on such a core; not run here."""
GOALS = {
    "extraction_ms_median": 100,
    "scan_candidates_per_second": 150_000,
    "comparisons_per_second": 10_000,
    "start_s_comparison": 2,
}
QUICK_IMAGES, QUICK_GALLERY = 16, 20_000
REPEATS = 3
COMPARE = """
import sys
from pathlib import Path
from jemput.biometrics.fingerprints.matching import compare
from jemput.biometrics.fingerprints.templates import FingerTemplate
print(compare(*(FingerTemplate.from_bytes(Path(path).read_bytes()) for path in sys.argv[1:])))
"""
EXTRACT = """
import sys
from pathlib import Path
from jemput.biometrics import images
from jemput.biometrics.fingerprints.extraction import extract
print(len(extract(images.decode(Path(sys.argv[1]).read_bytes()), threads=1)))
"""
"""What a fresh interpreter is asked to do from its start to its end."""


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process spent on one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def least_seconds(work: Callable[[], object], clock: Callable[[], float], repeats: int = REPEATS) -> float:
    """The shortest of a few runs by a clock."""
    spent = []
    for _ in range(repeats):
        started = clock()
        work()
        spent.append(clock() - started)
    return min(spent)


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
    templates = [extract(picture, threads=1) for picture in pictures]
    spent = [
        1000 * least_seconds(lambda picture=picture: extract(picture, threads=1), time.process_time)  # type: ignore[misc]
        for picture in pictures
    ]
    return templates, {
        "median": round(float(np.median(spent)), 1),
        "p90": round(float(np.percentile(spent, 90)), 1),
    }


def measure_two_threads(pictures: list[images.GrayImage]) -> float:
    """How many times faster two threads get through the pictures than one, by turns."""
    walls: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(REPEATS):
        for workers, wall in walls.items():
            work = lambda workers=workers: examine_all(pictures, workers=workers)  # noqa: E731
            wall.append(least_seconds(work, time.perf_counter, repeats=1))
    return round(min(walls[1]) / min(walls[2]), 2)


def measure_start(picture: images.GrayImage) -> dict[str, float]:
    """Seconds of a fresh interpreter up to its first comparison, and up to its first template."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def fresh(code: str, *paths: Path) -> None:
        order = [sys.executable, "-c", code, *map(str, paths)]
        subprocess.run(order, check=True, capture_output=True, env=environment)

    with TemporaryDirectory() as folder:
        template, image = Path(folder, "finger.bin"), Path(folder, "finger.png")
        template.write_bytes(extract(picture).to_bytes())
        image.write_bytes(images.encode_png(picture))
        fresh(COMPARE, template, template)  # fills the compiler's cache
        comparison = least_seconds(lambda: fresh(COMPARE, template, template), time.perf_counter)
        extraction = least_seconds(lambda: fresh(EXTRACT, image), time.perf_counter)
    return {"comparison": round(comparison, 2), "extraction": round(extraction, 2)}


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
    pictures = sampled(chosen.data, wanted)
    templates, extraction = measure_extraction(pictures)
    described = [describe(template) for template in templates]
    describing = cpu_seconds(lambda: [describe(template) for template in templates]) / len(templates)
    report: dict[str, object] = {
        "extraction_ms": extraction,
        "extraction_gain_of_a_second_thread": measure_two_threads(pictures[:QUICK_IMAGES]),
        "start_s": measure_start(pictures[0]),
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
