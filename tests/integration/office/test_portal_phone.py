"""Answers of a phone: kept once however often they are sent, never over a newer one, never a stranger's."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jemput.office.portal.models import SentAnswer
from jemput.office.roster import actions
from jemput.office.roster.models import Finding, HomeVisit, ListName
from tests import cast
from tests.cast import AT
from tests.integration.office.test_roster_linking import listed
from tests.integration.office.test_roster_pages import PNG, signed_in

pytestmark = pytest.mark.django_db
OWN = "15.04.03.2019"


def send(client: Client, name: ListName, **more: Any) -> Any:
    told = {"name": name.pk, "kind": "present", "client_id": "c-1", "form": "f-1", "seen": "0", **more}
    return client.post(reverse("portal:answers"), told, headers={"accept": "application/json"})


def test_an_answer_sent_twice_is_kept_once(client: Client) -> None:
    name = listed("", "ANI")
    signed_in(client, "village", OWN)
    first, again = send(client, name).json(), send(client, name).json()
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["finding"] == again["finding"] and (again["answered"], again["total"]) == (1, 1)
    assert Finding.objects.count() == SentAnswer.objects.count() == 1


def test_an_answer_mended_on_the_same_page_replaces_the_first(client: Client) -> None:
    name = listed("", "ANI")
    signed_in(client, "village", OWN)
    send(client, name)
    assert send(client, name, client_id="c-2", kind="dead", document="death_deed").status_code == 200
    assert list(Finding.objects.values_list("kind", "state")) == [
        ("present", "replaced"),
        ("dead", "proposed"),
    ]


def test_a_late_answer_does_not_overwrite_a_newer_one(client: Client) -> None:
    name = listed("", "ANI")
    signed_in(client, "village", OWN)
    actions.propose_finding(list_name=name, kind="moved", evidence="ke Jambi", by="sari", at=AT)
    refused = send(client, name)
    assert refused.status_code == 409 and refused.json()["code"] == "O362"
    assert "sari" in refused.json()["message"] and Finding.objects.get().kind == "moved"


def test_nothing_of_a_stranger_is_kept_not_even_the_photo(client: Client, settings: Any) -> None:
    name = listed("", "BUDI")
    ListName.objects.filter(pk=name.pk).update(village=cast.village("15.04.03.2001", "Lain"))
    signed_in(client, "village", OWN)
    folder = settings.JEMPUT.data_dir / "findings"
    before = list(folder.glob("*"))
    photo = SimpleUploadedFile("bukti.png", PNG)
    assert send(client, name, attachment=photo).status_code == 403
    assert not Finding.objects.exists() and list(folder.glob("*")) == before


def test_what_cannot_be_read_is_said_as_json(client: Client) -> None:
    name = listed("", "ANI")
    signed_in(client, "village", OWN)
    assert send(client, name, kind="gone").json()["code"] == "O172"
    assert send(client, name, kind="dead").json()["code"] == "O154"
    assert send(client, name, kind="dead", document="death_deed").status_code == 200


def test_only_who_is_there_is_visited_at_home(client: Client) -> None:
    name = listed("", "ANI")
    signed_in(client, "village", OWN)
    send(client, name, category="sick")
    assert HomeVisit.objects.get().category == "sick"
    page = client.get(reverse("portal:name", args=[name.pk])).content.decode()
    assert "Akan dikunjungi di rumah" in page and '<option value="sick" selected' not in page


def test_a_question_of_the_dinas_comes_back_with_its_words(client: Client) -> None:
    name = listed("", "ANI")
    signed_in(client, "village", OWN)
    send(client, name, kind="dead", evidence="kata orang")
    actions.return_finding(finding=Finding.objects.get(), because="Kapan meninggalnya?", by="sari", at=AT)
    page = client.get(reverse("portal:names"), {"show": "returned"}).content.decode()
    assert "ANI" in page and "Kapan meninggalnya?" in page
