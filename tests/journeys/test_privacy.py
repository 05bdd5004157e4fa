"""The duties to the people in the register: why a NIK was opened, 72 hours, and a breach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tools.screenshots import write

from tests.journeys.browsing import DESK, PHONE
from tests.journeys.cast import BUDI, SITI
from tests.journeys.conftest import Arrive
from tests.journeys.people.privacy import PrivacyOfficer
from tests.journeys.pictures import LARGEST_BYTES, VARIABLE
from tests.journeys.stage import Stage


@pytest.fixture
def officer(arrive: Arrive, on_stage: Stage) -> PrivacyOfficer:
    """Pak Hasan, who answers for privacy himself."""
    came = arrive(PrivacyOfficer, on_stage.office).signed_in_as("kepala")
    assert isinstance(came, PrivacyOfficer)
    return came


def keep(officer: PrivacyOfficer, name: str) -> None:
    """Keep the page for the documents as a desk and a phone show it, where a folder is named."""
    folder = os.environ.get(VARIABLE, "")
    for suffix, (width, height) in (("", DESK), ("-phone", PHONE)) if folder else ():
        officer.page.set_viewport_size({"width": width, "height": height})
        officer.page.wait_for_timeout(600)
        write(
            Path(folder) / f"office-privacy-{name}{suffix}", officer.page.screenshot(), largest=LARGEST_BYTES
        )
    officer.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def test_a_nik_is_opened_for_a_reason_that_stays(officer: PrivacyOfficer) -> None:
    # Given somebody who stands at the counter
    officer.opens_the_page_of(SITI)
    # When the full number is asked for with a reason
    officer.asks_for_the_full_nik("orangnya di loket")
    keep(officer, "nik")
    officer.sees_the_nik(SITI)
    # Then the reason stands in that person's trail
    officer.sees_in_the_trail_of(SITI, "membuka NIK lengkap", "orangnya di loket")
    keep(officer, "trail")


def test_a_request_is_answered_within_72_hours(officer: PrivacyOfficer) -> None:
    # Given that Budi asked two and a half days ago
    officer.registers_a_request_of(BUDI, hours_ago=60)
    # When the copy is made and handed over
    said = officer.takes_the_copy()
    keep(officer, "request")
    assert BUDI.name in said and BUDI.nik in said and SITI.nik not in said
    officer.hands_it_over()
    # Then the trail tells Budi so
    officer.sees_in_the_trail_of(BUDI, "mengekspor seluruh data orangnya")


def test_a_breach_is_registered_told_and_reviewed(officer: PrivacyOfficer) -> None:
    # Given a trip sheet that was left behind
    officer.registers_an_incident("Lembar tertinggal", of=SITI)
    keep(officer, "incident")
    # When the authority and Siti are told by letter
    officer.tells_everybody()
    # Then it closes with what was learned
    officer.closes_it("Lembar dihitung sebelum pulang")


def test_the_terms_stand_there_to_be_read(officer: PrivacyOfficer) -> None:
    # Given a head who wants to know how long things are kept
    officer.enters("Privasi")
    officer.page.locator(".tabs").get_by_role("link", name="Masa simpan").click()
    officer.sees("Jejak akses", "1.825 hari", "Foto dan lampiran temuan")
    keep(officer, "retention")
    # When they ask what would go tonight
    officer.follows("Lihat yang akan dihapus")
    # Then they see it, and nothing is gone
    officer.sees("Malam ini tidak ada yang dihapus.")
