"""Linkage of a synthetic ministry list to a synthetic register: precision, recall, seconds and memory.

The peer in the same run is what offices do today: an exact join on the NIK.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from jemput.kernel.nik import Sex
from jemput.linkage import LinkResult, ListName, Register, RegisterPerson, RowLink, Verdict, link
from jemput.synthesis.lists import make_list
from jemput.synthesis.people import SyntheticResident, VillageSeed, make_register

AS_OF = date(2018, 12, 1)
MOTHER_MISSING = 0.3
"""The ministry's list has no mother's name; with --mothers it is given to all but this share of rows."""


@dataclass(frozen=True)
class Case:
    """What is linked, and the person_id each row truly means, None for nobody."""

    register: list[RegisterPerson]
    names: list[ListName]
    truth: list[str | None]


def make_case(residents: int, listed: int, seed: int, *, mothers: bool, niks: bool) -> Case:
    """Invent a register of `residents` and a list of `listed` names with the ministry's usual errors."""
    villages = [
        VillageSeed(f"15.04.{k:02d}.{2000 + v}", f"DESA {k}-{v}", 1.0, f"KECAMATAN {k}", "BATANG HARI")
        for k in range(1, 9)
        for v in range(1, 17)
    ]
    people = make_register(villages, residents, seed, AS_OF)
    made = make_list(people, villages, listed, seed, AS_OF)
    mother_of = {person.nik: person.mother_name for person in people}
    rng = Random(seed)
    names = []
    for row, truth in zip(made.rows, made.truths, strict=True):
        known = mothers and truth.nik and rng.random() >= MOTHER_MISSING
        names.append(
            ListName(
                row_id=row["NO"],
                name=row["NAMA LENGKAP"],
                nik=row["NIK"] if niks else None,
                birth_date=datetime.strptime(row["TANGGAL LAHIR"], "%d-%m-%Y").date(),  # noqa: DTZ007
                sex=Sex.MALE if row["JENIS KELAMIN"].startswith("L") else Sex.FEMALE,
                village_code=row["KODE WILAYAH"],
                mother_name=mother_of[truth.nik] if known and truth.nik else None,
            )
        )
    return Case([_registered(p) for p in people], names, [t.nik for t in made.truths])


def _registered(person: SyntheticResident) -> RegisterPerson:
    return RegisterPerson(
        person_id=str(person.nik),
        name=person.name,
        nik=str(person.nik),
        birth_date=person.birth_date,
        sex=person.sex,
        village_code=str(person.village_code),
        mother_name=person.mother_name,
    )


def rates(found: Sequence[str | None], truth: Sequence[str | None]) -> dict[str, float]:
    """Precision, recall and F1 of the links given."""
    given = sum(person is not None for person in found)
    right = sum(person is not None and person == true for person, true in zip(found, truth, strict=True))
    true_links = sum(true is not None for true in truth)
    precision, recall = right / max(1, given), right / max(1, true_links)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "links": given}


def exact_nik(case: Case) -> list[str | None]:
    """Today's way: the row's NIK, if the register has it."""
    ids = {person.nik: person.person_id for person in case.register}
    return [ids.get(row.nik) if row.nik else None for row in case.names]


def of_result(case: Case, result: LinkResult) -> dict[str, object]:
    """How good each stage is: what is sure, what a clerk would see first, what is shown at all."""
    sure = [row.person_id for row in result.rows]
    first = [
        row.candidates[0].person_id if row.candidates and row.candidates[0].probability >= 0.5 else None
        for row in result.rows
    ]
    pairs = list(zip(result.rows, case.truth, strict=True))
    asked = [(row, true) for row, true in pairs if row.verdict is Verdict.ASK]
    shown = sum(true in {c.person_id for c in row.candidates} for row, true in asked if true)
    missed = sum(true is not None and row.verdict is Verdict.NOT_FOUND for row, true in pairs)
    return {
        "sure": rates(sure, case.truth),
        "best_candidate_from_half": rates(first, case.truth),
        "calibration": calibration(pairs),
        "verdicts": {verdict.value: count for verdict, count in result.counts.items()},
        "asked_and_in_register": sum(true is not None for _, true in asked),
        "asked_with_the_right_one_shown": shown,
        "not_found_though_in_register": missed,
        "not_found_rightly": result.counts[Verdict.NOT_FOUND] - missed,
    }


def calibration(pairs: Sequence[tuple[RowLink, str | None]]) -> list[dict[str, float]]:
    """For candidates asked about, in bands of stated probability: how many, stated, and really right."""
    bands: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row, true in pairs:
        for candidate in row.candidates if row.verdict is not Verdict.SURE else ():
            if candidate.probability >= 0.02:
                right = candidate.person_id == true
                bands[min(4, int(candidate.probability * 5))].append((candidate.probability, right))
    return [
        {
            "from": band / 5,
            "candidates": len(items),
            "stated": round(sum(stated for stated, _ in items) / len(items), 3),
            "right": round(sum(right for _, right in items) / len(items), 3),
        }
        for band, items in sorted(bands.items())
    ]


def measure(case: Case) -> dict[str, object]:
    """Link once and say how well and how fast."""
    began, cpu = time.perf_counter(), time.process_time()
    register = Register.of(case.register)
    read = time.perf_counter()
    result = link(case.names, register)
    ended = time.perf_counter()
    return {
        "rows": len(case.names),
        "register": len(case.register),
        "exact_nik_join": rates(exact_nik(case), case.truth),
        **of_result(case, result),
        "seconds_reading_register": round(read - began, 2),
        "seconds_linking": round(ended - read, 2),
        "seconds": round(ended - began, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns 1 where the staged link is not better than the NIK join."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--register", type=int, default=20_000, help="people in the register")
    parser.add_argument("--list", type=int, default=2_000, help="rows of the list")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mothers", action="store_true", help="give most rows the mother's name")
    parser.add_argument("--no-nik", action="store_true", help="take every NIK off the list")
    parser.add_argument("--quick", action="store_true", help="a small case, a few seconds")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    given = parser.parse_args(arguments)
    if given.quick:
        given = argparse.Namespace(**vars(given) | {"register": 4_000, "list": 500})
    case = make_case(given.register, given.list, given.seed, mothers=given.mothers, niks=not given.no_nik)
    figures = measure(case)
    print(json.dumps(figures, indent=None if given.json else 2))
    sure, join = figures["sure"], figures["exact_nik_join"]
    assert isinstance(sure, dict)
    assert isinstance(join, dict)
    return 0 if sure["precision"] >= join["precision"] else 1


if __name__ == "__main__":
    sys.exit(main())
