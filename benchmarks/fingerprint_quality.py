"""Whether a poor print is given the right reason: FVC prints, and each of them made bad in six known ways.

    python benchmarks/fingerprint_quality.py --data ../shared/data/fingerprints --json quality.json

Limits were set on fingers of odd number; those of even number are reported apart.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from degradations import FINGERS
from fingerprint_accuracy import NAME, sets_in
from jemput.biometrics import images
from jemput.biometrics.fingerprints.extraction import examine
from jemput.biometrics.qualities import QualityReason
from report import machine, options, write

IMPRESSIONS = (1, 4, 7)
QUICK_IMPRESSIONS = (4,)
Reasons = Counter[QualityReason]


def judged(paths: list[Path], only: frozenset[str]) -> dict[str, Reasons]:
    """How often each reason was given, for the prints as they are and for each degradation."""
    found: dict[str, Reasons] = {name: Counter() for name in ("original", *FINGERS) if name in only}
    for path in paths:
        original = images.decode(path.read_bytes())
        for name, reasons in found.items():
            random = np.random.default_rng([*path.stem.encode(), *path.parent.name.encode()])
            image = original if name == "original" else FINGERS[name][0](original, random)
            reasons[examine(image, threads=1).quality.reason] += 1
    return found


def summary(found: dict[str, Reasons]) -> dict[str, Any]:
    """Percentages: usable all the same, and of the others the right reason."""
    report: dict[str, Any] = {}
    for name, reasons in found.items():
        total, good = reasons.total(), reasons[QualityReason.GOOD]
        report[name] = {"images": total, "still_good_percent": round(100 * good / max(total, 1), 1)}
        if name == "original":
            report[name]["reasons"] = {reason.value: n for reason, n in reasons.most_common()}
        else:
            right = reasons[FINGERS[name][1]]
            report[name]["right_reason_percent_of_poor"] = round(100 * right / max(total - good, 1), 1)
    return report


def main() -> None:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    wanted = QUICK_IMPRESSIONS if chosen.quick else IMPRESSIONS
    names = frozenset(("original", "dry", "wet", "only_tip") if chosen.quick else ("original", *FINGERS))
    halves: dict[str, list[Path]] = {"set_on": [], "kept_aside": []}
    for path in [path for paths in sets_in(chosen.data).values() for path in paths]:
        named = NAME.fullmatch(path.name)
        if named is not None and int(named[2]) in wanted:
            odd = int("".join(filter(str.isdigit, named[1])) or 0) % 2
            halves["set_on" if odd else "kept_aside"].append(path)
    if not halves["kept_aside"]:
        raise SystemExit(f"no images named finger_impression below {chosen.data}")
    if chosen.quick:
        halves = {"kept_aside": halves["kept_aside"]}
    report = {half: summary(judged(paths, names)) for half, paths in halves.items()}
    for half, figures in report.items():
        for name, figure in figures.items():
            print(half, name, figure)
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
