"""S2-2: 97 % local against 92 % national, side by side; the denominators differ; nothing is clamped."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.coverage.actions import StatementForm, state_coverage
from jemput.office.coverage.comparing import read_counter_list
from jemput.office.coverage.figures import Claim, Figure, reconcile
from jemput.office.coverage.models import CounterList
from tests.integration.office.outing import NOW, make_regions

pytestmark = pytest.mark.acceptance("S2-2")

CENTRAL = Claim("Pusat", date(2018, 1, 5), None, 155_769, 169_067, "wajib KTP")
LOCAL = Claim("Dinas", date(2018, 2, 26), share=Decimal(97))


def test_97_percent_of_the_central_denominator_means_8226_more_people() -> None:
    found = reconcile(LOCAL, CENTRAL)
    assert found.implied_people == 163_995
    assert found.difference == 8_226


def test_the_denominators_must_differ() -> None:
    found = reconcile(LOCAL, CENTRAL)
    assert not found.same_denominator_possible
    assert found.fitting_denominator == 160_586


def test_more_than_a_hundred_percent_is_shown_as_it_is() -> None:
    later = Figure(176_526, 172_262, "wajib KTP", "Dinas", date(2019, 11, 21))
    assert later.percent() == "102,48 %"


@pytest.fixture
def office(db: None) -> Client:
    """The head at the office, where both claims are known."""
    make_regions([("61.06.15.2004", "Miau Merah", 0.5, 112.0)])
    central = StatementForm(
        "61.06", "central", "Pusat", date(2018, 1, 5), part=155_769, denominator=169_067, denominator_name="x"
    )
    local = StatementForm(
        "61.06", "local", "Dinas", date(2018, 2, 26), share=Decimal(97), period="Semester I"
    )
    for form in (central, local):
        state_coverage(form=form, by="sari", at=NOW)
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    return client


def test_the_page_says_so_in_words(office: Client) -> None:
    text = office.get(reverse("coverage:reconcile")).content.decode()
    assert "97 % berarti 163.995 orang" in text and "8.226 orang" in text
    assert "Penyebutnya berbeda." in text
    assert "Semester I" in text and "5 Jan 2018" in text


def hand_in(office: Client, side: str, as_of: str, numbers: Sequence[int]) -> None:
    rows = "".join(f"610615{n % 28 + 1:02d}0190{n:04d};ORANG;SUDAH\n" for n in numbers)
    file = SimpleUploadedFile(f"{side}.csv", ("NIK;NAMA;STATUS REKAM\n" + rows).encode())
    told = {"file": file, "side": side, "source": f"daftar {side}", "as_of": as_of}
    office.post(reverse("coverage:counter-upload"), told)
    read_counter_list(counter_list=CounterList.objects.order_by("-pk")[0], at=NOW)


def test_the_difference_is_explained_person_by_person(office: Client) -> None:
    # 900 people on both lists, 8,300 on the local one only, 100 on the center's only, 26 local rows twice.
    hand_in(office, "central", "2018-01-05", [*range(1, 901), *range(9301, 9401)])
    hand_in(office, "local", "2018-02-26", [*range(1, 9201), *range(1, 27)])
    text = office.get(reverse("coverage:reconcile")).content.decode()
    assert "Dari selisih 8.226 orang, 8.226 dijelaskan oleh nama" in text
    assert "8.300 terekam hanya menurut lokal, dikurangi 100 hanya menurut pusat" in text
    assert "<strong>0 orang belum dijelaskan</strong>" in text
    named = office.get(reverse("coverage:persons"), {"kind": "only_central", "export": "xlsx"})
    assert named["Content-Type"].endswith("sheet")


def test_what_no_list_explains_is_said(office: Client) -> None:
    hand_in(office, "central", "2018-01-05", range(1, 101))
    hand_in(office, "local", "2018-02-26", range(1, 8301))
    text = office.get(reverse("coverage:reconcile")).content.decode()
    assert "8.200 dijelaskan oleh nama" in text and "<strong>26 orang belum dijelaskan</strong>" in text
