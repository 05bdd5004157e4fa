"""The people of the journeys, as all programs know them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

PASSWORD = "pisang-goreng-hangat"
"""Everybody's, at every program: nothing here is ever served to others."""

SUNGAI_BULUH = ("15.04.03.2019", "Sungai Buluh")
TERUSAN = ("15.04.08.2006", "Terusan")
TERENTANG_BARU = ("15.04.04.2014", "Terentang Baru")

STAFF = (
    ("kepala", "head", "Hasan Basri", ""),
    ("sari", "verifier", "Sari Wulandari", ""),
    ("eko", "verifier", "Eko Wahyudi", ""),
    ("dewi", "planner", "Dewi Anggraini", ""),
    ("tono", "printer", "Tono Prasetyo", ""),
    ("wayan", "operator", "Wayan Suarta", ""),
    ("maria", "supervisor", "Maria Lusia", ""),
    ("jabu", "village", "Yohanes Jabu", TERENTANG_BARU[0]),
)


@dataclass(frozen=True)
class Neighbor:
    """One person of the register; `nik` is made from the rest."""

    name: str
    sex: str
    born: date
    village: tuple[str, str]
    serial: int = 1

    @property
    def nik(self) -> str:
        """A valid NIK first registered in the person's own kecamatan."""
        district = self.village[0].replace(".", "")[:6]
        day = self.born.day + (40 if self.sex == "P" else 0)
        return f"{district}{day:02d}{self.born:%m%y}{self.serial:04d}"

    @property
    def family_card(self) -> str:
        """One card a person."""
        return f"{self.village[0].replace('.', '')[:6]}010112{self.serial:04d}"

    def known_as(self, name: str, *, serial: int) -> Neighbor:
        """The same person as a careless list writes them down: another name, another serial."""
        return replace(self, name=name, serial=serial)


SITI = Neighbor("SITI AMINAH", "P", date(1962, 7, 15), SUNGAI_BULUH, 3)
BUDI = Neighbor("BUDI SANTOSO", "L", date(1990, 2, 11), SUNGAI_BULUH, 4)
RIDWAN = Neighbor("MUHAMMAD RIDWAN", "L", date(1985, 9, 23), SUNGAI_BULUH, 5)
HALIMAH = Neighbor("HALIMAH TUSADIAH", "P", date(1979, 4, 2), SUNGAI_BULUH, 6)
FAUZI = Neighbor("AHMAD FAUZI", "L", date(1999, 12, 1), TERENTANG_BARU, 7)
NURHAYATI = Neighbor("NURHAYATI", "P", date(1957, 8, 17), TERENTANG_BARU, 8)
RUSDI = Neighbor("RUSDI HARTONO", "L", date(1971, 5, 30), TERENTANG_BARU, 9)
OF_TERUSAN = tuple(
    Neighbor(f"{first} {last}", sex, date(1960 + 5 * n, 1 + n, 3 + 2 * n), TERUSAN, 20 + n)
    for n, (first, last, sex) in enumerate(
        (
            ("YUSUF", "HALIM", "L"),
            ("ASNAH", "RAMLI", "P"),
            ("EFENDI", "SAPUTRA", "L"),
            ("KARTINI", "LUBIS", "P"),
            ("DARMAWAN", "PUTRA", "L"),
            ("MARLINA", "SARI", "P"),
        )
    )
)

REGISTER = (SITI, BUDI, RIDWAN, HALIMAH, FAUZI, NURHAYATI, RUSDI, *OF_TERUSAN)
DOUBTFUL = (RIDWAN.known_as("MHD RIDWAN", serial=6001), HALIMAH.known_as("HALIMAH TUSADIYAH", serial=6002))
LISTED = (SITI, BUDI, *DOUBTFUL, FAUZI, NURHAYATI, RUSDI, *OF_TERUSAN)
"""The ministry's list: two of its rows leave room for doubt."""

RATNA = Neighbor("RATNA DEWI", "P", date(1995, 7, 1), SUNGAI_BULUH, 1)
RATIH = replace(RATNA, name="RATIH DEWI", serial=2)
KHOLIFAH = Neighbor("SITI KHOLIFAH", "P", date(1988, 3, 9), SUNGAI_BULUH, 1)
"""Recorded by a neighboring office: Ratna and Ratih are one body."""
