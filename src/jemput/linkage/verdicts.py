"""The answers of linkage: one verdict a row, with its reason and the candidates a clerk would see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from jemput.linkage import exact
from jemput.linkage.book import Ints
from jemput.linkage.errors import ThresholdOutOfRange
from jemput.linkage.evidence import Candidate, probability_of
from jemput.linkage.rivalry import Claims
from jemput.linkage.waterfall import Writer


class Verdict(StrEnum):
    """What becomes of a list row; every row gets exactly one."""

    SURE = "sure"
    ASK = "ask"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why a row got its verdict."""

    NIK_AND_NAME = "nik_and_name"
    NIK_AND_BIRTH_DATE = "nik_and_birth_date"
    EVIDENCE = "evidence"
    NIK_WITH_ANOTHER_NAME = "nik_with_another_name"
    NIK_TWICE_ON_LIST = "nik_twice_on_list"
    NIK_TWICE_IN_REGISTER = "nik_twice_in_register"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NOBODY_LIKE_IT = "nobody_like_it"


_BY_NIK = {
    exact.BY_NAME: Reason.NIK_AND_NAME,
    exact.BY_BIRTH_DATE: Reason.NIK_AND_BIRTH_DATE,
    exact.OTHER_NAME: Reason.NIK_WITH_ANOTHER_NAME,
    exact.TWICE_ON_LIST: Reason.NIK_TWICE_ON_LIST,
    exact.TWICE_IN_REGISTER: Reason.NIK_TWICE_IN_REGISTER,
}
_SURE = frozenset({Reason.NIK_AND_NAME, Reason.NIK_AND_BIRTH_DATE, Reason.EVIDENCE})


@dataclass(frozen=True)
class Thresholds:
    """From where on a row is sure or worth a clerk's time; all are shares from 0 to 1.

    `sure_name`: name similarity that confirms an exact NIK alone; `sure_name_with_birth_date`: that does so
    with the same birth date. The rest are probabilities of the likeliest candidate: from `sure_probability`
    the row is sure (1 leaves everything that no NIK settles to a clerk), below `ask_probability` nobody is
    found, and from `likely_probability` a question is called likely.
    """

    sure_name: float = 0.9
    sure_name_with_birth_date: float = 0.7
    sure_probability: float = 0.99
    ask_probability: float = 0.02
    likely_probability: float = 0.5

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise ThresholdOutOfRange(field=name, value=value)


@dataclass(frozen=True, slots=True)
class RowLink:
    """The answer for one row: verdict, reason, and the candidates, likeliest first.

    A SURE row has the one person it means as its only candidate; a NOT_FOUND row keeps the unlikely ones,
    so that a clerk who doubts can look.
    """

    row_id: str
    verdict: Verdict
    reason: Reason
    candidates: tuple[Candidate, ...] = ()

    @property
    def person_id(self) -> str | None:
        """The person linked for sure; None while it is a question."""
        return self.candidates[0].person_id if self.verdict is Verdict.SURE else None


@dataclass(frozen=True)
class LinkResult:
    """One answer for each row of the list, in its order; waterfalls are written when a row is looked at."""

    ids: Sequence[str]
    by_nik: exact.Exact
    claims: Claims
    limits: Thresholds
    writer: Writer

    @property
    def rows(self) -> Sequence[RowLink]:
        """The answers, each written when it is taken."""
        return _Rows(self)

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """How many rows got each verdict."""
        return Counter(self._verdict(self.reason(row), row) for row in range(len(self.ids)))

    def reason(self, row: int) -> Reason:
        """Why the row at this position got its verdict."""
        said = int(self.by_nik.says[row])
        if said:
            return _BY_NIK[said]
        best = float(self.claims.probability[row, 0])
        if best < self.limits.ask_probability or self.claims.people[row, 0] < 0:
            return Reason.NOBODY_LIKE_IT
        # At a threshold of 1 nothing is sure without a NIK, for machines round up to 1.
        limit = self.limits.sure_probability if self.limits.sure_probability < 1 else 2.0
        if best >= limit and self.claims.elsewhere[row, 0] < 0:
            return Reason.EVIDENCE
        return Reason.LIKELY if best >= self.limits.likely_probability else Reason.POSSIBLE

    def verdict(self, row: int) -> Verdict:
        """The verdict of the row at this position."""
        return self._verdict(self.reason(row), row)

    def likeliest(self, from_probability: float) -> Ints:
        """For each row the position in the register of the one person it means, -1 where none is that
        probable.

        What a NIK made sure counts as certain; of rows that claim one person only the best has it.
        """
        best = np.where(self.claims.probability[:, 0] >= from_probability, self.claims.people[:, 0], -1)
        sure: NDArray[np.bool_] = np.isin(self.by_nik.says, (exact.BY_NAME, exact.BY_BIRTH_DATE))
        return np.where(sure, self.by_nik.person, best).astype(np.int32)

    def row(self, row: int) -> RowLink:
        """The answer for the row at this position, with its waterfalls."""
        reason = self.reason(row)
        verdict = self._verdict(reason, row)
        if reason in (Reason.NIK_AND_NAME, Reason.NIK_AND_BIRTH_DATE):
            return RowLink(self.ids[row], verdict, reason, (self._by_nik(row),))
        shown = 1 if verdict is Verdict.SURE else self.claims.people.shape[1]
        return RowLink(self.ids[row], verdict, reason, tuple(self._candidates(row, shown)))

    def between(self, row: int, person: int) -> Candidate:
        """The waterfall of any row and any person of the register, by position: whom a clerk thought of.

        The probability is that of this pair by itself, against nobody.
        """
        plain = self.writer.candidate(row, person, 0.0, 0.0)
        bits = sum(item.bits for item in plain.evidence)
        return replace(plain, bits=bits, probability=probability_of(bits))

    def _verdict(self, reason: Reason, row: int) -> Verdict:
        if reason in _SURE:
            return Verdict.SURE
        return Verdict.NOT_FOUND if reason is Reason.NOBODY_LIKE_IT else Verdict.ASK

    def _candidates(self, row: int, shown: int) -> Iterator[Candidate]:
        claims = self.claims
        for k in range(shown):
            person, other = int(claims.people[row, k]), int(claims.elsewhere[row, k])
            if person >= 0:
                elsewhere = self.ids[other] if other >= 0 else ""
                bits, probability = float(claims.bits[row, k]), float(claims.probability[row, k])
                yield self.writer.candidate(row, person, bits, probability, elsewhere)

    def _by_nik(self, row: int) -> Candidate:
        """A row that its NIK settled, with the same waterfall that a question would have."""
        return self.between(row, int(self.by_nik.person[row]))


class _Rows(Sequence[RowLink]):
    """Answers written one by one."""

    def __init__(self, result: LinkResult) -> None:
        self._result = result

    def __len__(self) -> int:
        return len(self._result.ids)

    @overload
    def __getitem__(self, at: int) -> RowLink: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RowLink]: ...
    def __getitem__(self, at: int | slice) -> RowLink | Sequence[RowLink]:
        if isinstance(at, slice):
            return [self._result.row(k) for k in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._result.row(at % len(self))
