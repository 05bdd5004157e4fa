"""Rules of schools: names of schools, ages as of a day, who is due, shares that are never clamped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.eligibility import age_on, may_be_recorded
from jemput.kernel.errors import Problem
from jemput.kernel.nik import Person
from jemput.office.schools import rules, states
from jemput.office.schools.rules import PupilFacts, SchoolKind, Standing, judge

VISIT = date(2018, 12, 5)
POLLS = date(2019, 4, 17)
DAYS = st.dates(date(1990, 1, 1), date(2018, 12, 5))


def standing(born: date, *, link: str = "sure", polls: date | None = POLLS, **more: object) -> Standing:
    facts = PupilFacts(birth_date=born, link=link, **more)  # type: ignore[arg-type]
    return judge(facts, on=VISIT, polling_day=polls, kabupaten_digits="1504").standing


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2001, 12, 5), Standing.DUE),
        (date(2001, 12, 6), Standing.DUE_BY_POLL),
        (date(2002, 4, 17), Standing.DUE_BY_POLL),
        (date(2002, 4, 18), Standing.DUE),
        (date(2002, 12, 5), Standing.DUE),
        (date(2002, 12, 6), Standing.TOO_YOUNG),
    ],
)
def test_who_is_due_as_of_the_visit_and_the_polls(born: date, expected: Standing) -> None:
    assert standing(born) is expected


def test_a_recording_counts_before_anything_else() -> None:
    assert standing(date(2010, 1, 1), recorded=True, link="not_found") is Standing.RECORDED


def test_the_recording_of_a_doubtful_nik_is_nobodys_yet() -> None:
    assert standing(date(2001, 1, 1), recorded=True, link="ask") is Standing.ASK


def test_the_married_may_come_at_fifteen() -> None:
    assert standing(date(2003, 6, 1), ever_married=True) is Standing.DUE


def test_who_they_are_decides_after_their_age() -> None:
    old, young = date(2001, 1, 1), date(2004, 1, 1)
    assert standing(old, link="ask") is Standing.ASK
    assert standing(young, link="ask") is Standing.TOO_YOUNG
    assert standing(old, link="not_found") is Standing.NOT_FOUND
    assert standing(old, link="not_found", nik="1571010101010001") is Standing.ELSEWHERE
    assert standing(old, link="not_found", nik="1504010101010001") is Standing.NOT_FOUND
    assert standing(old, lives_here=False) is Standing.ELSEWHERE


@given(DAYS)
def test_the_too_young_come_on_their_sixteenth_birthday_and_not_a_day_earlier(born: date) -> None:
    facts = PupilFacts(birth_date=born, link="sure")
    found = judge(facts, on=VISIT, polling_day=None, kabupaten_digits="1504")
    assert (found.comes_on is not None) == (age_on(born, VISIT) < 16) == (not found.in_target)
    if found.comes_on:
        assert may_be_recorded(Person(born, False), on=found.comes_on)
        assert not may_be_recorded(Person(born, False), on=found.comes_on - timedelta(days=1))


@given(DAYS)
def test_a_birth_date_is_read_out_of_a_pupils_nik(born: date) -> None:
    nik = f"150403{born.day + 40:02d}{born:%m%y}0001"
    found = rules.born_by_nik(nik, today=VISIT)
    assert found is not None and found <= VISIT and (found.day, found.month) == (born.day, born.month)


def test_spellings_of_one_school_agree() -> None:
    names = ("SMA Negeri 9 Batanghari", "SMAN 9 BATANGHARI", "SMA N 9 Batanghari", "sman-9 batanghari")
    assert len({rules.school_key(name) for name in names}) == 1
    assert rules.school_key("SMKN 5") != rules.school_key("SMAN 5")


@pytest.mark.parametrize(
    ("stated", "name", "kind"),
    [
        ("", "SMK Negeri 5 Batanghari", SchoolKind.SMK),
        ("", "SLB Negeri Batanghari", SchoolKind.SLB),
        ("SMALB", "Harapan Mulia", SchoolKind.SLB),
        ("", "Madrasah Aliyah Nurul Iman", SchoolKind.MA),
        ("MTs", "Nurul Iman", SchoolKind.MTS),
        ("", "MTsN 2 Muara Bulian", SchoolKind.MTS),
        ("", "Ponpes Zulhijjah", SchoolKind.PESANTREN),
    ],
)
def test_kinds_are_told_by_column_or_name(stated: str, name: str, kind: SchoolKind) -> None:
    assert rules.kind_of(stated, name) is kind


@pytest.mark.parametrize(
    "reading",
    [
        lambda: rules.npsn("1234567"),
        lambda: rules.pupils_stated("banyak"),
        lambda: rules.kind_of("", "Kampus Merdeka"),
        lambda: states.after(states.IMPORTS, "done", "confirm"),
    ],
)
def test_what_cannot_be_is_a_numbered_problem(reading: object) -> None:
    with pytest.raises(Problem) as caught:
        reading()  # type: ignore[operator]
    assert caught.value.code.startswith("O39")


def test_numbers_of_pupils_as_people_write_them() -> None:
    found = [rules.pupils_stated(text) for text in ("1.120", "80 siswa", " 7 ", "")]
    assert found == [1120, 80, 7, None]


def test_a_share_may_exceed_a_hundred() -> None:
    over = rules.Share(172, 168, "siswa", "sekolah", VISIT)
    assert str(over.percent) == "102.38" and rules.Share(1, 0, "", "", None).percent is None


@given(st.sampled_from(["read", "fail", "confirm", "taken"]), st.sampled_from(["done", "discarded"]))
def test_what_is_done_stays_done(event: str, state: str) -> None:
    with pytest.raises(Problem):
        states.after(states.IMPORTS, state, event)
