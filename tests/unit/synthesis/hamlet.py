"""A small district of three villages that the tests of invented people share."""

from __future__ import annotations

from datetime import date
from functools import cache

from jemput.synthesis.people import SyntheticResident, VillageSeed, make_register

AS_OF = date(2018, 12, 5)
VILLAGES = (
    VillageSeed("15.04.03.2019", "Sungai Buluh", 3, "Muara Bulian", "Batanghari"),
    VillageSeed("15.04.04.2014", "Terentang Baru", 1, "Bathin XXIV", "Batanghari"),
    VillageSeed("15.04.01.1001", "Kembang Paseban", 2, "Mersam", "Batanghari"),
)


@cache
def register(residents: int = 6000, seed: int = 7) -> tuple[SyntheticResident, ...]:
    """A register of the district, made once a size and seed."""
    return tuple(make_register(VILLAGES, residents, seed, AS_OF))
