"""Linkage of a list to a register: precision, recall, F1, seconds and memory, beside a NIK join and
rapidfuzz.

`--register-file R.parquet --list-file L.parquet` takes files made elsewhere. R: id, nik, kk, nama, ibu,
tempat_lahir, tgl_lahir (ISO), jk (L/P), desa, kec (opaque codes). L: the same without kk, and truth (the
register's id, -1 for nobody). Without files a case is invented (linkage_cases; with --other-hand a list
with slips of kinds that the model was not trained on, linkage_otherhand). The peers run on the same
case: an exact join on the NIK, which is what offices do today; rapidfuzz with weights by hand; and with
--splink Splink with the settings that linkage exports. Each runs in a process of its own, so that each has
its own peak of memory; times are wall-clock from columns in memory to links, all normalization included,
the machine code compiled before.
"""

from __future__ import annotations

import itertools
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import linkage_peers
from jemput.linkage import Columns, LinkResult, Register, Verdict, exact, link_columns
from linkage_cases import HARSH, USUAL, Case, invented, read, save, without_niks
from linkage_otherhand import other_hand
from report import machine, options, write

Links = NDArray[np.int64]
Report = dict[str, object]
GOALS = {"f1": 0.9955, "f1_without_nik": 0.985}
BANDS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 1.1)


def columns(found: dict[str, list[str]]) -> Columns:
    """A case's columns as linkage takes them."""
    return Columns(
        ids=found["id"],
        names=found["nama"],
        niks=found.get("nik", ()),
        births=found.get("tgl_lahir", ()),
        sexes=found.get("jk", ()),
        villages=found.get("desa", ()),
        mothers=found.get("ibu", ()),
        places=found.get("tempat_lahir", ()),
        cards=found.get("kk", ()),
        kecamatans=found.get("kec", ()),
    )


def rates(links: Links, truth: Links) -> Report:
    """Precision, recall and F1 of the links given; both are positions in the register, -1 for none."""
    given, right = int((links >= 0).sum()), int(((links >= 0) & (links == truth)).sum())
    precision, recall = right / max(1, given), right / max(1, int((truth >= 0).sum()))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": round(precision, 5),
        "recall": round(recall, 5),
        "f1": round(f1, 5),
        "links": given,
        "wrong": given - right,
    }


def positions(case: Case) -> Links:
    """The truth as positions in the register."""
    at = {who: position for position, who in enumerate(case.register["id"])}
    return np.array([at.get(who, -1) if who else -1 for who in case.truth], np.int64)


def ours(case: Case) -> Report:
    """The staged linkage, and how good each of its verdicts is."""
    warm = invented(400, 200, 3)
    link_columns(columns(warm.rows), Register.of_columns(columns(warm.register)))
    truth, began, cpu = positions(case), time.perf_counter(), time.process_time()
    register = Register.of_columns(columns(case.register))
    reading = time.perf_counter() - began
    result = link_columns(columns(case.rows), register)
    links = result.likeliest(0.5).astype(np.int64)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    verdicts = np.array([result.verdict(row) for row in range(len(truth))])
    sure = np.where(verdicts == Verdict.SURE, result.likeliest(0.0), -1).astype(np.int64)
    asked = verdicts == Verdict.ASK
    shown = (result.claims.people == truth[:, None]).any(axis=1)
    return {
        **rates(links, truth),
        "sure": rates(sure, truth),
        "asked": int(asked.sum()),
        "asked_and_in_register": int((asked & (truth >= 0)).sum()),
        "asked_with_the_right_one_shown": int((asked & (truth >= 0) & shown).sum()),
        "not_found": int((verdicts == Verdict.NOT_FOUND).sum()),
        "not_found_though_in_register": int(((verdicts == Verdict.NOT_FOUND) & (truth >= 0)).sum()),
        "thresholds": {"sure": result.limits.sure_probability, "ask": result.limits.ask_probability},
        "calibration": calibration(result, truth),
        "seconds_reading_register": round(reading, 2),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
    }


