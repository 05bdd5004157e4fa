"""Names as a register holds them: capitals, one to four words, titles, and Muhammad written six ways."""

from __future__ import annotations

from random import Random

from jemput.kernel.nik import Sex
from jemput.synthesis.draws import Wheel, one_of
from jemput.synthesis.name_words import MODERN_TAILS_MEN, MODERN_TAILS_WOMEN, PEOPLES, Pools
from jemput.synthesis.peoples import Religion

LONGEST = 60
_MUHAMMAD: Wheel[str] = Wheel(
    {"MUHAMMAD": 50, "MUHAMAD": 14, "MOHAMMAD": 10, "MOCHAMMAD": 5, "MOH.": 8, "MUH.": 8, "M.": 5}
)
_ONE_WORD_OLD = {
    "java": 0.62,
    "dayak": 0.3,
    "mongondow": 0.06,
    "batak": 0.02,
    "minahasa": 0.02,
    "chinese": 0.02,
}
_ONE_WORD_YOUNG = {
    "java": 0.12,
    "dayak": 0.06,
    "batak": 0.0,
    "minahasa": 0.0,
    "chinese": 0.0,
    "mongondow": 0.01,
}
_OLD_BEFORE = 1984
_DEGREES = {
    7: ("A.MD", "A.MA"),
    8: ("S.PD", "S.E", "S.H", "S.SOS", "S.AG", "S.KEP"),
    9: ("M.PD", "M.M", "M.SI"),
}
_NEVER_ALONE = frozenset(
    {"SITI", "SITTI", "NUR", "ABDUL", "SRI", "DWI", "TRI", "EKO", "EKA", "MAT", "ANDI", "NENG", "RATNA"}
)


def compose(
    rng: Random, *, people: str, sex: Sex, birth_year: int, religion: Religion, family: str = ""
) -> str:
    """Compose one name; `family` is the clan name handed on, drawn anew where the people has clans.

    About one name in five is a single word: most among older Javanese, few among the young.
    """
    pools = PEOPLES[people]
    old = birth_year + int(rng.gauss(0, 5)) < _OLD_BEFORE
    words = [one_of(rng, _firsts(pools, sex, old))]
    alone = (_ONE_WORD_OLD if old else _ONE_WORD_YOUNG).get(people, 0.34 if old else 0.08)
    if people == "bali":
        words.insert(0, "I" if sex is Sex.MALE else "NI")
        alone = 0.0
    if words[-1] in _NEVER_ALONE or rng.random() >= alone:
        words += _rest(rng, pools, sex, old)
        if pools.families:
            words.append(family or one_of(rng, pools.families))
        if religion is Religion.ISLAM and sex is Sex.MALE and rng.random() < (0.06 if old else 0.22):
            words.insert(0, _MUHAMMAD.spin(rng))
    return _distinct(words)


def draw_family(rng: Random, people: str) -> str:
    """Draw the clan name a household hands on; empty where the people has none."""
    families = PEOPLES[people].families
    return one_of(rng, families) if families else ""


def _firsts(pools: Pools, sex: Sex, old: bool) -> tuple[str, ...]:
    if sex is Sex.MALE:
        return pools.men_old if old else pools.men_young
    return pools.women_old if old else pools.women_young


def _rest(rng: Random, pools: Pools, sex: Sex, old: bool) -> list[str]:
    seconds = pools.seconds_men if sex is Sex.MALE else pools.seconds_women
    if not old and not pools.families:
        seconds += MODERN_TAILS_MEN if sex is Sex.MALE else MODERN_TAILS_WOMEN
    chance = rng.random()
    if pools.families and chance < 0.45:
        return []
    if not old and chance > 0.72:
        middle = _firsts(pools, sex, old)
        return [one_of(rng, middle), one_of(rng, seconds)]
    return [one_of(rng, seconds)]


def _distinct(words: list[str]) -> str:
    return " ".join(dict.fromkeys(words))[:LONGEST].rstrip()


def titled(rng: Random, name: str, *, sex: Sex, birth_year: int, religion: Religion, education: int) -> str:
    """Add a hajj title or a degree to a few names, as registers hold them in spite of the rule."""
    if birth_year < 1975 and religion is Religion.ISLAM and rng.random() < 0.03:
        name = f"{'H.' if sex is Sex.MALE else 'HJ.'} {name}"
    if education in _DEGREES and rng.random() < 0.2:
        name = f"{name}, {one_of(rng, _DEGREES[education])}"
    return name[:LONGEST]
