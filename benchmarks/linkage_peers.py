"""What linkage is compared with: a join on the NIK, rapidfuzz with weights by hand, and Splink."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from linkage_cases import Case

Links = NDArray[np.int64]
LARGEST_BLOCK = 200
ALIKE_FROM = 0.84
"""Weighted similarity from which rapidfuzz's best pair is a link: the best on the research's own data."""
CHUNK = 2_000_000


def nik_join(case: Case) -> Links:
    """Today's way: the row's NIK, if the register has it."""
    at = {nik: position for position, nik in enumerate(case.register["nik"]) if nik}
    return np.array([at.get(nik, -1) if nik else -1 for nik in case.rows["nik"]], np.int64)


def _blocks(columns: dict[str, list[str]], at: int) -> Iterator[tuple[str, ...]]:
    """Keys of a record: the NIK and its halves, the date with what surrounds it, the name with what does."""
    nik, name = columns["nik"][at], columns["nama"][at].upper()
    born, village, mother = columns["tgl_lahir"][at], columns["desa"][at], columns["ibu"][at].upper()
    if nik:
        yield "nik", nik
        yield "nik end", nik[6:]
        yield "nik head", nik[:10]
    word = name[:4]
    if born:
        yield "date", born, word
        yield "date and village", born, village
        yield "date and mother", born, mother[:4]
        yield "name and year", name, born[:4]
    yield "name and village", name, village
    yield "mother", mother, word


def _pairs(case: Case) -> NDArray[np.int64]:
    people: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(case.register["id"])):
        for key in _blocks(case.register, at):
            people[key].append(at)
    found = []
    for row in range(len(case.truth)):
        met: set[int] = set()
        for key in _blocks(case.rows, row):
            block = people.get(key, ())
            if len(block) <= LARGEST_BLOCK:
                met.update(block)
        found += [(row, at) for at in met]
    return np.array(found, np.int64).reshape(-1, 2)


def rapidfuzz(case: Case) -> Links:
    """Similarities of rapidfuzz, weighted by hand; each row's best pair above a threshold."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

    pairs = _pairs(case)
    score = np.zeros(len(pairs), np.float32)
    listed = {name: np.array(column, object) for name, column in case.rows.items()}
    people = {name: np.array(column, object) for name, column in case.register.items()}

    def alike(
        name: str, part: NDArray[np.int64], scorer: Callable[..., float], missing: float
    ) -> NDArray[np.float32]:
        a, b = listed[name][part[:, 0]], people[name][part[:, 1]]
        found = process.cpdist(a, b, scorer=scorer, workers=-1).astype(np.float32)
        return np.where((a == "") | (b == ""), np.float32(missing), found)

    for start in range(0, len(pairs), CHUNK):
        part = pairs[start : start + CHUNK]
        here = 0.35 * alike("nama", part, JaroWinkler.normalized_similarity, 0.5)
        here += 0.25 * alike("tgl_lahir", part, DamerauLevenshtein.normalized_similarity, 0.75)
        here += 0.15 * alike("ibu", part, JaroWinkler.normalized_similarity, 0.75)
        here += 0.20 * alike("nik", part, DamerauLevenshtein.normalized_similarity, 0.7)
        here += 0.05 * (listed["desa"][part[:, 0]] == people["desa"][part[:, 1]])
        score[start : start + CHUNK] = here
    order = np.lexsort((-score, pairs[:, 0]))
    pairs, score = pairs[order], score[order]
    first = np.r_[True, pairs[1:, 0] != pairs[:-1, 0]][: len(pairs)] & (score >= ALIKE_FROM)
    links = np.full(len(case.truth), -1, np.int64)
    links[pairs[first, 0]] = pairs[first, 1]
    return links


def splink(case: Case) -> Links:
    """Splink on DuckDB with the settings that linkage exports; each row's and each person's best pair from
    0.5."""
    import duckdb

    from linkage_splink import predicted

    rows, people, probability = predicted(duckdb.connect(), case)
    links = np.full(len(case.truth), -1, np.int64)
    good = probability >= 0.5
    links[rows[good]] = people[good]
    return links


PEERS: dict[str, Callable[[Case], Links]] = {"nik_join": nik_join, "rapidfuzz": rapidfuzz, "splink": splink}
