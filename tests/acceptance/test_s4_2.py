"""S4-2: pupils may be recorded from sixteen; who is younger is told the day."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.residents.models import PollingDay
from jemput.office.schools.queries.progress import school_rows
from jemput.office.schools.queries.standings import due_by_place, due_pupils, pupil_rows
from jemput.office.schools.rules import Standing
from tests.integration.office.outing import NOW, make_campaign, make_crew, make_regions
from tests.integration.office.school_cast import (
    VISIT,
    bring_roster,
    go_to,
    make_school,
    pupil_of_register,
    roster_row,
)

pytestmark = [pytest.mark.acceptance("S4-2"), pytest.mark.django_db]

BORN = {
    Standing.DUE: date(2001, 5, 1),
    Standing.DUE_BY_POLL: date(2002, 1, 15),
    Standing.TOO_YOUNG: date(2002, 12, 20),
}


def test_the_potential_of_a_school_from_sixteen_on(tmp_path: Path) -> None:
    make_regions()
    PollingDay.objects.create(name="Pemilu 2019", day=date(2019, 4, 17), set_by="x", set_at=NOW)
    school = make_school()
    people = {standing: pupil_of_register(n, born=day) for n, (standing, day) in enumerate(BORN.items(), 1)}
    bring_roster(tmp_path, [roster_row(person, school.name) for person in people.values()])
    rows = {row.nik: row for row in pupil_rows(on=VISIT, school=school)}
    assert {rows[person.nik].standing for person in people.values()} == set(BORN)
    assert rows[people[Standing.TOO_YOUNG].nik].comes_on == date(2018, 12, 20)
    (row,) = school_rows(on=VISIT)
    assert (row.target, row.due) == (2, 2)
    assert due_by_place(on=VISIT) == {school.place_id: 2} and len(due_pupils(school, on=VISIT)) == 2


def test_age_counts_on_the_day_of_the_planned_visit(tmp_path: Path) -> None:
    make_regions()
    school, person = make_school(), pupil_of_register(1, born=date(2002, 12, 4))
    bring_roster(tmp_path, [roster_row(person, school.name)])
    assert pupil_rows(on=date(2018, 12, 1), school=school)[0].standing is Standing.TOO_YOUNG
    crew = make_crew()
    go_to([school], make_campaign([crew]), crew, day=VISIT)
    assert pupil_rows(on=date(2018, 12, 1), school=school)[0].standing is Standing.DUE


def test_the_page_says_when_the_too_young_may_come(tmp_path: Path) -> None:
    make_regions()
    school = make_school()
    bring_roster(tmp_path, [roster_row(pupil_of_register(1, born=date(2099 - 83, 12, 20)), school.name)],
                 as_of=date(2018, 12, 5))  # fmt: skip
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    page = client.get(reverse("schools:school", args=[school.pk])).content.decode()
    assert "Bisa mulai 20 Des 2032" in page
