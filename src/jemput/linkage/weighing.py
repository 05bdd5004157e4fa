"""Weights of evidence: how much more often a field agrees so for one person than for two strangers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log2

from jemput.linkage import weights
from jemput.linkage.evidence import Agreement, Evidence, Field
from jemput.linkage.people import ListName, RegisterPerson
from jemput.linkage.register import Frequencies, Reading
from jemput.linkage.similarity import NameComparer, one_edit_apart

Level = tuple[Field, Agreement, float, float | None]
"""Field, agreement, bits, similarity: evidence before the values are written beside it."""


@dataclass
class Weigher:
    """Compares pairs against one register's frequencies; remembers word comparisons."""

    frequencies: Frequencies
    names: NameComparer = field(default_factory=NameComparer)

    @property
    def prior_bits(self) -> float:
        """Log-odds that a given person of the register is the row's, before looking."""
        share = min(weights.LISTED / max(1, self.frequencies.size), weights.LISTED)
        return log2(share / (1 - share))

    def with_prior(self, row: Reading, person: Reading) -> tuple[Level, ...]:
        """The prior, then the fields' levels: the whole waterfall."""
        return ((Field.PRIOR, Agreement.ASSUMED, self.prior_bits, None), *self.levels(row, person))

    def levels(self, row: Reading, person: Reading) -> tuple[Level, ...]:
        """The fields' agreement in a fixed order, each with its bits."""
        one_nik = bool(row.nik) and row.nik == person.nik
        return (
            self._nik(row, person),
            self._name(row, person),
            self._birth_date(row.birth_date, person.birth_date, one_nik=one_nik),
            _sex(row, person, weights.SAME_NIK_SAME_SEX if one_nik else weights.SEX_STRANGERS_SAME),
            self._village(row, person),
            self._mother(row, person),
        )

    def _nik(self, row: Reading, person: Reading) -> Level:
        if not row.nik or not person.nik:
            return Field.NIK, Agreement.MISSING, 0.0, None
        counts = self.frequencies
        a, b = row.region_and_serial, person.region_and_serial
        if row.nik == person.nik:
            agreement, strangers = Agreement.SAME, weights.FALSE_SAME_NIK / max(1, counts.size)
        elif a == b:
            agreement = Agreement.REGION_AND_SERIAL_SAME
            strangers = counts.share(counts.region_and_serial, b)
        elif one_edit_apart(a, b):
            agreement, strangers = Agreement.REGION_AND_SERIAL_CLOSE, weights.STRANGERS_SERIAL_CLOSE
        elif a[:6] == b[:6]:
            agreement, strangers = Agreement.REGION_SAME, counts.share(counts.region, b[:6])
        else:
            agreement, strangers = Agreement.DIFFERENT, 1 - counts.share(counts.region, b[:6])
        return Field.NIK, agreement, _bits(weights.NIK[agreement], strangers), None

    def _name(self, row: Reading, person: Reading) -> Level:
        a, b, counts = row.name, person.name, self.frequencies
        if not a.text or not b.text:
            return Field.NAME, Agreement.MISSING, 0.0, None
        similarity = self.names.similarity(a, b)
        agreement = _names_agree(a.text == b.text, a.skeleton == b.skeleton, similarity)
        strangers = _strangers_name(
            agreement, counts.share(counts.name, b.text), counts.share(counts.name_skeleton, b.skeleton)
        )
        return Field.NAME, agreement, _bits(weights.NAME[agreement], strangers), similarity

    def _mother(self, row: Reading, person: Reading) -> Level:
        a, b, counts = row.mother, person.mother, self.frequencies
        if not a.text or not b.text:
            return Field.MOTHER, Agreement.MISSING, 0.0, None
        similarity = self.names.similarity(a, b)
        agreement = _names_agree(a.text == b.text, a.skeleton == b.skeleton, similarity)
        strangers = _strangers_name(
            agreement, counts.share(counts.mother, b.text), counts.share(counts.mother_skeleton, b.skeleton)
        )
        return Field.MOTHER, agreement, _bits(weights.MOTHER[agreement], strangers), similarity

    def _birth_date(self, a: date | None, b: date | None, *, one_nik: bool) -> Level:
        if not a or not b:
            return Field.BIRTH_DATE, Agreement.MISSING, 0.0, None
        agreement = _dates_agree(a, b)
        if one_nik:
            others = 1 - weights.SAME_NIK_SAME_DATE
            strangers = weights.SAME_NIK_SAME_DATE if agreement is Agreement.SAME else others
        elif agreement is Agreement.SAME:
            strangers = self.frequencies.share(self.frequencies.birth_date, b)
        else:
            strangers = weights.STRANGERS_DATE.get(agreement, 0.98)
        return Field.BIRTH_DATE, agreement, _bits(weights.BIRTH_DATE[agreement], strangers), None

    def _village(self, row: Reading, person: Reading) -> Level:
        if not row.village or not person.village:
            return Field.VILLAGE, Agreement.MISSING, 0.0, None
        counts = self.frequencies
        in_kecamatan = counts.share(counts.kecamatan, person.kecamatan)
        if row.village == person.village:
            agreement, strangers = Agreement.SAME, counts.share(counts.village, person.village)
        elif row.kecamatan == person.kecamatan:
            agreement, strangers = Agreement.KECAMATAN_SAME, in_kecamatan
        else:
            agreement, strangers = Agreement.DIFFERENT, 1 - in_kecamatan
        return Field.VILLAGE, agreement, _bits(weights.VILLAGE[agreement], strangers), None


