"""A full NIK: asked for with a reason, kept, shown a minute, thirty an hour."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from jemput.node.ledger.errors import ReasonNeeded, TooManyReveals
from jemput.node.ledger.models import Access, Entry
from jemput.node.ledger.reading import REVEALS_PER_HOUR, Reading, reveal_nik
from jemput.office.residents.models import Resident
from tests.integration.office.outing import NOW, make_names, make_regions
from tests.integration.office.planted import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti() -> Resident:
    make_regions()
    return make_names(1)[0].resident  # type: ignore[return-value]


def test_without_a_reason_nothing_is_shown(siti: Resident) -> None:
    address = reverse("residents:reveal", args=[siti.pk])
    for told in ({"why": "", "reason": ""}, {"why": "", "reason": "x"}):
        assert siti.nik not in client_of("verifier").post(address, told).content.decode()
    assert not Access.objects.filter(kind=Reading.NIK).exists()


def test_a_reason_shows_it_for_a_minute_and_is_kept(siti: Resident) -> None:
    address = reverse("residents:reveal", args=[siti.pk])
    page = client_of("verifier").post(address, {"why": "", "reason": "surat RT 3"})
    assert siti.nik in page.content.decode()
    assert page["Refresh"].startswith("60;") and page["Cache-Control"] == "no-store"
    kept = Access.objects.get(kind=Reading.NIK)
    assert (kept.nik, kept.by, kept.reason) == (siti.nik, "verifier-x", "surat RT 3")
    assert Entry.objects.get(action="nik.viewed").details == {"reason": "surat RT 3"}


def test_inside_the_page_the_number_hides_itself(siti: Resident) -> None:
    address, htmx = reverse("residents:reveal", args=[siti.pk]), {"HX-Request": "true"}
    client = client_of("verifier")
    part = client.post(address, {"why": "compare"}, headers=htmx).content.decode()
    assert siti.nik in part and "delay:60s" in part and "<html" not in part
    assert siti.nik not in client.get(f"{address}?hide=1", headers=htmx).content.decode()


@pytest.mark.parametrize("role", ["planner", "printer", "village", "partner", "operator", "supervisor"])
def test_others_may_not_open_it(siti: Resident, role: str) -> None:
    address = reverse("residents:reveal", args=[siti.pk])
    assert client_of(role).post(address, {"why": "counter"}).status_code == 403


def test_thirty_an_hour_and_then_a_number() -> None:
    told = {"nik": "1504030101900001", "subject": "resident 1", "by": "sari", "reason": "di loket"}
    for minute in range(REVEALS_PER_HOUR):
        reveal_nik(**told, at=NOW + timedelta(minutes=minute))
    with pytest.raises(TooManyReveals):
        reveal_nik(**told, at=NOW + timedelta(minutes=59))
    reveal_nik(**told, at=NOW + timedelta(minutes=61))
    reveal_nik(**{**told, "by": "eko"}, at=NOW + timedelta(minutes=59))
    assert Access.objects.count() == REVEALS_PER_HOUR + 2


def sheet(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_a_full_sheet_wants_a_reason_and_stands_in_each_trail(siti: Resident) -> None:
    address, asked = reverse("residents:search"), {"full-niks": "table-rows", "reason": "diminta pusat"}
    taken = client_of("verifier").post(address, asked)
    assert siti.nik in sheet(taken.content)
    rows = Access.objects.filter(kind=Reading.FULL_SHEET)
    assert rows.get(nik="").rows == 1 and rows.get(nik=siti.nik).reason == "diminta pusat"
    assert client_of("verifier").post(address, {**asked, "reason": " "}).status_code == ReasonNeeded.status
    assert Entry.objects.filter(action="niks.exported").count() == 1


def test_a_masked_sheet_is_kept_with_its_count(siti: Resident) -> None:
    taken = client_of("verifier").get(reverse("residents:search"), {"export": "xlsx", "q": siti.nik})
    kept = Access.objects.get(kind=Reading.SHEET)
    assert siti.nik not in sheet(taken.content) and kept.rows == 1 and siti.nik not in kept.subject


def test_who_may_not_export_in_full_gets_nothing(siti: Resident) -> None:
    asked = {"full-niks": "table-rows", "reason": "ingin tahu"}
    assert client_of("planner").post(reverse("roster:names"), asked).status_code == 403
    assert not Access.objects.filter(kind=Reading.FULL_SHEET).exists()
