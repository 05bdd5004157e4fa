"""How much invented fingers score like real ones, and a million of them searched.

    python benchmarks/likeness.py --data ../shared/data/fingerprints --fingers 1000000 --json likeness.json

Every two impressions of a finger are a genuine pair, every two fingers of a set an impostor pair, invented
ones as real ones. Both stages of the matcher are told by quantiles and by the Kolmogorov-Smirnov distance
(the largest difference of the distribution functions). Then stage one searches a column of invented fingers
for real fingers: how many strangers stand before another impression of the same finger.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

from fingerprint_accuracy import Impression, extracted, first_fingers, sets_in
from jemput.biometrics.columns import column_of_templates
from jemput.biometrics.fingerprints.descriptors import Descriptors, describe
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.fingerprints.scanning import Column, column_of, scan
from jemput.kernel.body import Finger
from populations import invented_many
from report import Scores, machine, options, write

GENUINE, IMPOSTOR = (5, 25, 50, 75, 95), (50, 95, 99, 99.9)
INVENTED_SETS, FINGERS_A_SET, IMPRESSIONS = 8, 10, 8
SHORTLIST = 200
MADE = 20_000
Fingers = list[list[Descriptors]]


@dataclass(frozen=True)
class Stages:
    """Scores of all pairs of some sets: stage one (scanning) and stage two (relaxation)."""

    scan_genuine: Scores
    scan_impostor: Scores
    full_genuine: Scores
    full_impostor: Scores


def real(folder: Path, *, quick: bool) -> list[Fingers]:
    """Impressions by set and finger."""
    found = []
    for paths in sets_in(folder).values():
        kept = [path for path in paths if not quick or first_fingers(path, paths)]
        with ThreadPoolExecutor(2) as pool:
            impressions: list[Impression] = list(pool.map(lambda path: extracted(path, 500), kept))
        names = sorted({one.finger for one in impressions})
        found.append([[one.described for one in impressions if one.finger == name] for name in names])
    return found


def drawn(sets: int) -> list[Fingers]:
    """As many impressions of invented fingers."""
    finger = (Finger.RIGHT_INDEX,)
    captures = [
        invented_many(range(sets * FINGERS_A_SET), capture=capture, fingers=finger, eyes=(), face=False)
        for capture in range(1, IMPRESSIONS + 1)
    ]
    fingers = [
        [describe(person.fingers[finger[0]]) for person in same] for same in zip(*captures, strict=True)
    ]
    return [fingers[at : at + FINGERS_A_SET] for at in range(0, len(fingers), FINGERS_A_SET)]


def scored(sets: list[Fingers]) -> Stages:
    """Both stages over every pair within each set."""
    found: dict[tuple[bool, bool], list[float]] = {(a, b): [] for a in (False, True) for b in (False, True)}
    for fingers in sets:
        every = [(at, one) for at, same in enumerate(fingers) for one in same]
        column = column_of([one for _, one in every])
        for at, (finger, probe) in enumerate(every):
            quick = scan(probe, column)
            for other in range(at + 1, len(every)):
                genuine = every[other][0] == finger
                found[False, genuine].append(float(quick[other]))
                found[True, genuine].append(compare_described(probe, every[other][1]))
    scan_genuine, scan_impostor = np.array(found[False, True]), np.array(found[False, False])
    return Stages(scan_genuine, scan_impostor, np.array(found[True, True]), np.array(found[True, False]))


def distance(a: Scores, b: Scores) -> float:
    """Kolmogorov and Smirnov's: the largest difference of two distribution functions."""
    at = np.concatenate([a, b])
    shares = [np.searchsorted(np.sort(one), at, side="right") / len(one) for one in (a, b)]
    return float(np.abs(shares[0] - shares[1]).max())


def likeness(real_scores: Stages, invented_scores: Stages) -> dict[str, object]:
    """Quantiles side by side, and how far apart the distributions are."""
    report: dict[str, object] = {}
    for name, theirs in vars(real_scores).items():
        ours = getattr(invented_scores, name)
        for percent in GENUINE if "genuine" in name else IMPOSTOR:
            key = f"{name}_p{percent}".replace(".", "_")
            real_value, invented_value = np.percentile(theirs, percent), np.percentile(ours, percent)
            report[f"{key}_real"] = round(float(real_value), 4)
            report[f"{key}_invented"] = round(float(invented_value), 4)
            report[f"{key}_ratio"] = round(float(invented_value / real_value), 3)
        report[f"{name}_distance"] = round(distance(theirs, ours), 3)
    return report


def large_column(fingers: int) -> Column:
    """That many invented fingers, laid out for scanning."""
    at, parts = (Finger.RIGHT_INDEX,), []
    for start in range(0, fingers, MADE):
        numbers = range(10_000_000 + start, 10_000_000 + min(fingers, start + MADE))
        people = invented_many(numbers, fingers=at, eyes=(), face=False)
        parts.append(column_of_templates([person.fingers[at[0]] for person in people]))
    return appended(parts)


def appended(parts: list[Column]) -> Column:
    """Columns one behind the other."""
    counts = np.concatenate([part.counts for part in parts])
    ends = np.cumsum([part.starts[-1] for part in parts])
    starts = [part.starts[:-1] + before for part, before in zip(parts, [0, *ends[:-1]], strict=True)]
    words = np.concatenate([part.words for part in parts], axis=1)
    return Column(words, np.concatenate([*starts, ends[-1:]]), counts)


def searched(fingers: Fingers, column: Column) -> dict[str, object]:
    """Ranks of real fingers' other impressions among invented strangers, by stage one alone."""
    ranks: list[NDArray[np.int64]] = []
    spent = []
    for same in fingers:
        mates = column_of(same[1:])
        started = time.perf_counter()
        strangers = scan(same[0], column)
        spent.append(time.perf_counter() - started)
        ordered = np.sort(strangers)
        ranks.append(len(ordered) - np.searchsorted(ordered, scan(same[0], mates), side="right"))
    every = np.concatenate(ranks)
    best = float(np.median(spent))
    return {
        "stage_one_seconds_a_search": round(best, 3),
        "stage_one_fingers_a_second": round(len(column) / best),
        "stage_one_rank_one_percent": round(100 * float((every == 0).mean()), 2),
        f"stage_one_in_best_{SHORTLIST}_percent": round(100 * float((every < SHORTLIST).mean()), 2),
        "real_searches": len(every),
    }


def main() -> None:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True, help="real fingers, folders of finger_impression")
    parser.add_argument("--fingers", type=int, default=1_000_000)
    chosen = parser.parse_args()
    numba.set_num_threads(min(2, numba.get_num_threads()))
    sets = real(chosen.data, quick=chosen.quick)
    report = likeness(scored(sets), scored(drawn(2 if chosen.quick else INVENTED_SETS)))
    fingers = 50_000 if chosen.quick else chosen.fingers
    started = time.perf_counter()
    column = large_column(fingers)
    report |= {"fingers": fingers, "building_seconds": round(time.perf_counter() - started, 1)}
    report |= searched([same for one in sets for same in one], column)
    for name, value in report.items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, chosen.json)


if __name__ == "__main__":
    main()
