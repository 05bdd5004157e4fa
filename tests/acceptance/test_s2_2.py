"""S2-2: 97 % local against 92 % national, side by side; the denominators differ; nothing is clamped."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.coverage.actions import StatementForm, state_coverage
from jemput.office.coverage.figures import Claim, Figure, reconcile
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


@pytest.mark.django_db
def test_the_page_says_so_in_words() -> None:
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
    text = client.get(reverse("coverage:reconcile")).content.decode()
    assert "97 % berarti 163.995 orang" in text and "8.226 orang" in text
    assert "Penyebutnya berbeda." in text
