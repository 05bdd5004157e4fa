"""Linking: sure where it is sure, a clerk where it is not, and nobody is two people's name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.actions import add_account
from jemput.office.residents.models import Resident
from jemput.office.roster import actions, link_pages, link_queue
from jemput.office.roster.errors import AlreadyLinked, NotNow
from jemput.office.roster.models import ListImport, ListName
from jemput.office.roster.rules import match_key
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Resident]:
    """Siti and forty neighbors, so that names have frequencies."""
    return [cast.resident(n, born=date(1960 + n % 30, 1 + n % 12, 1 + n % 28)) for n in range(1, 42)]


def listed(nik: str, name: str, born: date | None = None, **more: Any) -> ListName:
    brought, _ = ListImport.objects.get_or_create(
        source="Pusat", as_of=date(2018, 12, 1), state="imported", defaults={"by": BY, "at": AT}
    )
    village = cast.village()
    return ListName.objects.create(
        list_import=brought,
        last_import=brought,
        row_number=ListName.objects.count() + 2,
        match_key=match_key(nik, name, born, village.code),
        nik=nik,
        name=name,
        birth_date=born,
        village=village,
        **more,
    )


def link(name: ListName) -> ListName:
    actions.link_list(list_import=name.list_import, by=BY, at=AT)
    name.refresh_from_db()
    return name


def test_nik_and_name_make_it_sure(people: list[Resident]) -> None:
    siti = people[0]
    name = link(listed(siti.nik, siti.name, siti.birth_date))
    assert (name.link_state, name.resident, name.link_reason) == ("sure", siti, "nik_and_name")
    assert name.evidence[0]["resident"] == siti.pk and name.evidence[0]["steps"]


def test_a_nik_with_another_name_is_asked(people: list[Resident]) -> None:
    name = link(listed(people[0].nik, "BAMBANG SUSILO", date(1990, 1, 1)))
    assert (name.link_state, name.resident, name.link_reason) == ("ask", None, "nik_with_another_name")


def test_a_stranger_is_not_found(people: list[Resident]) -> None:
    assert link(listed("3273010101900009", "XAVERIUS WIBISONO", date(1990, 1, 1))).link_state == "not_found"


def test_a_resident_whom_a_name_has_already_is_asked_about(people: list[Resident]) -> None:
    siti = people[0]
    link(listed(siti.nik, siti.name, siti.birth_date))
    again = link(listed(siti.nik, f"HJ. {siti.name}", siti.birth_date))
    assert (again.link_state, again.resident) == ("ask", None)
    with pytest.raises(AlreadyLinked):
        actions.settle_link(list_name=again, resident=siti, by=BY, at=AT)


def test_a_clerk_settles_and_takes_back(people: list[Resident]) -> None:
    name = link(listed(people[0].nik, "BAMBANG SUSILO"))
    actions.settle_link(list_name=name, resident=people[1], by="rina", at=AT)
    name.refresh_from_db()
    assert (name.link_state, name.resident, name.decided_by) == ("settled", people[1], "rina")
    with pytest.raises(NotNow):
        actions.settle_as_nobody(list_name=name, by="rina", at=AT)
    actions.reopen_link(list_name=name, by="rina", at=AT)
    assert list(link_queue.waiting_names()) == [name]


def test_a_double_no_longer_counts(people: list[Resident]) -> None:
    siti = people[0]
    first = link(listed(siti.nik, siti.name, siti.birth_date))
    again = link(listed(siti.nik, f"HJ. {siti.name}", siti.birth_date))
    actions.settle_as_double(list_name=again, of=first, by=BY, at=AT)
    assert list(ListName.objects.accountable()) == [first]
    with pytest.raises(NotNow):
        actions.settle_as_double(list_name=first, of=first, by=BY, at=AT)


def test_proposed_candidates_are_not_linked(people: list[Resident]) -> None:
    name = link(listed(people[0].nik, people[0].name, standing="proposed"))
    assert name.link_state == "waiting"


def test_the_waterfall_shows_every_step(people: list[Resident]) -> None:
    name = link(listed(people[0].nik, "BAMBANG SUSILO"))
    option = link_pages.options(name)[0]
    assert option.candidate.resident == people[0] and option.key == 1
    assert sum(drop.bits for drop in option.drops) == pytest.approx(option.candidate.bits, abs=0.1)
    assert all(2 <= drop.x <= 50 and drop.x + drop.width <= 98.1 for drop in option.drops)


def test_the_clerk_s_page_masks_niks_and_leads_on(people: list[Resident], client: Client) -> None:
    clerk = add_account(
        username="rina", password="rahasia-sekali", role="verifier", full_name="R", by="t", at=AT
    )
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    name = link(listed(people[0].nik, "BAMBANG SUSILO"))
    page = client.get(reverse("roster:link-queue"), follow=True).content.decode()
    assert 'data-answer="1"' in page and people[0].nik not in page and "NIK tertukar" in page
    done = client.post(reverse("roster:settle", args=[name.pk]), {"resident": people[0].pk}, follow=True)
    assert "Tidak ada nama yang perlu ditanya" in done.content.decode()
