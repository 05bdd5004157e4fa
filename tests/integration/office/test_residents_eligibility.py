"""Who must have a card, may be recorded, may have a KIA: the database's answer equals the pure rule's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jemput.kernel import eligibility
from jemput.kernel.nik import Person
from jemput.office.residents.models import Marital, Resident, ResidentQuerySet
from jemput.office.residents.rules import born_by
from tests import cast

days = st.dates(date(1920, 1, 1), date(2018, 12, 31))
Word = Callable[[date], ResidentQuerySet]


class TheDatabaseAgrees(TestCase):
    """One resident, any birth date, any marital status, any day asked about."""

    @settings(max_examples=60, deadline=None)
    @given(born=days, on=days, marital=st.sampled_from(Marital.values))
    @example(born=date(2000, 2, 29), on=date(2017, 2, 28), marital=1)
    @example(born=date(2000, 2, 29), on=date(2017, 3, 1), marital=1)
    @example(born=date(2001, 2, 28), on=date(2020, 2, 29), marital=1)
    @example(born=date(2018, 2, 26), on=date(2018, 2, 26), marital=1)
    def test_with_the_kernel(self, born: date, on: date, marital: int) -> None:
        """Each queryset word finds the resident exactly where the rule says yes."""
        home = cast.village()
        Resident.objects.create(
            nik="1504034507620001", name="SITI", sex="P", birth_date=born, marital=marital, village=home
        )
        person = Person(born, marital != Marital.SINGLE)
        people = Resident.objects.all()
        assert people.must_have_card(on).exists() == eligibility.must_have_card(person, on=on)
        assert people.may_be_recorded(on).exists() == eligibility.may_be_recorded(person, on=on)
        assert people.may_have_kia(on).exists() == eligibility.may_have_kia(person, on=on)


@given(days, st.integers(0, 60))
def test_the_bound_is_the_last_day_that_reaches_the_age(on: date, age: int) -> None:
    bound = born_by(on, age)
    assert eligibility.age_on(bound, on) >= age
    assert eligibility.age_on(bound + timedelta(days=1), on) < age
