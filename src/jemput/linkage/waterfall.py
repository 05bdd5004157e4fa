"""The evidence of one pair as the clerk reads it: every step with both values, how far they agree, and its
bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jemput.linkage.book import MOST_WORDS, Ints
from jemput.linkage.evidence import Agreement, Candidate, Evidence, Field
from jemput.linkage.levels import BirthDate, Card, Name, Nik, Place, Sex, Step, Village, Word
from jemput.linkage.name_weighing import EXACT, rooms, weigh_names
from jemput.linkage.records import At, Columns
from jemput.linkage.register import Register
from jemput.linkage.scale import ELSEWHERE, PRIOR, Scale
from jemput.linkage.weighing import weigh

VERY_ALIKE_FROM, ALIKE_FROM = 0.92, 0.80
_STEPS = (
    (Step.NIK, Field.NIK, Nik),
    (Step.NAME, Field.NAME, Name),
    (Step.BIRTH_DATE, Field.BIRTH_DATE, BirthDate),
    (Step.SEX, Field.SEX, Sex),
    (Step.VILLAGE, Field.VILLAGE, Village),
    (Step.MOTHER, Field.MOTHER, Name),
    (Step.PLACE, Field.BIRTH_PLACE, Place),
    (Step.CARD, Field.FAMILY_CARD, Card),
)
_ALWAYS = frozenset({Field.NIK, Field.NAME, Field.BIRTH_DATE, Field.SEX, Field.VILLAGE, Field.MOTHER})
_COLUMNS = {
    Field.NIK: "niks",
    Field.NAME: "names",
    Field.BIRTH_DATE: "births",
    Field.SEX: "sexes",
    Field.VILLAGE: "villages",
    Field.MOTHER: "mothers",
    Field.BIRTH_PLACE: "places",
    Field.FAMILY_CARD: "cards",
}
_WHOLE_WORDS = frozenset(
    {Word.SAME, Word.SAME_SOUND, Word.SPACED, Word.LOST, Word.ADDED, Word.CUT_OFF, Word.INITIAL}
)


@dataclass
class Writer:
    """Writes waterfalls for one list against one register. `shift` are bits by which this list's prior
    differs."""

    columns: Columns
    facts: Ints
    register: Register
    scale: Scale
    shift: float = 0.0

    def candidate(
        self, row: int, person: int, bits: float, probability: float, elsewhere: str = ""
    ) -> Candidate:
        """One candidate with its waterfall; `elsewhere` names the row that has the person already."""
        found, values = self._steps(row, person)
        steps = [
            Evidence(Field.PRIOR, Agreement.ASSUMED, "", "", float(self.scale.numbers[PRIOR]) + self.shift),
            *found,
        ]
        if values:
            steps.append(Evidence(Field.RELATIVES, Agreement.ASSUMED, "", "", values))
        if elsewhere:
            against = float(self.scale.numbers[ELSEWHERE])
            steps.append(
                Evidence(
                    Field.LINKED_ELSEWHERE,
                    Agreement.SAME,
                    elsewhere,
                    self.register.columns.ids[person],
                    against,
                )
            )
        return Candidate(self.register.columns.ids[person], tuple(steps), bits, probability)

    def _steps(self, row: int, person: int) -> tuple[list[Evidence], float]:
        """The compared fields, and the bits that relatives would share."""
        levels, bits = np.zeros(16, np.int64), np.zeros(16)
        room, alike = rooms()
        people = self.register.table.facts
        weigh(self.facts, row, people, person, False, self.scale, levels, bits, room, alike, -1e9)
        steps = []
        for step, what, kinds in _STEPS:
            level, similarity = int(levels[step]), None
            agreement = Agreement.MISSING if level == 0 else None
            if level and kinds is Name:
                agreement, similarity = self._names(row, person, mother=what is Field.MOTHER)
            if level or what in _ALWAYS:
                steps.append(
                    Evidence(
                        what,
                        agreement or Agreement[kinds(level).name],
                        _value(self.columns, what, row),
                        _value(self.register.columns, what, person),
                        float(bits[step]),
                        similarity,
                    )
                )
        return steps, float(bits[Step.FAMILY])

    def _names(self, row: int, person: int, *, mother: bool) -> tuple[Agreement, float]:
        at, (room, alike) = At.MOTHER if mother else At.NAME, rooms()
        a, b = int(self.facts[row, at]), int(self.register.table.facts[person, at])
        level, _, similarity = weigh_names(a, b, int(mother), person, self.scale, room, alike, EXACT)
        if level != Name.BY_WORDS:
            return Agreement[Name(level).name], similarity
        words = {Word(word) for word in room[0, : 2 * MOST_WORDS] if word >= 0}
        if words <= _WHOLE_WORDS and words & {Word.SAME, Word.SAME_SOUND, Word.SPACED}:
            return Agreement.WORDS_MISSING, similarity
        if similarity >= VERY_ALIKE_FROM:
            return Agreement.VERY_ALIKE, similarity
        return Agreement.ALIKE if similarity >= ALIKE_FROM else Agreement.DIFFERENT, similarity


def _value(columns: Columns, what: Field, at: int) -> str:
    column = getattr(columns, _COLUMNS[what])
    return str(column[at] or "") if len(column) else ""
