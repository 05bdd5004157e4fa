"""Training without labels: the model's shares estimated from a list and a register by
expectation-maximization.

`python -m jemput.linkage.training REGISTER.json LIST.json MODEL.json` reads two JSON files with the columns
of `records.Columns` and writes a model. Sources: Fellegi and Sunter, JASA 64 (1969); Winkler, ASA 1988,
667-671.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.adapting import DATE_IN_NIK
from jemput.linkage.book import Book
from jemput.linkage.chances import Pairs, by_chance, compare, in_families, shares
from jemput.linkage.levels import Nik, Step
from jemput.linkage.model import Model, shipped
from jemput.linkage.records import Columns, Table, add_sounds, read
from jemput.linkage.register import Register
from jemput.linkage.rivalry import settled
from jemput.linkage.scale import Scale, scale
from jemput.linkage.search import search

Floats = NDArray[np.float64]


def _matches(
    table: Table, register: Register, book: Book, by: Scale, model: Model
) -> tuple[Pairs, Floats, float]:
    """Likely pairs with their probabilities, and the share of rows that the register holds."""
    rows = np.arange(len(table), dtype=np.int32)
    nobody = np.full(len(register), -1, np.int32)
    found = search(rows, table.facts, register.table.facts, nobody >= 0, register.index, book, by)
    claims = settled(found, rows, 0, nobody, by, model.listed)
    at, place = np.nonzero(claims.probability > 0.01)
    weight = claims.probability[at, place]
    pairs = compare(at.astype(np.int32), claims.people[at, place], table.facts, register.table.facts, by)
    return pairs, weight, float(weight.sum() / max(1, len(rows)))


def train(rows: Columns, register: Register, start: Model | None = None, *, rounds: int = 5) -> Model:
    """A model that fits a list and a register, from a model to start from. No truth is needed, none is
    used."""
    model = start or shipped()
    names, codes = register.names.copy(), register.codes.copy()
    table = read(rows, names, codes)
    book = names.frozen()
    add_sounds(table, book)
    people, by = register.table.facts, scale(book, register.rarity, model)
    model = replace(
        model, chance=by_chance(people, by, model.chance), family=in_families(people, by, model.family)
    )
    for _ in range(rounds):
        by = scale(book, register.rarity, model)
        pairs, weight, listed = _matches(table, register, book, by, model)
        false = (1 - weight)[pairs.levels[:, Step.NIK] == Nik.SAME].sum() / len(table)
        match = shares(pairs, weight, model.match)
        match["birth_date"]["as_in_nik"] = DATE_IN_NIK * (1 - match["birth_date"]["same"])
        model = replace(
            model,
            match=match,
            listed=round(listed, 4),
            false_nik=max(0.002, round(float(false), 5)),
        )
    return model


def main(arguments: Sequence[str] | None = None) -> int:
    """Train from two JSON files of columns; see the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("register", type=Path, help="JSON: an object of columns (ids, names, niks, …)")
    parser.add_argument("list", type=Path, help="the same of a list")
    parser.add_argument("model", type=Path, help="the model to write")
    parser.add_argument(
        "--source", default="", help="a sentence on where the data comes from, kept in the model"
    )
    given = parser.parse_args(arguments)
    register = Register.of_columns(Columns(**json.loads(given.register.read_text())))
    rows = Columns(**json.loads(given.list.read_text()))
    model = replace(train(rows, register), provenance=provenance(given.source, len(rows), len(register)))
    given.model.write_text(model.as_json())
    sys.stdout.write(f"{given.model}: listed {model.listed}\n")
    return 0


def provenance(source: str, rows: int, people: int) -> dict[str, object]:
    """What a model remembers of its training."""
    method = "expectation-maximization without labels; chance by random pairs; family by shared cards"
    return {"source": source, "rows": rows, "register": people, "method": method}


if __name__ == "__main__":
    sys.exit(main())
