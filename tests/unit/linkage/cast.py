"""A small register that most linkage tests share, and Hypothesis strategies around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from jemput.kernel.nik import Sex
from jemput.linkage import ListName, RegisterPerson

SUKARNO = RegisterPerson(
    "1", "MUHAMMAD SUJONO", "1504030112850001", date(1985, 12, 1), Sex.MALE, "15.04.03.2019", "SITI AMINAH"
)
AMINAH = RegisterPerson(
    "2", "AMINAH", "1504034107900002", date(1990, 7, 1), Sex.FEMALE, "15.04.03.2019", "HALIMAH"
)
HASAN = RegisterPerson(
    "3", "HASAN BASRI", "1504040203990001", date(1999, 3, 2), Sex.MALE, "15.04.04.2014", "ROHANA"
)
HUSEN = RegisterPerson(
    "4", "HUSEN BASRI", "1504040203990002", date(1999, 3, 2), Sex.MALE, "15.04.04.2014", "ROHANA"
)
REGISTER = (SUKARNO, AMINAH, HASAN, HUSEN)


def row(person: RegisterPerson, row_id: str = "r1", **changes: Any) -> ListName:
    """A list row that means this person, with changes."""
    plain = ListName(row_id, person.name, person.nik, person.birth_date, person.sex, person.village_code)
    return replace(plain, **{"mother_name": person.mother_name, **changes})


WRITTEN = "MUHAMMAD SITI AMINAH HASAN BASRI SUJONO RUKMINI NUR ENDANG M. H. S.PD ,"
WORDS = st.sampled_from(WRITTEN.split(" "))
NAMES = st.lists(WORDS, max_size=4).map(" ".join)
NIKS = st.sampled_from([p.nik for p in REGISTER]) | st.text("0123456789", min_size=14, max_size=17)


@st.composite
def any_row(draw: st.DrawFn, row_id: str) -> ListName:
    return ListName(
        row_id,
        draw(NAMES),
        draw(st.none() | NIKS),
        draw(st.none() | st.sampled_from([p.birth_date for p in REGISTER]) | st.dates()),
        draw(st.none() | st.sampled_from(Sex)),
        draw(st.none() | st.sampled_from(["15.04.03.2019", "15.04.04.2014", ""])),
        draw(st.none() | NAMES),
    )


@st.composite
def any_list(draw: st.DrawFn) -> list[ListName]:
    return [draw(any_row(f"r{i}")) for i in range(draw(st.integers(0, 6)))]
