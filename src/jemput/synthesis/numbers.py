"""Issuing of NIKs and family card numbers: unique, valid, with the slips and moves that real ones carry."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from jemput.kernel.nik import FamilyCardNumber, Nik, Sex
from jemput.synthesis.draws import one_of

_ELSEWHERE = (
    "350301",
    "331208",
    "320411",
    "127103",
    "167105",
    "137102",
    "180305",
    "610101",
    "717103",
    "737111",
)


class Numbers:
    """One register's number office; never issues the same number twice, nor serial 0000 or above 9999."""

    def __init__(self, rng: Random, districts: tuple[str, ...]) -> None:
        self._rng = rng
        self._districts = districts
        self._serials: dict[str, int] = defaultdict(int)

    def nik(self, *, district: str, birth: date, sex: Sex) -> Nik:
        """Issue a NIK for one living in `district` (six digits) today.

        Some were first registered elsewhere, so the prefix differs; in four of a thousand the date inside
        is an older, wrong one, since a NIK is not changed when a birth date is corrected.
        """
        rng = self._rng
        chance = rng.random()
        home = district if chance < 0.86 else one_of(rng, self._districts if chance < 0.93 else _ELSEWHERE)
        if rng.random() < 0.004:
            birth = birth - timedelta(days=int(rng.random() * 700) + 1)
        day = birth.day + (40 if sex is Sex.FEMALE else 0)
        return Nik(self._next(f"{home}{day:02d}{birth:%m%y}"))

    def family_card(self, *, district: str, issued: date) -> FamilyCardNumber:
        """Issue a family card number of `district` on its day of issue."""
        return FamilyCardNumber(self._next(f"{district}{issued:%d%m%y}"))

    def _next(self, head: str) -> str:
        # Most serials are low, some far higher: offices began new blocks when systems changed.
        step = 1 if self._rng.random() < 0.9 else 1 + int(self._rng.random() * 40)
        serial = self._serials[head] + step
        self._serials[head] = serial
        if serial > 9999:
            return self._next(f"{one_of(self._rng, _ELSEWHERE)}{head[6:]}")
        return f"{head}{serial:04d}"
