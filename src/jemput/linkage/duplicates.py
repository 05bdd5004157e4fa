"""People who are in the register twice: the register searched by its own keys, relatives and twins kept
apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jemput.linkage.evidence import Candidate
from jemput.linkage.model import Model, shipped
from jemput.linkage.register import Register
from jemput.linkage.rivalry import probabilities
from jemput.linkage.scale import scale
from jemput.linkage.search import search
from jemput.linkage.staged import fitted
from jemput.linkage.waterfall import Writer

TWICE = 0.005
"""Share of people who have a second entry, before looking."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two entries that may be one person: an id, and the other entry with the evidence."""

    person_id: str
    other: Candidate


def duplicates(
    register: Register, from_probability: float = 0.5, model: Model | None = None
) -> list[Duplicate]:
    """Pairs of a register's people who are one person with at least this probability, likeliest first.

    Each pair comes once, the entry that stands first in the register first. Nothing is merged: these are
    questions.
    """
    by = scale(register.book, register.rarity, fitted(model or shipped(), register), TWICE)
    facts = register.table.facts
    everybody, nobody = np.arange(len(facts), dtype=np.int32), np.zeros(len(facts), np.bool_)
    found = search(everybody, facts, facts, nobody, register.index, register.book, by, myself=True)
    probability = probabilities(found.bits, found.total)
    first, place = np.nonzero(probability >= from_probability)
    second = found.people[first, place]
    rows, once = np.unique(np.sort(np.stack([first, second]), axis=0), axis=1, return_index=True)
    writer = Writer(register.columns, facts, register, by)
    pairs = []
    for (a, b), at in zip(rows.T.tolist(), once.tolist(), strict=True):
        bits, share = float(found.bits[first[at], place[at]]), float(probability[first[at], place[at]])
        pairs.append(Duplicate(register.columns.ids[a], writer.candidate(a, b, bits, share)))
    return sorted(pairs, key=lambda pair: -pair.other.bits)
