"""Eligibility as of a date: the census gives what counting everybody gives, and the pages show it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from unittest import mock

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel import eligibility
from jemput.kernel.nik import Person
from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.models import User
from jemput.node.ledger.models import Access
from jemput.office.regions.models import Home, Region
from jemput.office.residents import actions, census, recounting
from jemput.office.residents.models import PollingDay, Resident
from jemput.office.residents.rules import Born, as_of_groups
from tests import cast
from tests.cast import AT, BY

TODAY, POLLING = date(2018, 12, 5), date(2019, 4, 17)
days = st.dates(date(1950, 1, 1), date(2018, 12, 31))


@given(born=days, married=st.booleans(), on=days, today=days)
def test_the_groups_say_what_the_kernel_says(born: date, married: bool, on: date, today: date) -> None:
    person = Person(born, married)
    named = {g.name for g in as_of_groups(on=on, today=today) if g.has(Born(born, born), married)}
    assert ("must_have" in named) == eligibility.must_have_card(person, on=on)
    kia = bool(named & {"kia_with_photo", "kia_without_photo"})
    assert kia == eligibility.may_have_kia(person, on=today)
    early = eligibility.may_be_recorded(person, on=today) and not eligibility.must_have_card(person, on=today)
    assert ("sixteen" in named) == early


@pytest.fixture
def village(db: None) -> Region:
    home = cast.village()
    Home.objects.create(kabupaten=Region.objects.get(code="15.04"))
    for number, born in enumerate(
        ("1962-07-05", "2001-12-05", "2001-12-06", "2002-04-17", "2002-04-18", "2002-12-06", "2015-01-01"), 1
    ):
        cast.resident(number, born=date.fromisoformat(born))
    word = actions.StatusWord("1504034507620001", NationalStatus.PRINT_READY_RECORD, AT)
    actions.add_statuses(words=[word], source="Pusat", by=BY, at=AT)
    return home


def test_a_village_as_of_polling_day(village: Region) -> None:
    found = census.counts_as_of(on=POLLING, today=TODAY).inside("15.04")
    assert (found.must_have, found.recorded, found.unrecorded) == (4, 1, 3)
    assert (found.first_timers, found.sixteen, found.voters) == (2, 3, 4)
    assert (found.kia_with_photo, found.kia_without_photo) == (4, 1)


def test_the_census_counts_what_looking_at_everybody_counts(village: Region) -> None:
    everybody = census.counts_as_of(on=POLLING, today=TODAY)
    with mock.patch.object(census, "LIVE_LIMIT", 0), mock.patch.object(recounting, "LIVE_LIMIT", 0):
        assert recounting.recount_if_stale(AT) > 0 and recounting.recount_if_stale(AT) == 0
        counted = census.counts_as_of(on=POLLING, today=TODAY)
    assert counted.counted_at == AT and counted.villages == everybody.villages


def test_soldiers_do_not_vote(village: Region) -> None:
    Resident.objects.filter(nik="1504034507620001").update(occupation=6)
    assert census.counts_as_of(on=POLLING, today=TODAY).inside(village.code).voters == 3


def head(client: Client, role: str = "head") -> Client:
    client.force_login(User.objects.create_user(username=role, password="x", role=role))
    return client


def test_the_pages_name_source_and_lead_from_kabupaten_to_people(client: Client, village: Region) -> None:
    recounting.set_polling_day(name="Pemilu", day=date(timezone.localdate().year + 1, 4, 17), by=BY, at=AT)
    page = head(client).get(reverse("residents:eligibility")).content.decode()
    assert "Muara Bulian" in page and "Sumber: register" in page and "Pemilu" in page
    inside = client.get(reverse("residents:eligibility"), {"region": "15.04.03"}).content.decode()
    assert "Sungai Buluh" in inside
    asked = {"on": "2019-04-17", "group": "unrecorded", "region": village.code}
    people = client.get(reverse("residents:eligible-people"), asked).content.decode()
    assert "SITI AMINAH 2" in people and "SITI AMINAH 5" not in people and "1504••••••••" in people


def test_full_numbers_of_voters_need_a_reason_that_is_kept(client: Client, village: Region) -> None:
    asked = {"on": "2019-04-17", "region": village.code, "full": "on"}
    refused = head(client).post(reverse("residents:voters-export"), asked)
    assert refused.status_code >= 400
    file = client.post(reverse("residents:voters-export"), {**asked, "reason": "surat KPU 12"})
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0)
    table = rows.to_python()
    assert table[0][:3] == ["NOMOR KK", "NIK", "NAMA"] and len(table) == 5
    assert "1504034507620001" in {row[1] for row in table}
    assert Access.objects.filter(reason="surat KPU 12", nik="1504034507620001").exists()


def test_masked_voters_and_a_polling_day(client: Client, village: Region) -> None:
    file = head(client).post(reverse("residents:voters-export"), {"on": "2019-04-17", "region": village.code})
    table = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0)
    assert all("••••" in str(row[1]) for row in table.to_python()[1:])
    client.post(reverse("residents:polling-day"), {"name": "Pilkada", "day": "2029-06-27"})
    assert PollingDay.objects.get().name == "Pilkada"