def _bits(same_person: float, strangers: float) -> float:
    return log2(same_person / max(strangers, weights.MINIMUM))


def _sex(row: Reading, person: Reading, strangers_same: float) -> Level:
    if not row.sex or not person.sex:
        return Field.SEX, Agreement.MISSING, 0.0, None
    if row.sex == person.sex:
        return Field.SEX, Agreement.SAME, _bits(weights.SEX_SAME, strangers_same), None
    return Field.SEX, Agreement.DIFFERENT, _bits(1 - weights.SEX_SAME, 1 - strangers_same), None


def _names_agree(same: bool, same_sound: bool, similarity: float) -> Agreement:
    if same:
        return Agreement.SAME
    if same_sound:
        return Agreement.SAME_SOUND
    if similarity >= weights.VERY_ALIKE_FROM:
        return Agreement.VERY_ALIKE
    return Agreement.ALIKE if similarity >= weights.ALIKE_FROM else Agreement.DIFFERENT


def _strangers_name(agreement: Agreement, same: float, same_sound: float) -> float:
    if agreement is Agreement.SAME:
        return same
    if agreement is Agreement.SAME_SOUND:
        return same_sound
    if agreement is Agreement.VERY_ALIKE:
        return weights.STRANGERS_VERY_ALIKE
    return weights.STRANGERS_ALIKE if agreement is Agreement.ALIKE else 1.0


def _dates_agree(a: date, b: date) -> Agreement:
    if a == b:
        return Agreement.SAME
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return Agreement.DAY_AND_MONTH_SWAPPED
    if one_edit_apart(a.strftime("%d%m%Y"), b.strftime("%d%m%Y")):
        return Agreement.ONE_DIGIT_OFF
    if a.year == b.year:
        placeholders = {(1, 1), (31, 12), (1, 7)}
        at_placeholder = {(a.day, a.month), (b.day, b.month)} & placeholders
        return Agreement.PLACEHOLDER_DATE if at_placeholder else Agreement.YEAR_SAME
    return Agreement.DIFFERENT


def written(levels: Sequence[Level], row: ListName, person: RegisterPerson) -> tuple[Evidence, ...]:
    """The levels with both records' values beside them, as a page shows them."""
    return tuple(
        Evidence(what, agreement, _value(row, what), _value(person, what), bits, similarity)
        for what, agreement, bits, similarity in levels
    )


def _value(record: ListName | RegisterPerson, what: Field) -> str:
    values: dict[Field, object] = {
        Field.NIK: record.nik,
        Field.NAME: record.name,
        Field.BIRTH_DATE: record.birth_date,
        Field.SEX: record.sex,
        Field.VILLAGE: record.village_code,
        Field.MOTHER: record.mother_name,
    }
    return str(values.get(what) or "")
