"""The people whom the van meets in Sungai Buluh, one for each journey at the kit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from jemput.kernel.statuses import NationalStatus
from tests.journeys.cast import SUNGAI_BULUH, Neighbor


def born(years: int) -> date:
    """The birthday of somebody who turned that old in January of this year or before."""
    return date(datetime.now(UTC).year - years, 1, 1)


def _neighbor(name: str, sex: str, age: int, serial: int) -> Neighbor:
    return Neighbor(name, sex, born(age), SUNGAI_BULUH, serial)


ASIH = _neighbor("ASIH LESTARI", "P", 34, 31)
DARTO = _neighbor("DARTO WIBOWO", "L", 52, 32)
KARTO = _neighbor("KARTO DIMEJO", "L", 81, 33)
RINA = _neighbor("RINA MARLINA", "P", 16, 34)
RIO = _neighbor("RIO PRATAMA", "L", 8, 35)
BAYU = _neighbor("BAYU SAPUTRA", "L", 2, 36)
YATI = _neighbor("YATI SUMARNI", "P", 45, 37)
JOKO = _neighbor("JOKO SUSILO", "L", 28, 38)
WATI = _neighbor("WATI HARTATI", "P", 39, 39)
SUMI = _neighbor("SUMI RAHAYU", "P", 30, 40)
SUMIATI = _neighbor("SUMIATI RAHAYU", "P", 31, 41)
SUMINI = _neighbor("SUMINI RAHAYU", "P", 30, 42)
DEDE = _neighbor("DEDE KURNIA", "L", 3, 43)
TUTI = _neighbor("TUTI ALAWIYAH", "P", 61, 44)

AT_HOME = (KARTO,)
RECORDED_BEFORE = {YATI.nik: NationalStatus.PRINT_READY_RECORD}
EXPECTED = (ASIH, DARTO, KARTO, RINA, RIO, BAYU, YATI, JOKO, WATI, SUMI, SUMIATI, SUMINI, DEDE)


@dataclass(frozen=True)
class Card:
    """A printed card in the van, and whose fingers the center has enrolled for it."""

    number: str
    owner: Neighbor
    body: int


CARD = Card("81", TUTI, 71)
