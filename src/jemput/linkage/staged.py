"""Whose name is this? Sure by exact NIK confirmed, ask with evidence, or not found; never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from jemput.linkage.errors import RowTwice, ThresholdOutOfRange
from jemput.linkage.evidence import Candidate
from jemput.linkage.finding import AdditiveFinder, CandidateFinder
from jemput.linkage.names import NameReader
from jemput.linkage.people import ListName, RegisterPerson
from jemput.linkage.register import Reading, Register, read
from jemput.linkage.similarity import NameComparer
from jemput.linkage.weighing import Weigher, written


class Verdict(StrEnum):
    """What becomes of a list row; every row gets exactly one."""

    SURE = "sure"
    ASK = "ask"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why a row got its verdict."""

    NIK_AND_NAME = "nik_and_name"
    NIK_AND_BIRTH_DATE = "nik_and_birth_date"
    NIK_WITH_ANOTHER_NAME = "nik_with_another_name"
    NIK_TWICE_ON_LIST = "nik_twice_on_list"
    NIK_TWICE_IN_REGISTER = "nik_twice_in_register"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NOBODY_LIKE_IT = "nobody_like_it"


@dataclass(frozen=True)
class Thresholds:
    """From where on a row is sure or worth a clerk's time; all are shares from 0 to 1.

    `sure_name`: name similarity that confirms an exact NIK alone; `sure_name_with_birth_date`: that does so
    with the same birth date; `ask_probability`: the best candidate's probability below which a row counts
    as not found; `likely_probability`: from where on it is called likely.
    """

    sure_name: float = 0.9
    sure_name_with_birth_date: float = 0.7
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
    """One RowLink for each list row, in the list's order."""

    rows: tuple[RowLink, ...]
    counts: Mapping[Verdict, int] = field(init=False)

    def __post_init__(self) -> None:
        counted = Counter(row.verdict for row in self.rows)
        object.__setattr__(self, "counts", {verdict: counted[verdict] for verdict in Verdict})


def link(
    names: Sequence[ListName],
    register: Register | Iterable[RegisterPerson],
    *,
    thresholds: Thresholds | None = None,
    finder: CandidateFinder | None = None,
) -> LinkResult:
    """Give every list row exactly one verdict. Raises RowTwice, PersonTwice.

    SURE: the NIK stands once on the list and once in the register, and the name confirms it (or a fairly
    alike name, the same birth date and no other sex). An exact NIK with another name is always asked: that
    is how mixed-up NIKs show. Everything else goes to `finder`, by default transparent additive evidence.
    """
    limits, known = (
        thresholds or Thresholds(),
        register if isinstance(register, Register) else Register.of(register),
    )
    _refuse_twins(names)
    reader, comparer = NameReader(), NameComparer()
    readings = [read(row, reader) for row in names]
    niks = Counter(reading.nik for reading in readings if reading.nik)
    settled: dict[int, RowLink] = {}
    questions: dict[int, Reason] = {}
    weigher = Weigher(known.frequencies, comparer)
    for i, row in enumerate(names):
        reason = _by_nik(readings[i], known, niks, comparer, limits)
        if reason in _SURE:
            settled[i] = _sure(row, readings[i], known, weigher, reason)
        elif reason:
            questions[i] = reason
    open_rows = [i for i in range(len(names)) if i not in settled]
    linked = {link.candidates[0].person_id: link.row_id for link in settled.values()}
    found = (finder or AdditiveFinder()).find([names[i] for i in open_rows], known, linked)
    for i, candidates in zip(open_rows, found, strict=True):
        settled[i] = _asked(names[i], candidates, questions.get(i), limits)
    return LinkResult(tuple(settled[i] for i in range(len(names))))


_SURE = frozenset({Reason.NIK_AND_NAME, Reason.NIK_AND_BIRTH_DATE})


def _refuse_twins(names: Sequence[ListName]) -> None:
    for row_id, times in Counter(row.row_id for row in names).items():
        if times > 1:
            raise RowTwice(row_id=row_id)


def _by_nik(
    row: Reading, register: Register, niks: Mapping[str, int], comparer: NameComparer, limits: Thresholds
) -> Reason | None:
    """What the NIK alone says: a sure reason, a reason to ask, or None where it is nobody's."""
    holders = register.by_nik.get(row.nik, ()) if row.nik else ()
    if not holders:
        return None
    if len(holders) > 1:
        return Reason.NIK_TWICE_IN_REGISTER
    if niks[row.nik] > 1:
        return Reason.NIK_TWICE_ON_LIST
    person = register.readings[holders[0]]
    similarity = comparer.similarity(row.name, person.name)
    if similarity >= limits.sure_name:
        return Reason.NIK_AND_NAME
    same_day = row.birth_date is not None and row.birth_date == person.birth_date
    # Day 29 of a man is day 69 of a woman: a slip of one digit lands on her NIK with his birth date.
    other_sex = row.sex is not None and person.sex is not None and row.sex != person.sex
    if same_day and not other_sex and similarity >= limits.sure_name_with_birth_date:
        return Reason.NIK_AND_BIRTH_DATE
    return Reason.NIK_WITH_ANOTHER_NAME


def _sure(row: ListName, reading: Reading, register: Register, weigher: Weigher, reason: Reason) -> RowLink:
    """A settled row, with the same waterfall that a question would have."""
    (position,) = register.by_nik[reading.nik]
    person = register.people[position]
    evidence = written(weigher.with_prior(reading, register.readings[position]), row, person)
    bits = sum(item.bits for item in evidence)
    probability = 1 / (1 + 2.0 ** -max(-1000.0, min(1000.0, bits)))
    return RowLink(
        row.row_id, Verdict.SURE, reason, (Candidate(person.person_id, evidence, bits, probability),)
    )


def _asked(
    row: ListName, candidates: tuple[Candidate, ...], asked_for: Reason | None, limits: Thresholds
) -> RowLink:
    """A question to a clerk, unless nobody is near enough to be worth asking about."""
    best = candidates[0].probability if candidates else 0.0
    if asked_for is not None:
        return RowLink(row.row_id, Verdict.ASK, asked_for, candidates)
    if best < limits.ask_probability:
        return RowLink(row.row_id, Verdict.NOT_FOUND, Reason.NOBODY_LIKE_IT, candidates)
    likely = best >= limits.likely_probability
    return RowLink(row.row_id, Verdict.ASK, Reason.LIKELY if likely else Reason.POSSIBLE, candidates)
