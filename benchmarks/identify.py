"""Search for one person in a kabupaten's gallery: time, memory, rank-one rate, false alarms.

    python benchmarks/identify.py --people 300000 --keep DIR --json identify.json
    python benchmarks/identify.py --people 300000 --data ../shared/data/fingerprints --irises DIR --faces DIR

The gallery is of invented templates (benchmarks/populations.py). With --data, chimeric people of real fingers
(and irises and faces, where given) are planted among them and searched with their other impressions.
Strangers are invented people who are not in the gallery. The peer is the same comparison without a cascade:
everyone in full, timed on a sample and scaled up.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import json
import resource
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numba
import numpy as np

from chimeras import Chimera, chimeras
from jemput.biometrics.calibration import DUPLICATE_SCORE, identification_score
from jemput.biometrics.comparison import OTHER_HAND, DescribedPerson, compare_described_persons
from jemput.biometrics.galleries import Gallery
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import search
from jemput.biometrics.storage import GalleryFolder
from jemput.kernel.body import Finger
from populations import VERSION, invented, invented_many
from report import machine, options, write

SEGMENT = 25_000
SCANNED = (Finger.RIGHT_INDEX, Finger.LEFT_INDEX, Finger.RIGHT_THUMB, Finger.LEFT_THUMB)
FIVE = (Finger.RIGHT_THUMB, Finger.RIGHT_MIDDLE, Finger.LEFT_INDEX, Finger.LEFT_RING, Finger.LEFT_LITTLE)
NO_INDEX = tuple(at for at in Finger if at not in (Finger.RIGHT_INDEX, Finger.LEFT_INDEX))
STRANGER = 50_000_000
TARGET_FPIR = 0.01
COMPARED_IN_FULL = 400
GOALS = {"everything": 1.0, "no_irises": 4.0}
"""Seconds for one search on two cores."""
Probes = Iterable[tuple[str, PersonTemplate]]


def exchanged(person: PersonTemplate) -> PersonTemplate:
    """The same fingers filed under the other hand."""
    return PersonTemplate({OTHER_HAND[at]: found for at, found in person.fingers.items()})


KINDS: dict[str, Callable[[int], PersonTemplate]] = {
    "everything": lambda number: invented(number, capture=1),
    "no_irises": lambda number: invented(number, capture=2, eyes=()),
    "fingers_only": lambda number: invented(number, capture=3, eyes=(), face=False),
    "five_fingers_missing": lambda number: invented(number, capture=4, fingers=FIVE, eyes=(), face=False),
    "index_fingers_missing": lambda number: invented(
        number, capture=5, fingers=NO_INDEX, eyes=(), face=False
    ),
    "exchanged_hands": lambda number: exchanged(invented(number, capture=6, eyes=(), face=False)),
}


def built(folder: Path, people: int) -> float:
    """Store that many invented people unless they are there already; seconds it took, 0 if they were."""
    note = folder / "made.json"
    wanted = {"people": people, "version": VERSION, "scanned": [int(finger) for finger in SCANNED]}
    if note.is_file() and json.loads(note.read_text()) == wanted:
        return 0.0
    shutil.rmtree(folder, ignore_errors=True)
    started, gallery = time.perf_counter(), GalleryFolder(folder, scanned=SCANNED)
    for first in range(0, people, SEGMENT):
        numbers = range(first, min(people, first + SEGMENT))
        gallery.append(zip(map(str, numbers), invented_many(numbers), strict=True))
        print(f"{numbers[-1] + 1} people, {time.perf_counter() - started:.0f} s", flush=True)
    note.write_text(json.dumps(wanted))
    return time.perf_counter() - started


def searched(gallery: Gallery, probes: Probes) -> dict[str, float]:
    """Seconds a search and the share found: first, and above the duplicate threshold."""
    spent, first, certain, others = [], 0, 0, 0
    for subject_id, probe in probes:
        started = time.perf_counter()
        found = search(gallery, probe)
        spent.append(time.perf_counter() - started)
        hit = bool(found) and found[0].subject_id == subject_id
        first += hit
        certain += hit and found[0].log10_ratio >= DUPLICATE_SCORE
        others += any(one.log10_ratio >= DUPLICATE_SCORE and one.subject_id != subject_id for one in found)
    return {
        "probes": len(spent),
        "best_seconds": round(min(spent), 3),
        "median_seconds": round(float(np.median(spent)), 3),
        "worst_seconds": round(max(spent), 3),
        "rank_one_percent": round(100 * first / len(spent), 2),
        "found_at_duplicate_threshold_percent": round(100 * certain / len(spent), 2),
        "others_above_it_percent": round(100 * others / len(spent), 2),
    }


def strangers(gallery: Gallery, count: int, make: Callable[[int], PersonTemplate]) -> dict[str, float]:
    """How high the best score of people who are not in the gallery comes."""
    best = []
    for number in range(STRANGER, STRANGER + count):
        found = search(gallery, make(number), limit=1)
        best.append(found[0].log10_ratio if found else -np.inf)
    least = identification_score(len(gallery), TARGET_FPIR)
    return {
        "searches": count,
        "at_duplicate_threshold_percent": round(100 * float(np.mean(np.array(best) >= DUPLICATE_SCORE)), 2),
        "at_target_fpir_percent": round(100 * float(np.mean(np.array(best) >= least)), 2),
        "target_fpir_percent": 100 * TARGET_FPIR,
        "highest_log10_ratio": round(max(best), 2),
    }


def exhaustive_seconds(gallery: Gallery, probe: PersonTemplate) -> float:
    """Seconds to compare the probe in full with everyone on one core, from the first few hundred."""
    described, compared = DescribedPerson(probe), 0
    started = time.perf_counter()
    for _, person in gallery:
        compare_described_persons(described, DescribedPerson(person), exchange=False)
        compared += 1
        if compared == COMPARED_IN_FULL:
            break
    return (time.perf_counter() - started) * len(gallery) / compared


def planted(gallery: Gallery, people: list[Chimera]) -> dict[str, Any]:
    """Real samples among the invented: planted, and searched with the other impressions."""
    for chimera in people:
        gallery.add(chimera.subject_id, chimera.enrolled)
    first = people[0].probes[0]
    report = {
        "real_people": len(people),
        "real_all_fingers": searched(gallery, ((one.subject_id, p) for one in people for p in one.fingers())),
        "real_two_fingers": searched(
            gallery, ((one.subject_id, p) for one in people for p in one.fingers(most=2))
        ),
    }
    if first.irises or first.face is not None:
        probes = ((one.subject_id, probe) for one in people for probe in one.probes)
        report["real_everything"] = searched(gallery, probes)
    return report


def measured(gallery: Gallery, chosen: Namespace) -> dict[str, Any]:
    """Every kind of probe, the real people, the strangers and the peer."""
    random = np.random.default_rng(5)
    numbers = [int(n) for n in random.choice(chosen.people, chosen.probes, replace=False)]
    started = time.perf_counter()
    for kind in ("everything", "fingers_only"):
        search(gallery, KINDS[kind](numbers[0]))
    report: dict[str, Any] = {"first_search_seconds": round(time.perf_counter() - started, 1)}
    for kind, make in KINDS.items():
        report[kind] = searched(gallery, ((str(n), make(n)) for n in numbers))
        print(kind, report[kind], flush=True)
    if chosen.data is not None:
        report |= planted(gallery, chimeras(chosen.data, chosen.irises, chosen.faces))
        print({name: found for name, found in report.items() if name.startswith("real")}, flush=True)
    everything, fingers = invented, lambda number: invented(number, eyes=(), face=False)
    report["strangers_with_everything"] = strangers(gallery, chosen.strangers, everything)
    report["strangers_with_fingers_only"] = strangers(gallery, chosen.strangers // 4, fingers)
    peer = exhaustive_seconds(gallery, KINDS["fingers_only"](numbers[0]))
    report["peer_everyone_in_full_on_one_core_seconds"] = round(peer, 1)
    report["peer_seconds_to_ours"] = round(peer / report["fingers_only"]["median_seconds"], 1)
    for kind, goal in GOALS.items():
        report[f"{kind}_goal_seconds"] = goal
        report[f"{kind}_median_to_goal"] = round(report[kind]["median_seconds"] / goal, 3)
    return report


def main() -> None:
    """Build, search and print."""
    parser = options(__doc__)
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--probes", type=int, default=50, help="of each kind")
    parser.add_argument("--strangers", type=int, default=200, help="searches for people who are not there")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the gallery there for the next run")
    parser.add_argument("--data", type=Path, help="real fingers, folders of finger_impression")
    parser.add_argument("--irises", type=Path, help="real eyes, named eye_session_number")
    parser.add_argument("--faces", type=Path, help="real faces, a folder a person")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.people, chosen.probes, chosen.strangers = min(chosen.people, 5_000), 8, 20
    numba.set_num_threads(min(2, numba.get_num_threads()))
    with tempfile.TemporaryDirectory(prefix="jemput-gallery-") as scratch:
        folder = chosen.keep or Path(scratch) / "gallery"
        seconds = built(folder, chosen.people)
        stored = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        report: dict[str, Any] = {
            "people": chosen.people,
            "building_seconds": round(seconds, 1),
            "stored_bytes_a_person": round(stored / chosen.people),
        }
        report |= measured(GalleryFolder(folder, scanned=SCANNED).open(), chosen)
    unit = 2**20 if sys.platform != "darwin" else 2**30
    report["memory_gib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 2)
    for name, value in report.items():
        if not isinstance(value, dict):
            print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
