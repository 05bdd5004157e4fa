"""S4-3: nothing is asked of a pupil but a photocopy of the family card."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.trips import papers
from jemput.office.trips.rules import Meeting
from tests.integration.office.outing import make_regions
from tests.integration.office.school_cast import bring_roster, make_school, pupil_of_register, roster_row

pytestmark = [pytest.mark.acceptance("S4-3"), pytest.mark.django_db]


def test_the_pages_of_schools_ask_for_a_copy_of_the_family_card_only(tmp_path: Path) -> None:
    make_regions()
    school = make_school()
    bring_roster(tmp_path, [roster_row(pupil_of_register(1), school.name)])
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    for address in (reverse("schools:school", args=[school.pk]), reverse("schools:upload")):
        assert "fotokopi kartu keluarga" in client.get(address).content.decode().lower()


def test_the_paper_for_a_visit_to_a_school_asks_for_the_same() -> None:
    assert papers._BRING[Meeting.SCHOOL] == "fotokopi kartu keluarga saja"