def calibration(result: LinkResult, truth: Links) -> dict[str, dict[str, float]]:
    """Stated probability against observed share right, for the likeliest person of rows that no NIK
    settled."""
    stated, likeliest = result.claims.probability[:, 0], result.claims.people[:, 0]
    is_open = ~np.isin(result.by_nik.says, (exact.BY_NAME, exact.BY_BIRTH_DATE)) & (likeliest >= 0)
    right, found = likeliest == truth, {}
    for low, high in itertools.pairwise(BANDS):
        band = is_open & (stated >= low) & (stated < high)
        if band.any():
            found[f"from_{low:g}"] = {
                "rows": int(band.sum()),
                "stated": round(float(stated[band].mean()), 4),
                "right": round(float(right[band].mean()), 4),
            }
    return found


def peer(name: str) -> Callable[[Case], Report]:
    """One of the peers, timed and judged as ours is."""

    def run(case: Case) -> Report:
        truth, began, cpu = positions(case), time.perf_counter(), time.process_time()
        links = linkage_peers.PEERS[name](case)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        return {**rates(links, truth), "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2)}

    return run


def _alone(run: Callable[[Case], Report], case: Case, to: multiprocessing.connection.Connection) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        report = run(case)
    except ImportError as missing:
        report = {"skipped": f"{missing.name} is not installed"}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    to.send(report | {"peak_rss_mb": round(peak / 1024), "rss_mb_of_the_data_itself": round(before / 1024)})


def alone(run: Callable[[Case], Report], case: Case) -> Report:
    """Run in a process of its own, for its own peak of memory."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_alone, args=(run, case, there))
    process.start()
    there.close()
    try:
        report: Report = here.recv()
    except EOFError:
        report = {"skipped": "the process ended without an answer"}
    process.join()
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns 1 where ours misses its goal."""
    parser = options(__doc__)
    parser.add_argument("--register", type=int, default=300_000, help="people in the invented register")
    parser.add_argument("--list", type=int, default=170_000, help="rows of the invented list")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--harsh", action="store_true", help="two to three times the usual slips")
    parser.add_argument("--other-hand", action="store_true", help="slips of kinds the model never met")
    parser.add_argument("--strangers", type=float, default=0.1, help="with --other-hand: share of strangers")
    parser.add_argument("--no-nik", action="store_true", help="take every NIK off the list")
    parser.add_argument("--register-file", type=Path, help="a register made elsewhere (Parquet)")
    parser.add_argument("--list-file", type=Path, help="a list made elsewhere (Parquet)")
    parser.add_argument(
        "--save", type=Path, metavar="FOLDER", help="write the case as R.parquet and L.parquet"
    )
    parser.add_argument("--splink", action="store_true", help="run Splink beside it (minutes)")
    parser.add_argument("--only-ours", action="store_true", help="leave the peers out")
    given = parser.parse_args(arguments)
    if bool(given.register_file) != bool(given.list_file):
        parser.error("--register-file and --list-file belong together")
    residents, listed = (4_000, 2_000) if given.quick else (given.register, given.list)
    if given.register_file:
        case = read(given.register_file, given.list_file)
    elif given.other_hand:
        case = other_hand(residents, listed, given.seed, given.strangers)
    else:
        case = invented(residents, listed, given.seed, HARSH if given.harsh else USUAL)
    if given.no_nik:
        case = without_niks(case)
    if given.save:
        save(case, given.save / "R.parquet", given.save / "L.parquet")
    report = compared(case, peers=not given.only_ours, splink=given.splink)
    goal = GOALS["f1_without_nik" if not any(case.rows.get("nik", ())) else "f1"]
    report |= {"register": len(case.register["id"]), "rows": len(case.truth), "goal_f1": goal}
    show(report)
    write(report, given.json)
    mine = report["ours"]
    assert isinstance(mine, dict)
    return 0 if mine["f1"] >= goal else 1


def compared(case: Case, *, peers: bool, splink: bool) -> Report:
    """Ours and the peers on one case."""
    report: Report = {"ours": alone(ours, case)}
    for name in [*("nik_join", "rapidfuzz") * peers, *("splink",) * splink]:
        report[name] = alone(peer(name), case)
    return report


def show(report: Report) -> None:
    """Print the figures, one line each."""
    print(machine())
    for name, found in report.items():
        if not isinstance(found, dict):
            print(f"{name}: {found}")
            continue
        print(f"{name}:")
        for key, value in found.items():
            if key == "calibration":
                print("    stated probability, rows, share right:")
                for band in value.values():
                    print(f"        {band['stated']:.4f} {band['rows']:9,} {band['right']:.4f}")
            else:
                print(f"    {key}: {value}")


if __name__ == "__main__":
    sys.exit(main())
