"""S2-1: 155,769 recorded of 169,067 wajib KTP on 5 January 2018 by the center: 92.13 %, 13,298 left."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.coverage.actions import StatementForm, state_coverage
from jemput.office.coverage.figures import Figure
from jemput.office.coverage.queries.statements import side_by_side
from tests.integration.office.outing import NOW, make_regions

pytestmark = pytest.mark.acceptance("S2-1")

FIGURE = Figure(155_769, 169_067, "wajib KTP", "Pusat", date(2018, 1, 5))


def test_the_share_is_92_13_percent() -> None:
    assert FIGURE.share == Decimal("92.13")
    assert FIGURE.percent("id") == "92,13 %" and FIGURE.percent("en") == "92.13 %"


def test_13298_are_left() -> None:
    assert FIGURE.rest == 13_298


def test_the_figure_names_denominator_source_and_date() -> None:
    assert (FIGURE.denominator_name, FIGURE.source, FIGURE.as_of) == ("wajib KTP", "Pusat", date(2018, 1, 5))


@pytest.mark.django_db
def test_the_centers_statement_is_kept_as_it_was_made() -> None:
    make_regions([("61.06.15.2004", "Miau Merah", 0.5, 112.0)])
    form = StatementForm(
        region_code="61.06", side="central", source="Pusat", as_of=date(2018, 1, 5),
        part=155_769, denominator=169_067, denominator_name="wajib KTP",
    )  # fmt: skip
    state_coverage(form=form, by="sari", at=NOW)
    central = side_by_side("61.06").central
    assert central is not None and central.claim.figure() == FIGURE


@pytest.mark.django_db
def test_the_page_shows_the_centers_figure_with_denominator_source_and_date() -> None:
    make_regions([("61.06.15.2004", "Miau Merah", 0.5, 112.0)])
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    told = {
        "side": "central", "subject": "recorded", "source": "Pusat", "as_of": "2018-01-05",
        "part": 155769, "denominator": 169067, "denominator_name": "wajib KTP",
    }  # fmt: skip
    client.post(reverse("coverage:state"), told)
    page = client.get(reverse("coverage:figures")).content.decode()
    assert "92,13 %" in page and "155.769" in page and "169.067" in page
    assert "wajib KTP" in page and "Pusat" in page and "5 Jan 2018" in page
