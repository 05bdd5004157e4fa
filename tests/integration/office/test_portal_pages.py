"""The village portal: the own names only, five answers, candidates, small pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jemput.office.roster.models import Finding, HomeVisit, ListName
from tests import cast
from tests.integration.office.test_roster_linking import listed
from tests.integration.office.test_roster_pages import signed_in

pytestmark = pytest.mark.django_db
OWN = "15.04.03.2019"


def test_an_officer_sees_only_the_own_names(client: Client) -> None:
    mine = listed("1504034507620001", "SITI AMINAH")
    other = listed("", "BUDI")
    ListName.objects.filter(pk=other.pk).update(village=cast.village("15.04.03.2001", "Lain"))
    page = signed_in(client, "village", OWN).get(reverse("portal:names")).content.decode()
    assert mine.name in page and other.name not in page and mine.nik not in page
    assert client.get(reverse("portal:name", args=[other.pk])).status_code == 403
    refused = client.post(reverse("portal:answer", args=[other.pk]), {"kind": "present"})
    assert refused.status_code == 403 and not Finding.objects.exists()


def test_answering_leads_to_the_next_name(client: Client) -> None:
    first, second = listed("", "ANI"), listed("", "BUDI")
    signed_in(client, "village", OWN)
    assert "Meninggal" in client.get(reverse("portal:name", args=[first.pk])).content.decode()
    answer = client.post(
        reverse("portal:answer", args=[first.pk]), {"kind": "present", "category": "elderly"}
    )
    assert answer["Location"] == reverse("portal:name", args=[second.pk])
    assert HomeVisit.objects.get().category == "elderly" and Finding.objects.get().by == "village"
    last = client.post(reverse("portal:answer", args=[second.pk]), {"kind": "dead", "evidence": "kata RT"})
    assert last["Location"] == reverse("portal:names")


def test_an_answer_without_evidence_is_not_taken(client: Client) -> None:
    name = listed("", "ANI")
    page = signed_in(client, "village", OWN).get(reverse("portal:name", args=[name.pk]), {"kind": "moved"})
    assert "Dari siapa atau dokumen apa" in page.content.decode()
    client.post(reverse("portal:answer", args=[name.pk]), {"kind": "moved"})
    assert not Finding.objects.exists()


def test_a_candidate_is_proposed_for_the_own_village(client: Client) -> None:
    cast.village(OWN)
    filled = {
        "name": "Putri Rahayu",
        "nik": "1504034507990007",
        "birth_date": "1999-07-05",
        "sex": "P",
        "village": OWN,
    }
    signed_in(client, "village", OWN)
    wrong = client.post(reverse("portal:candidates"), {**filled, "nik": "12"}).content.decode()
    assert "bukan 16 angka" in wrong
    elsewhere = client.post(reverse("portal:candidates"), {**filled, "village": "15.04"})
    assert elsewhere.status_code == 200 and not ListName.objects.exists()
    client.post(reverse("portal:candidates"), filled)
    assert ListName.objects.get().standing == "proposed"
    assert "PUTRI RAHAYU" in client.get(reverse("portal:candidates")).content.decode()


def test_an_account_without_a_village_is_told_so(client: Client) -> None:
    assert signed_in(client, "village").get(reverse("portal:names")).status_code == 403
