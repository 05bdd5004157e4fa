"""Duplicates inside the register: found by a task, answered once, merged by two, cleaned with a letter."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.actions import add_account
from jemput.node.ledger.models import Entry
from jemput.office.residents import duplicate_jobs, duplicates
from jemput.office.residents.duplicate_models import DuplicateSearch, RegisterPair
from jemput.office.residents.errors import LetterMissing, PairDecided, SearchRunning
from jemput.office.residents.models import BaseStatus, Resident
from jemput.office.roster import actions
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
SARI: actions.Stamp = {"by": "sari", "at": AT}
EKO: actions.Stamp = {"by": "eko", "at": AT}
FIRST = ("BUDI", "RATNA", "YUSUF", "KARTINI", "EFENDI", "MARLINA", "DARMAWAN", "ASNAH")
LAST = ("SANTOSO", "HALIM", "LUBIS", "SAPUTRA", "HARTONO", "WIBOWO")


@pytest.fixture
def twice() -> tuple[Resident, Resident]:
    """One woman with two NIKs among three hundred others, so that names have frequencies."""
    home = cast.village()
    Resident.objects.bulk_create(
        Resident(
            nik=f"150403{n % 28 + 41:02d}{n % 12 + 1:02d}{50 + n % 40}{n + 10:04d}",
            name=f"{FIRST[n % 8]} {LAST[n // 8 % 6]}",
            sex="P",
            birth_date=date(1950 + n % 40, n % 12 + 1, n % 28 + 1),
            village=home,
            mother_name=f"{FIRST[(n + 3) % 8]} {LAST[(n + 2) % 6]}",
        )
        for n in range(300)
    )
    told = {"name": "XAVERIA KHOLIFAH", "mother_name": "ZUBAIDAH QOMARIAH", "village": home, "sex": "P"}
    first, second = (
        Resident.objects.create(nik=nik, birth_date=date(1988, 3, 9), **told)
        for nik in ("1504034903880001", "3273014903880004")
    )
    return first, second


@pytest.fixture
def pair(twice: tuple[Resident, Resident]) -> RegisterPair:
    """The question that the search asks."""
    searched()
    return RegisterPair.objects.get(first=twice[0], second=twice[1])


def searched() -> DuplicateSearch:
    search = duplicates.order_search(from_probability=0.5, **SARI)
    return duplicates.run_search(search=search, at=AT)


def test_the_search_finds_her_and_says_how_far_it_is(twice: tuple[Resident, Resident]) -> None:
    search = duplicates.order_search(from_probability=0.5, **SARI)
    with pytest.raises(SearchRunning):
        duplicates.order_search(from_probability=0.5, **EKO)
    duplicate_jobs.search_register.func(search.pk)
    search.refresh_from_db()
    assert (search.state, search.people) == ("done", 302) and search.pairs == search.fresh >= 1
    found = RegisterPair.objects.get(first=twice[0], second=twice[1])
    assert found.probability >= 0.5 and {"name", "nik"} <= {step["field"] for step in found.steps}


def test_two_people_are_never_asked_about_again(pair: RegisterPair) -> None:
    actions.part_pair(pair=pair, **SARI)
    search = searched()
    pair.refresh_from_db()
    assert pair.state == "different" and search.fresh == 0
    assert actions.hand_pair(**EKO) != pair


def test_an_open_pair_that_is_no_longer_likely_goes_away(pair: RegisterPair) -> None:
    second = pair.second
    second.name, second.birth_date, second.mother_name = "GUNAWAN SUSILO", date(1950, 1, 1), "RAHMAWATI"
    second.save()
    searched()
    assert not RegisterPair.objects.filter(pk=pair.pk).exists()


def test_the_dead_are_not_searched(twice: tuple[Resident, Resident]) -> None:
    Resident.objects.filter(pk=twice[1].pk).update(base_status=BaseStatus.DEAD)
    searched()
    assert not RegisterPair.objects.filter(second=twice[1]).exists()


def test_one_person_takes_two_clerks_and_a_letter(pair: RegisterPair) -> None:
    proposal = actions.propose_pair(pair=pair, reason="Nama, lahir, dan ibu sama", **SARI)
    with pytest.raises(PairDecided):
        actions.part_pair(pair=pair, **EKO)
    actions.confirm_merge(proposal=proposal, **EKO)
    assert {pair.first.base_status, pair.second.base_status} == {BaseStatus.ALIVE}
    with pytest.raises(LetterMissing):
        duplicates.clean(pair=pair, keep=pair.first.nik, document=" ", **EKO)
    duplicates.clean(pair=pair, keep=pair.first.nik, document="470/12/2018", **EKO)
    pair.second.refresh_from_db()
    assert pair.second.base_status == BaseStatus.INVALID
    acts = Entry.objects.filter(action__startswith="register_pair.").values_list("action", "by")
    assert list(acts) == [
        ("register_pair.propose", "sari"),
        ("register_pair.confirm", "eko"),
        ("register_pair.clean", "eko"),
    ]


def test_a_withdrawn_or_refused_pair_is_asked_again(pair: RegisterPair) -> None:
    proposal = actions.propose_pair(pair=pair, reason="Nama dan ibu sama", **SARI)
    actions.refuse_merge(proposal=proposal, because="Saudara kembar", **EKO)
    assert actions.hand_pair(**SARI) == pair


# --- pages ---


@pytest.fixture
def clerk(client: Client) -> Client:
    """Sari, signed in."""
    user = add_account(
        username="sari", password="rahasia-sekali", role="verifier", full_name="S", by="t", at=AT
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_asks_side_by_side_and_a_key_parts(pair: RegisterPair, clerk: Client) -> None:
    page = clerk.get(reverse("roster:pair-queue"), follow=True).content.decode()
    assert f'data-question="pair-{pair.pk}"' in page and pair.first.nik not in page
    clerk.post(reverse("roster:pair-part", args=[pair.pk]))
    clerk.post(reverse("roster:pair-undo"))
    pair.refresh_from_db()
    assert pair.state == "asked"


def test_the_search_shows_its_progress(twice: tuple[Resident, Resident], clerk: Client) -> None:
    clerk.post(reverse("roster:pair-search"))
    DuplicateSearch.objects.update(state="reading", done=20, total=50)
    assert "20 dari 50" in clerk.get(reverse("roster:pair-progress")).content.decode()
    DuplicateSearch.objects.update(state="done", people=50, ended_at=AT)
    over = clerk.get(reverse("roster:pair-progress"))
    assert over["HX-Refresh"] == "true"
    assert "50 orang" in clerk.get(reverse("roster:pairs")).content.decode()


def test_the_ministry_s_list_has_full_niks_and_is_noted(pair: RegisterPair, clerk: Client) -> None:
    proposal = actions.propose_pair(pair=pair, reason="Nama dan ibu sama", by="rina", at=AT)
    actions.confirm_merge(proposal=proposal, **EKO)
    sheet = clerk.post(reverse("roster:pair-ministry"))
    rows = list(openpyxl.load_workbook(BytesIO(sheet.content)).worksheets[0].values)
    assert {pair.first.nik, pair.second.nik, "Nama dan ibu sama"} <= set(rows[1])
    assert Entry.objects.get(action="register_pairs.exported").details == {"pairs": 1}
