"""S4-1: 1,667 of 2,100 pupils (79.38 %) and 24 of 26 schools (92.31 %): two figures that are never mixed."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jemput.node.accounts.models import User
from jemput.office.residents.models import Resident
from jemput.office.schools import actions
from jemput.office.schools.models import School
from jemput.office.schools.queries.progress import progress, school_rows, unvisited
from tests.integration.office.outing import MONDAY, NOW, make_campaign, make_crew, make_regions
from tests.integration.office.school_cast import (
    bring_roster,
    go_to,
    pupil_of_register,
    record_people,
    roster_row,
    unsaved_pupil,
    write_csv,
)

pytestmark = [pytest.mark.acceptance("S4-1"), pytest.mark.django_db]

DAY = date(2018, 12, 5)
SIZES = {**{f"SMAN {n + 100}": 80 for n in range(1, 25)}, "SMKN 5": 100, "SMAN 9": 80}
RECORDED = {**{f"SMAN {n + 100}": 69 + (n <= 11) for n in range(1, 25)}, "SMKN 5": 0, "SMAN 9": 0}
"""26 schools with 2,100 pupils; the 24 visited ones hold the 1,667 recorded."""


@pytest.fixture
def batanghari(tmp_path: Path) -> None:
    make_regions()
    named = [{"NAMA SEKOLAH": name, "DESA": "Sungai Buluh"} for name in SIZES]
    told = {"source": "Dinas PdK", "as_of": DAY, "by": "sari", "at": NOW}
    actions.import_file(path=write_csv(tmp_path / "sekolah.csv", named), kind="register", **told)  # type: ignore[arg-type]
    rows, recorded, people, number = [], [], [], 0
    for school, size in SIZES.items():
        for k in range(size):
            number += 1
            person = unsaved_pupil(number)
            people.append(person)
            rows.append(roster_row(person, school))
            recorded += [person.nik] if k < RECORDED[school] else []
    Resident.objects.bulk_create(people)
    bring_roster(tmp_path, rows)
    record_people(recorded)
    crew = make_crew()
    visited = list(School.objects.exclude(name__in=("SMKN 5", "SMAN 9")))
    go_to(visited, make_campaign([crew]), crew)


@pytest.mark.usefixtures("batanghari")
def test_two_thousand_pupils_and_twenty_six_schools_are_counted_apart() -> None:
    assert Resident.objects.count() == 2_100
    rows = school_rows(on=DAY)
    found = progress(rows, on=DAY)
    assert (found.pupils.part, found.pupils.whole, str(found.pupils.percent)) == (1_667, 2_100, "79.38")
    assert (found.schools.part, found.schools.whole, str(found.schools.percent)) == (24, 26, "92.31")
    assert found.pupils.of != found.schools.of and found.pupils.as_of == DAY
    assert [row.school.name for row in unvisited(rows)] == ["SMKN 5", "SMAN 9"]
    assert {row.visited_on for row in rows} == {MONDAY, None}
    page = _page("schools:progress")
    assert "79,38\xa0%" in page.replace(" %", "\xa0%") and "1.667 dari 2.100 peserta didik sasaran" in page
    assert "92,31\xa0%" in page.replace(" %", "\xa0%") and "24 dari 26 sekolah sasaran" in page
    sheet = openpyxl.load_workbook(BytesIO(_get("schools:progress", "?export=xlsx"))).worksheets[0]
    assert sheet.max_row == 27


def _page(name: str) -> str:
    return _get(name).decode()


def _get(name: str, query: str = "") -> bytes:
    client = Client()
    user, _ = User.objects.get_or_create(username="kadis", defaults={"role": "head"})
    client.force_login(user)
    return client.get(reverse(name) + query).content


def test_a_school_that_recorded_more_than_it_stated_is_shown_above_a_hundred(tmp_path: Path) -> None:
    make_regions()
    named = [{"NAMA SEKOLAH": "MAN 1", "DESA": "Sungai Buluh", "JUMLAH SISWA": "2"}]
    told = {"source": "Kemenag", "as_of": DAY, "by": "sari", "at": NOW}
    actions.import_file(path=write_csv(tmp_path / "s.csv", named), kind="register", **told)  # type: ignore[arg-type]
    people = [pupil_of_register(n) for n in (1, 2, 3)]
    bring_roster(tmp_path, [roster_row(person, "MAN 1") for person in people])
    record_people([person.nik for person in people])
    found = progress(school_rows(on=DAY), on=timezone.localdate())
    assert (str(found.stated.percent), found.stated.source, str(found.pupils.percent)) == (
        "150.00", "Kemenag", "100.00",
    )  # fmt: skip
