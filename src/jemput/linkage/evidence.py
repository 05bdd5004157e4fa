"""What speaks for and against two records being one person, field by field, in bits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Fields that are compared; PRIOR is what is known before looking.

    RELATIVES takes away what two people of one family would share anyway.
    """

    PRIOR = "prior"
    NIK = "nik"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    VILLAGE = "village"
    MOTHER = "mother"
    BIRTH_PLACE = "birth_place"
    FAMILY_CARD = "family_card"
    RELATIVES = "relatives"
    LINKED_ELSEWHERE = "linked_elsewhere"


class Agreement(StrEnum):
    """How far a field agrees; each field uses some of these levels."""

    SAME = "same"
    SPACED = "spaced"
    SAME_SOUND = "same_sound"
    VERY_ALIKE = "very_alike"
    ALIKE = "alike"
    WORDS_MISSING = "words_missing"
    ONE_DIGIT_OFF = "one_digit_off"
    REGION_AND_SERIAL_SAME = "region_and_serial_same"
    REGION_AND_SERIAL_CLOSE = "region_and_serial_close"
    REGION_AND_SERIAL_ALIKE = "region_and_serial_alike"
    REGION_SAME = "region_same"
    DAY_AND_MONTH_SWAPPED = "day_and_month_swapped"
    PLACEHOLDER_DATE = "placeholder_date"
    AS_IN_NIK = "as_in_nik"
    TWO_PARTS_SAME = "two_parts_same"
    YEAR_SAME = "year_same"
    YEAR_NEAR = "year_near"
    KECAMATAN_SAME = "kecamatan_same"
    DIFFERENT = "different"
    MISSING = "missing"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step of the waterfall: both values as written, how far they agree, and the bits for the match.

    Positive bits speak for one person, negative ones for two; one bit doubles the odds. `similarity` (0 to
    1) is given for names.
    """

    field: Field
    agreement: Agreement
    on_list: str
    in_register: str
    bits: float
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of the register who may be meant: the waterfall, its sum, and a probability.

    `probability` allows for the row's other candidates and for nobody: over a row they sum to at most 1.
    """

    person_id: str
    evidence: tuple[Evidence, ...]
    bits: float
    probability: float

    def of(self, field: Field) -> Evidence | None:
        """The evidence of one field, if it was compared."""
        return next((item for item in self.evidence if item.field is field), None)


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One bar of the waterfall: the evidence, and bits and probability after it (nobody else considered)."""

    evidence: Evidence
    bits_so_far: float
    probability_so_far: float


def probability_of(bits: float) -> float:
    """The probability whose log2 odds these bits are."""
    return float(1 / (1 + 2.0 ** -max(-900.0, min(900.0, bits))))


def waterfall(candidate: Candidate) -> tuple[WaterfallStep, ...]:
    """The evidence in the order in which it is shown, each with the sum so far; the last sum is the
    candidate's bits.

    What is known before looking comes first, then the fields in the order of Field. The probability of the
    last step is the candidate's own but for its rivals, which `Candidate.probability` allows for.
    """
    order = list(Field)
    steps, so_far = [], 0.0
    for item in sorted(candidate.evidence, key=lambda one: order.index(one.field)):
        so_far += item.bits
        steps.append(WaterfallStep(item, so_far, probability_of(so_far)))
    return tuple(steps)
