"""Face verification on a folder of persons, with false-match rates at the thresholds in use.

    python benchmarks/face.py --data DIR --json face.json

Every folder below DIR that holds images is a person (AT&T: s1/1.pgm).
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from jemput.biometrics.faces.extraction import examine
from jemput.biometrics.faces.matching import distance
from jemput.biometrics.faces.templates import FaceTemplate
from report import fnmr_at, machine, options, rates, write

QUICK_PHOTOS = 60
SUFFIXES = (".jpg", ".jpeg", ".png", ".pgm", ".tif", ".tiff", ".bmp")
THRESHOLDS = (0.45, 0.5, 0.6)


def extracted(folder: Path, most: int | None) -> tuple[list[tuple[str, FaceTemplate]], int, float]:
    """Templates by person, photos without a face found, and milliseconds a photo."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)[:most]
    found, missed, spent = [], 0, 0.0
    for path in paths:
        photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if photo is None:
            continue
        started = time.process_time()
        template = examine(np.ascontiguousarray(photo[..., ::-1], np.uint8)).template
        spent += time.process_time() - started
        if template is None:
            missed += 1
        else:
            found.append((str(path.parent), template))
    return found, missed, 1000 * spent / max(len(found) + missed, 1)


def main() -> None:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    found, missed, milliseconds = extracted(chosen.data, QUICK_PHOTOS if chosen.quick else None)
    if len({person for person, _ in found}) < 2:
        raise SystemExit(f"no photos of two or more persons below {chosen.data}")
    genuine: list[float] = []
    impostor: list[float] = []
    for (person, a), (other, b) in combinations(found, 2):
        (genuine if person == other else impostor).append(-distance(a, b))
    same, different = np.array(genuine), np.array(impostor)
    report = {
        "photos": len(found) + missed,
        "no_face_found": missed,
        "examination_ms": round(milliseconds, 1),
        "genuine": len(same),
        "impostor": len(different),
        **rates(same, different).percent(),
        "fnmr_at_fmr_1e-4": round(100 * fnmr_at(same, different, 1e-4), 3),
        "fmr_by_distance": {
            str(limit): round(100 * float((different >= -limit).mean()), 4) for limit in THRESHOLDS
        },
        "fnmr_by_distance": {
            str(limit): round(100 * float((same < -limit).mean()), 3) for limit in THRESHOLDS
        },
    }
    for name, value in report.items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
