"""Linkage on lists of several hands: how F1 and the stated probabilities hold where the model never trained.

Each list runs with its NIKs and without: the usual and a harsh hand (corruption), a second hand whose slips
are of other kinds (linkage_otherhand), the same with half of the rows strangers, and at twice its rates.
`worst_gap` is the largest difference between stated probability and share right over bands of at least 50
rows. The register's duplicates are searched too, and timed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from random import Random

from jemput.linkage import Duplicate, Register, Verdict, duplicates
from linkage import Report, alone, columns, ours
from linkage_cases import HARSH, Case, invented, without_niks
from linkage_otherhand import Hand, other_hand
from report import machine, options, write

GOALS = {True: 0.99, False: 0.98}
ENOUGH_ROWS = 50
Maker = Callable[[int, int, int], Case]
HANDS: dict[str, Maker] = {
    "usual": invented,
    "harsh": lambda people, rows, seed: invented(people, rows, seed, HARSH),
    "other_hand": other_hand,
    "other_hand_half_strangers": lambda people, rows, seed: other_hand(people, rows, seed, 0.5),
    "other_hand_twice_the_slips": lambda people, rows, seed: other_hand(people, rows, seed, 0.1, 2.0),
}


def judged(case: Case) -> Report:
    """What matters of ours on one case."""
    found = alone(ours, case)
    bands = [band for band in found["calibration"].values() if band["rows"] >= ENOUGH_ROWS]  # type: ignore[attr-defined]
    gap = max((abs(band["stated"] - band["right"]) for band in bands), default=0.0)
    kept = {name: found[name] for name in ("precision", "recall", "f1", "asked", "cpu_seconds")}
    return kept | {"sure": found["sure"], "worst_gap": round(gap, 3), "calibration": found["calibration"]}


def twice(case: Case, copies: int, seed: int) -> Report:
    """Search a register for people who are in it twice, after `copies` were written in again by the second
    hand."""
    rng, people = Random(f"twice {seed}"), case.register
    hand = Hand(rng, case, 1.0)
    size, names = len(people["id"]), list(people)
    chosen = rng.sample(range(size), copies)
    for at in chosen:
        row = hand.row({name: people[name][at] for name in names}, people["id"][at])
        row |= {"id": str(size + len(people["id"])), "kk": people["kk"][rng.randrange(size)]}
        for name in names:
            people[name].append(row[name])
    duplicates(Register.of_columns(columns(invented(400, 0, 3).register)))
    register = Register.of_columns(columns(people))
    began, cpu = time.perf_counter(), time.process_time()
    found = duplicates(register)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    wanted = {(people["id"][at], people["id"][size + k]) for k, at in enumerate(chosen)}

    def judged(pairs: list[Duplicate]) -> Report:
        right = sum((pair.person_id, pair.other.person_id) in wanted for pair in pairs)
        return {
            "pairs": len(pairs),
            "precision": round(right / max(1, len(pairs)), 4),
            "recall": round(right / copies, 4),
        }

    return {
        "people": len(people["id"]),
        "copies": copies,
        "sure": judged([pair for pair in found if pair.verdict is Verdict.SURE]),
        "from_a_half": judged([pair for pair in found if pair.other.probability >= 0.5]),
        "sure_and_asked": judged(found),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns 1 where the second hand's lists miss their goals."""
    parser = options(__doc__)
    parser.add_argument("--register", type=int, default=100_000, help="people in the register")
    parser.add_argument("--list", type=int, default=50_000, help="rows of each list")
    parser.add_argument("--seed", type=int, default=2)
    given = parser.parse_args(arguments)
    people, rows = (4_000, 2_000) if given.quick else (given.register, given.list)
    print(machine())
    report: Report = {}
    missed = 0
    for name, made in HANDS.items():
        case = made(people, rows, given.seed)
        for with_nik, one in ((True, case), (False, without_niks(case))):
            label = name if with_nik else f"{name}_without_nik"
            found = report[label] = judged(one)
            print(f"{label}: F1 {found['f1']}, worst gap {found['worst_gap']}, {found['cpu_seconds']} CPU s")
            for band in found["calibration"].values():  # type: ignore[attr-defined]
                print(f"    stated {band['stated']:.4f}  right {band['right']:.4f}  rows {band['rows']:,}")
            missed += name == "other_hand" and found["f1"] < GOALS[with_nik]  # type: ignore[operator]
    report["duplicates"] = alone(
        lambda case: twice(case, max(20, people // 200), given.seed), invented(people, 0, given.seed)
    )
    print("duplicates:", report["duplicates"])
    write(report, given.json)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
