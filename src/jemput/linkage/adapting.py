"""The model fitted to the list at hand: how often this list's hand slips is seen in its own likely pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import Ints
from jemput.linkage.chances import compare, shares
from jemput.linkage.compiled import compiled
from jemput.linkage.finding import Question
from jemput.linkage.model import Model
from jemput.linkage.name_weighing import rooms
from jemput.linkage.rivalry import Claims
from jemput.linkage.scale import Scale
from jemput.linkage.search import Found
from jemput.linkage.weighing import weigh

PAIRS_TO_ADAPT = 500.0
"""How many pairs the model's shares of agreement weigh against the pairs that the list itself shows."""
MOST_SURE = 50_000
"""Pairs settled by their NIK of which the shares are counted; more would tell nothing new."""
WORTH_COUNTING = 0.01
DATE_IN_NIK = 0.8
"""Share of wrong birth dates whose NIK still holds the right one."""
Floats = NDArray[np.float64]


def adapted(model: Model, claims: Claims, sure: Ints, holders: Ints, question: Question) -> Model:
    """The model with its shares among true pairs counted in this list, by one round of expectation and
    maximization: `sure` rows with their `holders`, and the open rows' likeliest people by their probability.
    No decision of a clerk enters.
    """
    rows = question.rows[claims.probability[question.rows, 0] > WORTH_COUNTING]
    step = max(1, len(sure) // MOST_SURE)
    some = sure[::step]
    first, second = np.concatenate([some, rows]), np.concatenate([holders[some], claims.people[rows, 0]])
    weight = np.concatenate([np.full(len(some), len(sure) / max(1, len(some))), claims.probability[rows, 0]])
    facts, people = question.table.facts, question.register.table.facts
    pairs = compare(first, second, facts, people, question.scale)
    match = shares(pairs, weight, model.match, PAIRS_TO_ADAPT)
    match["birth_date"]["as_in_nik"] = DATE_IN_NIK * (1 - match["birth_date"]["same"])
    return replace(model, match=match)


@compiled
def _weigh_again(
    rows: Ints,
    people: Ints,
    facts: Ints,
    register: Ints,
    linked: NDArray[np.bool_],
    scale: Scale,
    found: Floats,
    levels: NDArray[np.int64],
    bits: Floats,
    room: NDArray[np.int64],
    alike: Floats,
) -> None:
    for row in rows:
        for k in range(people.shape[1]):
            person = people[row, k]
            if person >= 0:
                found[row, k] = weigh(
                    facts, row, register, person, linked[person], scale, levels, bits, room, alike, -1e9
                )


def weighed_again(found: Found, question: Question, scale: Scale) -> Found:
    """The same candidates weighed by another scale; what the search met and did not keep stays as it was."""
    people, rows = found.people.copy(), question.rows
    bits, total = np.full_like(found.bits, -1000.0), found.total.copy()
    steps = np.zeros(16, np.int64), np.zeros(16)
    facts, register = question.table.facts, question.register.table.facts
    _weigh_again(rows, people, facts, register, question.linked, scale, bits, *steps, *rooms())
    kept = (2.0 ** np.clip(found.bits[rows], -900, 900)).sum(axis=1)
    others = np.maximum(0.0, 2.0 ** np.clip(found.total[rows], -900, 900) - kept)
    odds = others + (2.0 ** np.clip(bits[rows], -900, 900)).sum(axis=1)
    total[rows] = np.where(people[rows, 0] >= 0, np.log2(np.maximum(odds, 1e-300)), -1000.0)
    order = np.argsort(-bits[rows], axis=1, kind="stable")
    for values in (people, bits):
        values[rows] = np.take_along_axis(values[rows], order, axis=1)
    return Found(people, bits, total)
