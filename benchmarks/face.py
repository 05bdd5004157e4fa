"""Face verification on a folder of persons, false-match rates at thresholds, and the capture checks.

    python benchmarks/face.py --data DIR --json face.json

Every folder below DIR that holds images is a person (AT&T: s1/1.pgm). Where DIR is the AT&T set, portraits
composed of its photos (see portraits.py) are judged too: how often a plain one is refused, and how often a
bad one is, for the right reason. Limits were set on odd persons; the figures are those of even ones, but for
closed eyes and turned heads, of which there are too few to part.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from collections import Counter
from collections.abc import Sized
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.faces.extraction import examine, judge
from jemput.biometrics.faces.matching import distance
from jemput.biometrics.faces.quality import checks
from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.qualities import QualityReason
from portraits import COMPOSED, EYES_CLOSED, PLAIN, TURNED, Cropped, composed, cropped
from report import flat, fnmr_at, machine, options, rates, write

QUICK_PHOTOS, QUICK_PERSONS = 60, 4
SUFFIXES = (".jpg", ".jpeg", ".png", ".pgm", ".tif", ".tiff", ".bmp")
THRESHOLDS = (0.45, 0.47, 0.5, 0.6)


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


def capture_checks(folder: Path, quick: bool) -> dict[str, object]:
    """Percent of plain portraits failing each check, and of bad ones refused, and for the right reason."""
    plain = {person: photos for person, photos in PLAIN.items() if person % 2 == 0}
    heads = _heads(folder, dict(list(plain.items())[: QUICK_PERSONS if quick else None]))
    judged = [judge(_color(composed(head, np.random.default_rng(n)))) for n, head in enumerate(heads)]
    features = [one.features for one in judged if one.features is not None]
    failed = Counter(check.reason for found in features for check in checks(found) if check.failed)
    report: dict[str, object] = {
        "plain_portraits": len(heads),
        "plain_refused": _percent(
            sum(one.quality.reason is not QualityReason.GOOD for one in judged), judged
        ),
        "plain_without_face": _percent(sum(one.features is None for one in judged), judged),
        "plain_false_alarms": {
            check.reason.value: _percent(failed[check.reason], judged) for check in checks(features[0])
        },
    }
    for name, (compose, right) in COMPOSED.items():
        report[name] = _refused(
            [compose(head, np.random.default_rng(n)) for n, head in enumerate(heads)], right
        )
    for name, photos, right in (
        ("eyes_closed", EYES_CLOSED, QualityReason.EYES_CLOSED),
        ("turned", TURNED, QualityReason.TURNED_AWAY),
    ):
        report[name] = _refused(
            [composed(head, np.random.default_rng(n)) for n, head in enumerate(_heads(folder, photos))], right
        )
    return report


def _heads(folder: Path, photos: dict[int, tuple[int, ...]]) -> list[Cropped]:
    paths = [folder / f"s{person}" / f"{photo}.pgm" for person in photos for photo in photos[person]]
    return [head for head in map(cropped, paths) if head is not None]


def _refused(images: list[NDArray[np.uint8]], right: QualityReason) -> dict[str, float]:
    reasons = [judge(_color(image)).quality.reason for image in images]
    return {
        "photos": len(images),
        "refused": _percent(sum(reason is not QualityReason.GOOD for reason in reasons), reasons),
        "no_face": _percent(reasons.count(QualityReason.NO_FACE), reasons),
        "right_reason": _percent(reasons.count(right), reasons),
    }


def _color(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.repeat(gray[..., None], 3, axis=2))


def _percent(count: int, of: Sized) -> float:
    return round(100 * count / max(len(of), 1), 1)


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
    report: dict[str, object] = {
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
    if (chosen.data / "s40" / "1.pgm").is_file():
        report["captures"] = capture_checks(chosen.data, chosen.quick)
    for name, value in flat(report).items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
