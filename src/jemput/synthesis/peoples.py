"""Which peoples live in a province, and which religions they follow."""

from __future__ import annotations

from enum import IntEnum

from jemput.synthesis.draws import Wheel


class Religion(IntEnum):
    """Religion codes of the population register."""

    ISLAM = 1
    PROTESTANT = 2
    CATHOLIC = 3
    HINDU = 4
    BUDDHIST = 5
    CONFUCIAN = 6
    BELIEF = 7


_PROVINCES: dict[str, Wheel[str]] = {
    "15": Wheel({"malay": 56, "java": 26, "minang": 6, "batak": 4, "sunda": 4, "bugis": 3, "chinese": 1}),
    "35": Wheel({"java": 98, "malay": 1, "chinese": 0.5, "batak": 0.5}),
    "51": Wheel({"bali": 88, "java": 9, "malay": 2, "east": 1}),
    "61": Wheel({"dayak": 47, "malay": 37, "java": 8, "chinese": 4, "bugis": 3, "batak": 1}),
    "71": Wheel({"mongondow": 58, "minahasa": 23, "java": 9, "bugis": 6, "malay": 4}),
}
_ISLANDS: dict[str, Wheel[str]] = {
    "1": Wheel({"malay": 40, "batak": 20, "java": 22, "minang": 14, "chinese": 2, "sunda": 2}),
    "3": Wheel({"java": 66, "sunda": 27, "malay": 4, "batak": 2, "chinese": 1}),
    "5": Wheel({"east": 62, "malay": 30, "bali": 5, "java": 3}),
    "6": Wheel({"malay": 42, "dayak": 24, "java": 20, "bugis": 11, "batak": 2, "chinese": 1}),
    "7": Wheel({"bugis": 62, "java": 10, "mongondow": 8, "minahasa": 14, "malay": 6}),
    "8": Wheel({"east": 60, "bugis": 18, "malay": 18, "java": 4}),
    "9": Wheel({"east": 74, "java": 14, "bugis": 12}),
}
_MUSLIM: Wheel[Religion] = Wheel({Religion.ISLAM: 99, Religion.PROTESTANT: 0.7, Religion.CATHOLIC: 0.3})
_RELIGIONS: dict[str, Wheel[Religion]] = {
    "java": Wheel(
        {Religion.ISLAM: 96.5, Religion.PROTESTANT: 1.8, Religion.CATHOLIC: 1.2, Religion.BELIEF: 0.5}
    ),
    "batak": Wheel({Religion.PROTESTANT: 72, Religion.CATHOLIC: 12, Religion.ISLAM: 16}),
    "dayak": Wheel({Religion.CATHOLIC: 68, Religion.PROTESTANT: 29, Religion.BELIEF: 3}),
    "chinese": Wheel(
        {Religion.BUDDHIST: 48, Religion.CONFUCIAN: 9, Religion.CATHOLIC: 23, Religion.PROTESTANT: 20}
    ),
    "minahasa": Wheel({Religion.PROTESTANT: 89, Religion.CATHOLIC: 11}),
    "bali": Wheel({Religion.HINDU: 98, Religion.BUDDHIST: 2}),
    "east": Wheel({Religion.PROTESTANT: 58, Religion.CATHOLIC: 42}),
}


def peoples_of(province: str) -> Wheel[str]:
    """The mix of peoples of a province by its two digits; rough, for plausible names only."""
    return _PROVINCES.get(province) or _ISLANDS.get(province[:1], _ISLANDS["3"])


def religions_of(people: str) -> Wheel[Religion]:
    """The mix of religions of a people."""
    return _RELIGIONS.get(people, _MUSLIM)
