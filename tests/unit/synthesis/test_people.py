"""An invented register obeys the rules of real ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.eligibility import age_on
from jemput.kernel.nik import Nik, Sex
from jemput.synthesis.errors import NoVillages
from jemput.synthesis.households import Position
from jemput.synthesis.people import VillageSeed, make_register, quotas
from tests.unit.synthesis.hamlet import AS_OF, VILLAGES, register


def test_the_same_seed_makes_the_same_people() -> None:
    assert make_register(VILLAGES, 300, 11, AS_OF) == make_register(VILLAGES, 300, 11, AS_OF)
    assert make_register(VILLAGES, 300, 11, AS_OF) != make_register(VILLAGES, 300, 12, AS_OF)


def test_every_nik_is_valid_and_unique() -> None:
    people = register()
    assert len({Nik(person.nik) for person in people}) == len(people) == 6000
    assert all(person.nik.sex is person.sex for person in people)


def test_few_niks_carry_another_birth_date() -> None:
    differing = sum(
        (p.birth_date.day, p.birth_date.month, p.birth_date.year % 100) != p.nik.day_month_year
        for p in register()
    )
    assert 0 < differing < 0.01 * len(register())


def test_villages_get_their_share() -> None:
    counts = Counter(person.village_code for person in register())
    assert counts == {"15.04.03.2019": 3000, "15.04.04.2014": 1000, "15.04.01.1001": 2000}


@given(
    st.lists(st.floats(0, 50), min_size=1, max_size=9).filter(lambda w: sum(w) > 0.01), st.integers(0, 999)
)
def test_quotas_sum_exactly(weights: list[float], residents: int) -> None:
    villages = [VillageSeed(f"15.04.01.{2001 + i}", "X", weight) for i, weight in enumerate(weights)]
    shares = quotas(villages, residents)
    assert sum(count for _, count in shares) == residents
    assert all(abs(count - v.weight * residents / sum(weights)) <= 1 for v, count in shares)


def test_without_weights_there_is_nowhere_to_live() -> None:
    with pytest.raises(NoVillages):
        make_register([VillageSeed("15.04.03.2019", "Sungai Buluh", 0)], 10, 1, AS_OF)


def test_ages_make_a_plausible_pyramid() -> None:
    ages = [age_on(person.birth_date, AS_OF) for person in register()]
    share = {low: sum(low <= age < low + 15 for age in ages) / len(ages) for low in (0, 15, 30, 45, 60)}
    assert 0.20 < share[0] < 0.28
    assert share[0] + 0.06 > share[15] > share[30] > share[45] > share[60] > 0.04
    assert sum(age in (16, 17) for age in ages) > 0.02 * len(ages)
    assert 0.045 < sum(age >= 65 for age in ages) / len(ages) < 0.085
    assert min(person.birth_date for person in register()) > date(1910, 1, 1)
    assert max(person.birth_date for person in register()) < AS_OF


def test_families_share_a_card_with_one_head() -> None:
    families = defaultdict(list)
    for person in register():
        families[person.family_card].append(person)
    assert 3.0 < len(register()) / len(families) < 3.8
    for family in families.values():
        assert [p.family_position for p in family].count(Position.HEAD) == 1
        assert len({(p.address, p.rt, p.rw, p.village_code) for p in family}) == 1


def test_children_carry_their_parents_names() -> None:
    heads = {p.family_card: p for p in register() if p.family_position == Position.HEAD}
    wives = {p.family_card: p for p in register() if p.family_position == Position.WIFE}
    children = [p for p in register() if p.family_position == Position.CHILD and p.family_card in wives]
    assert len(children) > 1000
    for child in children:
        assert child.father_name in heads[child.family_card].name
        assert child.mother_name in wives[child.family_card].name
        assert child.birth_date > wives[child.family_card].birth_date


def test_marriage_agrees_with_the_code_and_the_age() -> None:
    assert all(person.ever_married == (person.marital_status != 1) for person in register())
    assert not any(person.ever_married and age_on(person.birth_date, AS_OF) < 15 for person in register())


def test_names_are_short_capitals_and_one_in_five_is_a_single_word() -> None:
    names = [person.name for person in register()]
    assert all(0 < len(name) <= 60 and name == name.upper() == name.strip() for name in names)
    assert 0.14 < sum(" " not in name for name in names) / len(names) < 0.26
    assert len(set(names)) > 0.5 * len(names)


def test_codes_stay_inside_their_lists() -> None:
    for person in register():
        assert 1 <= person.religion <= 7
        assert 1 <= person.blood_type <= 13
        assert 1 <= person.education <= 10
        assert 1 <= person.occupation <= 88
        assert person.sex in (Sex.MALE, Sex.FEMALE)


def test_peoples_follow_the_province() -> None:
    borneo = make_register([VillageSeed("61.06.15.2004", "Miau Merah", 1)], 900, 3, AS_OF)
    java = make_register([VillageSeed("35.03.11.1005", "Kelutan", 1)], 900, 3, AS_OF)
    assert sum(p.religion in (2, 3) for p in borneo) > 0.3 * 900
    assert sum(p.religion == 1 for p in java) > 0.9 * 900
