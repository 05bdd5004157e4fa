"""What comes back to a village, and whom the register proposes to it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jemput.office.cards.models import Card
from jemput.office.coverage.actions import refresh
from jemput.office.delivery import actions as delivery
from jemput.office.encounters.models import Encounter
from jemput.office.portal import actions, queries, village_results
from jemput.office.portal.models import RegisterAnswer
from jemput.office.residents.models import Resident
from jemput.office.roster.errors import NotYourVillage
from jemput.office.roster.models import ListName
from tests import cast
from tests.acceptance.test_village_check import visit
from tests.cast import AT, BY
from tests.integration.office.test_roster_linking import listed
from tests.integration.office.test_roster_pages import signed_in

pytestmark = pytest.mark.django_db
OWN = "15.04.03.2019"
ON = date(2018, 12, 5)


def young(number: int, born: date) -> Resident:
    found = cast.resident(number, born=born)
    Resident.objects.filter(pk=found.pk).update(marital=1)
    return found


def test_the_register_proposes_sixteen_and_seventeen_year_olds_of_the_visit_s_day() -> None:
    home = cast.village(OWN)
    sixteen, tomorrow = young(1, date(2002, 12, 5)), young(2, date(2002, 12, 6))
    young(3, date(2000, 12, 5))
    named = young(4, date(2002, 1, 1))
    listed(named.nik, named.name)
    assert list(queries.pemula(home, ON)) == [sixteen]
    assert set(queries.pemula(home, ON + timedelta(days=1))) == {sixteen, tomorrow}


def test_children_are_proposed_for_a_kia_until_the_village_has_spoken() -> None:
    home = cast.village(OWN)
    small, school = young(1, date(2018, 12, 1)), young(2, date(2008, 12, 5))
    young(3, date(2002, 12, 5))
    assert set(queries.kia_children(home, ON)) == {small, school}
    assert (queries.needs_photo(small, ON), queries.needs_photo(school, ON)) == (False, True)
    actions.answer_register(resident=small, region=home, wish="kia", wanted=True, by="kades", at=AT)
    actions.answer_register(
        resident=school, region=home, wish="kia", wanted=False, because="sudah punya", by="kades", at=AT
    )
    assert not queries.kia_children(home, ON).exists()
    assert [row.resident for row in queries.kia_wanted()] == [small]


def test_who_is_wanted_becomes_a_candidate_of_the_village(client: Client) -> None:
    today = timezone.localdate()
    girl = young(1, today.replace(year=today.year - 16, day=1))
    signed_in(client, "village", OWN)
    page = client.get(reverse("portal:pemula")).content.decode()
    assert girl.name in page and girl.nik not in page
    client.post(reverse("portal:register-judge", args=[girl.pk]), {"wish": "card", "wanted": "1"})
    assert ListName.objects.get().standing == "proposed" and RegisterAnswer.objects.get().wanted
    assert girl.name not in client.get(reverse("portal:pemula")).content.decode().partition("message")[0]


def test_nobody_speaks_for_another_village() -> None:
    girl = young(1, date(2002, 12, 5))
    other = cast.village("15.04.03.2001", "Lain")
    with pytest.raises(NotYourVillage):
        actions.want_card(resident=girl, region=other, visit_on=ON, by="kades", at=AT)
    assert not ListName.objects.exists() and not RegisterAnswer.objects.exists()


def test_the_schedule_says_when_where_and_what_to_bring(client: Client) -> None:
    signed_in(client, "village", OWN)
    cast.village("15.04.03.2001", "Lain")
    day = timezone.localdate() + timedelta(days=4)
    visit(OWN, day, "approved")
    visit("15.04.03.2001", day + timedelta(days=1), "approved")
    visit(OWN, day + timedelta(days=2), "cancelled")
    page = client.get(reverse("portal:schedule")).content.decode()
    assert f"Kantor {OWN}" in page and "Kantor 15.04.03.2001" not in page
    assert "fotokopi kartu keluarga (KK)" in page and page.count("Kantor 15") == 1


def test_cards_and_results_come_back_name_by_name(client: Client) -> None:
    signed_in(client, "village", OWN)
    cards = [cast.ready_card(number) for number in (1, 2, 3)]
    for card in cards:
        name = listed(card.nik, card.name)
        Encounter.objects.filter(card=card).update(list_name=name)
    Card.objects.filter(pk__in=[card.pk for card in cards[:2]]).update(state="printed")
    sent = delivery.pack(cards=list(Card.objects.filter(state="printed")), seal="", courier="", by=BY, at=AT)
    delivery.receive(consignment=sent, receiver="Kasi Sri", missing=set(), by=BY, at=AT)
    parcel = sent.parcels.get(card=cards[0])
    delivery.hand_over(parcel=parcel, receiver="Siti", proof="self_document", by=BY, at=AT)
    refresh(at=AT)
    counts = {result.key: n for result, n in village_results.result_counts(cast.village(OWN))}
    assert counts == {"recorded": 1, "arrived": 1, "handed_over": 1}
    page = client.get(reverse("portal:cards")).content.decode()
    assert "Diterima Kasi Sri" in page and "diterima Siti" in page and cards[0].nik not in page
    found = client.get(reverse("portal:results"), {"result": "arrived"}).content.decode()
    assert cards[1].name in found and cards[2].name not in found


def test_a_village_officer_sees_none_of_the_dinas_pages(client: Client) -> None:
    signed_in(client, "village", OWN)
    for page in ("portal:villages", "portal:kia-wanted", "roster:returns", "roster:findings"):
        assert client.get(reverse(page)).status_code == 403
