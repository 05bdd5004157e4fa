"""S3-1: 13,000 unrecorded in Trenggalek at the end of December 2018, from 15,317 in November."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.models import User
from jemput.office.regions.models import Home, Region
from jemput.office.residents.actions import StatusWord, add_statuses
from jemput.office.residents.census import counts_as_of
from jemput.office.residents.models import Resident
from tests import cast

pytestmark = [pytest.mark.acceptance("S3-1"), pytest.mark.django_db]
NOVEMBER, DECEMBER = date(2018, 11, 23), date(2018, 12, 27)


@pytest.fixture
def trenggalek() -> list[str]:
    """NIKs of 15,317 people of Kelutan who must have a card and have none."""
    home = cast.village("35.03.11.1005", "Kelutan")
    Home.objects.create(kabupaten=Region.objects.get(code="35.03"))
    niks = [f"350311{n % 28 + 1:02d}{n // 9999 + 1:02d}75{n % 9999 + 1:04d}" for n in range(15_317)]
    Resident.objects.bulk_create(
        [
            Resident(
                nik=nik,
                name="WARGA",
                sex="L",
                birth_date=date(1975, int(nik[8:10]), int(nik[6:8])),
                village=home,
            )
            for nik in niks
        ]
    )
    return niks


def test_13000_are_left_of_15317_once_2317_are_recorded(trenggalek: list[str]) -> None:
    assert counts_as_of(on=NOVEMBER, today=NOVEMBER).inside("35.03").unrecorded == 15_317
    at = datetime(2018, 12, 20, 3, tzinfo=UTC)
    words = [StatusWord(nik, NationalStatus.BIO_CAPTURED, at) for nik in trenggalek[:2_317]]
    add_statuses(words=words, source="Perekaman jemput bola", by="sari", at=at)
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    page = client.get(reverse("residents:eligibility"), {"on": DECEMBER.isoformat()}).content.decode()
    assert "13.000" in page and "15.317" in page and "15,13 %" in page
