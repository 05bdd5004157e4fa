"""Search for one person in a kabupaten's gallery: time, memory, rank-one rate, false alarms.

    python benchmarks/identify.py --people 300000 --json identify.json

The people are invented templates (benchmarks/populations.py), so the times and the recall are meaningful
and the false-alarm figures are optimistic. Probes: with everything, without irises, with five fingers
missing, and with hands exchanged; and strangers, of whom none should stand out at the duplicate threshold.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from jemput.biometrics.calibration import DUPLICATE_FMR
from jemput.biometrics.comparison import OTHER_HAND
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Gallery, search
from jemput.biometrics.segments import segment_of
from jemput.kernel.body import Finger
from populations import invented
from report import machine, write

SEGMENT = 25_000
SCANNED = (Finger.RIGHT_INDEX, Finger.LEFT_INDEX, Finger.RIGHT_THUMB, Finger.LEFT_THUMB)
FIVE = (Finger.RIGHT_THUMB, Finger.RIGHT_MIDDLE, Finger.LEFT_INDEX, Finger.LEFT_RING, Finger.LEFT_LITTLE)
STRANGER = 50_000_000
PEERS = {"SourceAFIS, seconds for 2 fingers of 300,000 on 2 cores": 20.0}


def exchanged(person: PersonTemplate) -> PersonTemplate:
    """The same fingers filed under the other hand."""
    return PersonTemplate({OTHER_HAND[at]: found for at, found in person.fingers.items()})


KINDS: dict[str, Callable[[int], PersonTemplate]] = {
    "everything": lambda number: invented(number, capture=1),
    "no_irises": lambda number: invented(number, capture=2, eyes=()),
    "fingers_only": lambda number: invented(number, capture=3, eyes=(), face=False),
    "five_fingers": lambda number: invented(number, capture=4, fingers=FIVE, eyes=(), face=False),
    "exchanged_hands": lambda number: exchanged(invented(number, capture=5, eyes=(), face=False)),
}


def built(people: int) -> Gallery:
    """A gallery of invented people in segments."""
    segments = []
    for start in range(0, people, SEGMENT):
        numbers = range(start, min(people, start + SEGMENT))
        segments.append(segment_of([(str(n), invented(n)) for n in numbers], scanned=SCANNED))
        print(f"{numbers[-1] + 1} people", flush=True)
    return Gallery(segments=segments, scanned=SCANNED)


def searched(gallery: Gallery, probes: dict[str, PersonTemplate]) -> dict[str, float]:
    """Seconds a search and the share found, first and above the duplicate threshold."""
    spent, first, certain = [], 0, 0
    for subject_id, probe in probes.items():
        started = time.perf_counter()
        found = search(gallery, probe)
        spent.append(time.perf_counter() - started)
        hit = bool(found) and found[0].subject_id == subject_id
        first += hit
        certain += hit and found[0].false_match_rate <= DUPLICATE_FMR
    return {
        "median_seconds": round(float(np.median(spent)), 3),
        "worst_seconds": round(max(spent), 3),
        "rank_one_percent": round(100 * first / len(probes), 2),
        "found_at_duplicate_threshold_percent": round(100 * certain / len(probes), 2),
    }


def false_alarms(gallery: Gallery, strangers: int) -> float:
    """Share of strangers, in percent, for whom someone reaches the duplicate threshold."""
    alarms = 0
    for number in range(STRANGER, STRANGER + strangers):
        found = search(gallery, invented(number))
        alarms += bool(found) and found[0].false_match_rate <= DUPLICATE_FMR
    return round(100 * alarms / strangers, 2)


def main() -> None:
    """Build, search and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--probes", type=int, default=50, help="of each kind")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    started = time.perf_counter()
    gallery = built(options.people)
    report: dict[str, object] = {
        "people": options.people,
        "building_seconds": round(time.perf_counter() - started, 1),
        "peers": PEERS,
    }
    chosen = np.random.default_rng(5).choice(options.people, options.probes, replace=False)
    search(gallery, invented(int(chosen[0]), capture=9))
    for kind, make in KINDS.items():
        report[kind] = searched(gallery, {str(n): make(int(n)) for n in chosen})
        print(kind, report[kind], flush=True)
    report["strangers_alarming_percent"] = false_alarms(gallery, options.probes)
    unit = 2**20 if sys.platform != "darwin" else 2**30
    report["memory_gib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 2)
    for name in ("strangers_alarming_percent", "memory_gib", "building_seconds"):
        print(name, report[name])
    print("machine:", machine())
    write(report, options.json)


if __name__ == "__main__":
    main()
