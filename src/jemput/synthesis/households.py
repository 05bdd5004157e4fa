"""Who lives together on one family card, and how old they are: demography without names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from random import Random

from jemput.kernel.nik import Sex
from jemput.synthesis.draws import Wheel


class Marital(IntEnum):
    """Marital status codes of the population register."""

    SINGLE = 1
    MARRIED = 2
    DIVORCED = 3
    WIDOWED = 4


class Position(IntEnum):
    """SHDK: a member's relation to the head of the family card."""

    HEAD = 1
    WIFE = 3
    CHILD = 4
    SON_IN_LAW = 5
    GRANDCHILD = 6
    PARENT = 7
    PARENT_IN_LAW = 8
    OTHER_KIN = 9


@dataclass(slots=True, eq=False)
class Member:
    """One member of a household before names and numbers; `age` in years with a fraction."""

    sex: Sex
    age: float
    position: Position
    marital: Marital
    father: Member | None = None
    mother: Member | None = None


_KIND: Wheel[str] = Wheel({"couple": 0.78, "widow": 0.07, "widower": 0.022, "alone": 0.06, "divorced": 0.05})
_HUSBAND_AGE: Wheel[int] = Wheel(
    {
        19: 0.8,
        22: 4,
        27: 10,
        32: 12.5,
        37: 12.5,
        42: 12.5,
        47: 11.5,
        52: 10.5,
        57: 8.5,
        62: 7,
        67: 5,
        72: 3,
        77: 2,
    }
)
_WIDOW_AGE: Wheel[int] = Wheel(
    {32: 2, 37: 4, 42: 7, 47: 9, 52: 12, 57: 14, 62: 15, 67: 14, 72: 11, 77: 8, 83: 4}
)
_WANTED_YOUNG: Wheel[int] = Wheel({0: 4, 1: 15, 2: 39, 3: 27, 4: 11, 5: 4})
_WANTED_OLD: Wheel[int] = Wheel({0: 4, 1: 8, 2: 21, 3: 25, 4: 19, 5: 12, 6: 7, 7: 4})
_LEAVING_HOME = ((17.0, 1.0), (20.0, 0.93), (25.0, 0.64), (30.0, 0.36), (40.0, 0.16), (120.0, 0.06))


def draw_household(rng: Random) -> list[Member]:
    """Draw one household, head first, then spouse, children by age, and who else lives there.

    Ages, family sizes and the shares of each kind are set so that many households together make a
    pyramid near Indonesia's: a quarter under 15, one in fourteen 65 or older, about 3.3 on a card.
    """
    kind = _KIND.spin(rng)
    if kind == "couple":
        members = _couple(rng)
    elif kind == "alone":
        members = [Member(_either(rng, 0.72), rng.triangular(18, 75, 24), Position.HEAD, Marital.SINGLE)]
    else:
        members = _lone_parent(rng, kind)
    if members[0].age < 66 and rng.random() < 0.08:
        members.append(_elder(rng, members[0]))
    if rng.random() < 0.03:
        members.append(Member(_either(rng), rng.uniform(1, 30), Position.OTHER_KIN, Marital.SINGLE))
    return members


def _either(rng: Random, male: float = 0.517) -> Sex:
    return Sex.MALE if rng.random() < male else Sex.FEMALE


def _couple(rng: Random) -> list[Member]:
    age = max(17.5, _HUSBAND_AGE.spin(rng) + rng.uniform(-2.5, 2.5))
    husband = Member(Sex.MALE, age, Position.HEAD, Marital.MARRIED)
    wife = Member(Sex.FEMALE, max(16.8, age - rng.gauss(3.4, 3.4)), Position.WIFE, Marital.MARRIED)
    return [husband, wife, *_children(rng, husband, wife)]


def _lone_parent(rng: Random, kind: str) -> list[Member]:
    marital = Marital.DIVORCED if kind == "divorced" else Marital.WIDOWED
    female = kind == "widow" or (kind == "divorced" and rng.random() < 0.72)
    age = (_HUSBAND_AGE if kind == "divorced" else _WIDOW_AGE).spin(rng) + rng.uniform(-2.5, 2.5)
    head = Member(Sex.FEMALE if female else Sex.MALE, max(19.0, age), Position.HEAD, marital)
    if female:
        gone = Member(Sex.MALE, head.age + 3, Position.HEAD, Marital.MARRIED)
        return [head, *_children(rng, gone, head)]
    gone = Member(Sex.FEMALE, head.age - 3, Position.WIFE, Marital.MARRIED)
    return [head, *_children(rng, head, gone)]


def _children(rng: Random, father: Member, mother: Member) -> list[Member]:
    wanted = (_WANTED_OLD if mother.age > 48 else _WANTED_YOUNG).spin(rng)
    mothers_age = max(15.5, rng.gauss(21.3, 3.6)) + rng.uniform(0.4, 2.2)
    born: list[Member] = []
    while len(born) < wanted and mothers_age < min(mother.age, 44.0):
        for _ in range(2 if rng.random() < 0.011 else 1):
            child = Member(
                _either(rng), mother.age - mothers_age, Position.CHILD, Marital.SINGLE, father, mother
            )
            born.append(child)
        mothers_age += 1.1 + rng.gammavariate(2.2, 1.55)
    at_home = [child for child in born if rng.random() < _stays(child)]
    return at_home + [kin for child in at_home if child.age > 19 for kin in _marries_in(rng, child)]


def _stays(child: Member) -> float:
    return next(share for limit, share in _LEAVING_HOME if child.age < limit)


def _marries_in(rng: Random, child: Member) -> list[Member]:
    if rng.random() > 0.13:
        return []
    child.marital = Marital.MARRIED
    male = child.sex is Sex.MALE
    age = max(17.2, child.age + rng.gauss(-3.0 if male else 3.0, 2.5))
    spouse = Member(Sex.FEMALE if male else Sex.MALE, age, Position.SON_IN_LAW, Marital.MARRIED)
    father, mother = (child, spouse) if male else (spouse, child)
    if mother.age < 18.5 or rng.random() < 0.4:
        return [spouse]
    baby = Member(
        _either(rng),
        rng.uniform(0, min(12.0, mother.age - 18)),
        Position.GRANDCHILD,
        Marital.SINGLE,
        father,
        mother,
    )
    return [spouse, baby]


def _elder(rng: Random, head: Member) -> Member:
    sex = Sex.FEMALE if rng.random() < 0.72 else Sex.MALE
    age = min(101.0, head.age + rng.uniform(19, 33))
    position = Position.PARENT if rng.random() < 0.6 else Position.PARENT_IN_LAW
    elder = Member(sex, age, position, Marital.WIDOWED)
    if position is Position.PARENT:
        if sex is Sex.FEMALE:
            head.mother = elder
        else:
            head.father = elder
    return elder
