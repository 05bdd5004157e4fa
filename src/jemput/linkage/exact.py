"""The first stage: the same NIK on both sides, confirmed by name or birth date, and alone on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import Ints
from jemput.linkage.compiled import compiled
from jemput.linkage.name_weighing import EXACT, rooms, weigh_names
from jemput.linkage.records import At, Table
from jemput.linkage.register import Register
from jemput.linkage.scale import Scale

NOBODYS, BY_NAME, BY_BIRTH_DATE, OTHER_NAME, TWICE_ON_LIST, TWICE_IN_REGISTER = range(6)
"""What a row's NIK alone says."""
_NAME = int(At.NAME)


@dataclass(frozen=True)
class Exact:
    """For each row what its NIK says, and the position of its holder in the register, -1 for none or
    several."""

    says: NDArray[np.int8]
    person: Ints


@compiled
def _similarities(
    rows: Ints,
    people: Ints,
    facts: Ints,
    register: Ints,
    scale: Scale,
    room: NDArray[np.int64],
    alike: NDArray[np.float64],
    found: NDArray[np.float64],
) -> None:
    for k in range(len(rows)):
        _, _, found[k] = weigh_names(
            facts[rows[k], _NAME], register[people[k], _NAME], 0, people[k], scale, room, alike, EXACT
        )


def by_nik(table: Table, register: Register, scale: Scale, sure_name: float, sure_with_date: float) -> Exact:
    """Join on the whole NIK; `sure_name` and `sure_with_date` are the name similarities that confirm it."""
    niks, owners = register.by_nik
    first, after = np.searchsorted(niks, table.niks), np.searchsorted(niks, table.niks, "right")
    held = (table.niks >= 0) & (after > first)
    says, person = np.zeros(len(table), np.int8), np.full(len(table), -1, np.int32)
    _, inverse, times = np.unique(table.niks, return_inverse=True, return_counts=True)
    several, repeated = after - first > 1, times[inverse] > 1
    says[held & repeated], says[held & several] = TWICE_ON_LIST, TWICE_IN_REGISTER
    alone: Ints = np.flatnonzero(held & ~several).astype(np.int32)
    person[alone] = owners[first[alone]]
    alone = alone[~repeated[alone]]
    theirs = person[alone]
    similarity = np.zeros(len(alone))
    _similarities(alone, theirs, table.facts, register.table.facts, scale, *rooms(), similarity)
    mine, other = table.facts[alone], register.table.facts[theirs]
    births = slice(At.YEAR, At.DAY + 1)
    same_day = (mine[:, At.YEAR] > 0) & (mine[:, births] == other[:, births]).all(axis=1)
    # Day 29 of a man is day 69 of a woman: a slip of one digit lands on her NIK with his birth date.
    other_sex = (mine[:, At.SEX] > 0) & (other[:, At.SEX] > 0) & (mine[:, At.SEX] != other[:, At.SEX])
    says[alone] = OTHER_NAME
    says[alone[same_day & ~other_sex & (similarity >= sure_with_date)]] = BY_BIRTH_DATE
    says[alone[similarity >= sure_name]] = BY_NAME
    return Exact(says, person)
