"""Candidates for rows that a NIK alone does not settle: the place where a trained model slots in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log2
from typing import Protocol

from jemput.linkage import weights
from jemput.linkage.blocking import pairs
from jemput.linkage.evidence import Agreement, Candidate, Evidence, Field
from jemput.linkage.names import NameReader
from jemput.linkage.people import ListName
from jemput.linkage.register import Reading, Register, read
from jemput.linkage.weighing import Level, Weigher, written


class CandidateFinder(Protocol):
    """Finds and ranks the people each row may mean."""

    def find(
        self, rows: Sequence[ListName], register: Register, linked: Mapping[str, str]
    ) -> list[tuple[Candidate, ...]]:
        """Candidates of each row, likeliest first, in the rows' order.

        `linked` maps the person_ids that are already somebody's for sure to that row's row_id.
        """
        ...


@dataclass(frozen=True)
class AdditiveFinder:
    """Blocking, then a sum of log-odds whose every term is shown: no training needed.

    `shown` candidates a row at most get their evidence written; the others still share the probability.
    """

    shown: int = 6

    def find(
        self, rows: Sequence[ListName], register: Register, linked: Mapping[str, str]
    ) -> list[tuple[Candidate, ...]]:
        """Candidates of each row by blocking and added evidence. See CandidateFinder.find."""
        reader = NameReader()
        weigher = Weigher(register.frequencies)
        readings = [read(row, reader) for row in rows]
        partners = pairs(readings, register.readings)
        found = []
        for i, row in enumerate(rows):
            weighed = [(j, _levels(weigher, readings[i], register, j, linked)) for j in partners.get(i, ())]
            found.append(self._ranked(row, register, linked, weighed))
        return found

    def _ranked(
        self,
        row: ListName,
        register: Register,
        linked: Mapping[str, str],
        weighed: Sequence[tuple[int, tuple[Level, ...]]],
    ) -> tuple[Candidate, ...]:
        """A row means one person at most, so the odds share one denominator: p_i = o_i / (1 + Σ o)."""
        sums = [sum(level[2] for level in levels) for _, levels in weighed]
        top = max([0.0, *sums])
        total = 2.0**-top + sum(2.0 ** (bits - top) for bits in sums)
        best = nlargest(self.shown, range(len(sums)), key=lambda k: (sums[k], -weighed[k][0]))
        candidates = []
        for k in best:
            person = register.people[weighed[k][0]]
            evidence = written(weighed[k][1], row, person)
            elsewhere = linked.get(person.person_id, "")
            if elsewhere:
                evidence = (*evidence[:-1], _naming_row(evidence[-1], elsewhere))
            candidates.append(Candidate(person.person_id, evidence, sums[k], 2.0 ** (sums[k] - top) / total))
        return tuple(candidates)


def _levels(
    weigher: Weigher, row: Reading, register: Register, position: int, linked: Mapping[str, str]
) -> tuple[Level, ...]:
    levels = weigher.with_prior(row, register.readings[position])
    if register.people[position].person_id not in linked:
        return levels
    same, others = weights.LINKED_ELSEWHERE
    return (*levels, (Field.LINKED_ELSEWHERE, Agreement.SAME, log2(same / others), None))


def _naming_row(evidence: Evidence, row_id: str) -> Evidence:
    """The last step of the waterfall, saying which row already has the person."""
    return Evidence(
        evidence.field, evidence.agreement, row_id, evidence.in_register, evidence.bits, evidence.similarity
    )
