"""Whose name is this? Sure by NIK or by overwhelming evidence, ask with the evidence, or not found; never
guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from jemput.linkage import exact
from jemput.linkage.adapting import adapted, weighed_again
from jemput.linkage.chances import by_chance, in_families
from jemput.linkage.errors import RowTwice
from jemput.linkage.finding import CandidateFinder, KeyedFinder, Question
from jemput.linkage.model import Model, shipped
from jemput.linkage.people import ListName, RegisterPerson
from jemput.linkage.records import Columns, add_sounds, read
from jemput.linkage.register import Register
from jemput.linkage.rivalry import settled
from jemput.linkage.scale import scale
from jemput.linkage.verdicts import LinkResult, Thresholds
from jemput.linkage.waterfall import Writer

ROWS_TO_ADAPT = 500
"""How many rows the model's share of listed people weighs against what the list itself shows."""
ROUNDS_TO_ADAPT = 2


def link(
    names: Sequence[ListName],
    register: Register | Iterable[RegisterPerson],
    thresholds: Thresholds | None = None,
    finder: CandidateFinder | None = None,
    model: Model | None = None,
) -> LinkResult:
    """Give every list row exactly one verdict. Raises RowTwice, PersonTwice.

    SURE: the NIK stands once on the list and once in the register, and the name confirms it (or a fairly
    alike name, the same birth date and no other sex); or the evidence makes it more probable than
    `sure_probability`, and no other row has a better claim. An exact NIK with another name is always asked:
    that is how mixed-up NIKs show.
    """
    known = register if isinstance(register, Register) else Register.of(register)
    return link_columns(Columns.of(names), known, thresholds, finder, model)


def link_columns(
    columns: Columns,
    register: Register,
    thresholds: Thresholds | None = None,
    finder: CandidateFinder | None = None,
    model: Model | None = None,
) -> LinkResult:
    """`link` for a list in columns; its ids are the row_ids. Raises RowTwice."""
    _refuse_twins(columns.ids)
    limits, model = thresholds or Thresholds(), model or shipped()
    names, codes = register.names.copy(), register.codes.copy()
    table = read(columns, names, codes)
    book = names.frozen()
    add_sounds(table, book)
    model = replace(model, elsewhere=(_repeated(table.niks, model), model.elsewhere[1]))
    model = fitted(model, register)
    by = scale(book, register.rarity, model)
    found = exact.by_nik(table, register, by, limits.sure_name, limits.sure_name_with_birth_date)
    sure = np.isin(found.says, (exact.BY_NAME, exact.BY_BIRTH_DATE))
    linked, owner = np.zeros(len(register), np.bool_), np.full(len(register), -1, np.int32)
    linked[found.person[sure]] = True
    owner[found.person[sure]] = np.flatnonzero(sure)
    open_rows = np.flatnonzero(~sure).astype(np.int32)
    question = Question(open_rows, table, register, linked, book, by)
    candidates, certain = (finder or KeyedFinder()).find(question), np.flatnonzero(sure).astype(np.int32)
    claims = settled(candidates, open_rows, len(certain), owner, by, model.listed)
    for _ in range(ROUNDS_TO_ADAPT):
        model = adapted(model, claims, certain, found.person, question)
        by = scale(book, register.rarity, model)
        candidates = weighed_again(candidates, question, by)
        claims = settled(candidates, open_rows, len(certain), owner, by, model.listed)
    writer = Writer(columns, table.facts, register, by, claims.shift)
    return LinkResult(columns.ids, found, claims, limits, writer)


def fitted(model: Model, register: Register) -> Model:
    """The model with what strangers and families share counted in this register. The same for the same
    register."""
    facts, by = register.table.facts, scale(register.book, register.rarity, model)
    return replace(
        model, chance=by_chance(facts, by, model.chance), family=in_families(facts, by, model.family)
    )


def _refuse_twins(ids: Sequence[str]) -> None:
    if len(set(ids)) == len(ids):
        return
    row_id, _ = Counter(ids).most_common(1)[0]
    raise RowTwice(row_id=row_id)


def _repeated(niks: np.ndarray[tuple[int], np.dtype[np.int64]], model: Model) -> float:
    """Share of rows that repeat a person of another row, as the list's own NIKs tell."""
    whole = niks[niks >= 0]
    again = len(whole) - len(np.unique(whole))
    share = (again + ROWS_TO_ADAPT * model.elsewhere[0]) / (len(whole) + ROWS_TO_ADAPT)
    return float(min(share, model.elsewhere[1]))
