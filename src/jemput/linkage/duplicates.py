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
from jemput.linkage.verdicts import Thresholds, Verdict
from jemput.linkage.waterfall import Writer

TWICE = 0.005
"""Share of people who have a second entry, before looking."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two entries that may be one person: an id, the other entry with the evidence, and whether that is SURE
    or to ASK."""

    person_id: str
    other: Candidate
    verdict: Verdict


def duplicates(
    register: Register, thresholds: Thresholds | None = None, model: Model | None = None
) -> list[Duplicate]:
    """Pairs of a register's people who are one person by the same thresholds as `link`, likeliest first.

    Pairs from `ask_probability` are given, and called sure from `sure_probability`. Each comes once, the
    entry that stands first in the register first. Nothing is merged: these are questions.
    """
    limits = thresholds or Thresholds()
    by = scale(register.book, register.rarity, fitted(model or shipped(), register), TWICE)
    facts = register.table.facts
    everybody, nobody = np.arange(len(facts), dtype=np.int32), np.zeros(len(facts), np.bool_)
    odds = max(1e-6, limits.ask_probability) / max(1e-6, 1 - limits.ask_probability)
    found = search(
        everybody, facts, facts, nobody, register.index, register.book, by, myself=True,
        from_bits=float(np.log2(odds)),
    )  # fmt: skip
    probability = probabilities(found.bits, found.total)
    first, place = np.nonzero((probability >= limits.ask_probability) & (found.people >= 0))
    writer = Writer(register.columns, facts, register, by)
    pairs = []
    for row, at in zip(first.tolist(), place.tolist(), strict=True):
        bits, share = float(found.bits[row, at]), float(probability[row, at])
        other = writer.candidate(row, int(found.people[row, at]), bits, share)
        verdict = Verdict.SURE if share >= limits.sure_probability else Verdict.ASK
        pairs.append(Duplicate(register.columns.ids[row], other, verdict))
    return sorted(pairs, key=lambda pair: -pair.other.bits)
