"""Pages of the roster: who may do what, what a reader sees, and that nothing shows a full NIK."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Home
from jemput.office.roster import actions
from jemput.office.roster.models import Finding, ListImport, ListName
from tests import cast
from tests.cast import AT, BY
from tests.integration.office.test_roster_linking import listed
from tests.integration.office.test_roster_lists import BUDI, FLOAT, HEAD, SITI

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def signed_in(client: Client, role: str = "verifier", region: str = "") -> Client:
    user = add_account(
        username=role, password="rahasia-sekali", role=role, full_name=role, region_code=region, by="t", at=AT
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cast.village()
    Home.objects.get_or_create(pk=1, defaults={"kabupaten_id": "15.04"})
    return client


@pytest.fixture
def draft(client: Client) -> ListImport:
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=AT)
    file = SimpleUploadedFile("daftar.csv", (HEAD + SITI + BUDI + FLOAT).encode())
    told = {"file": file, "source": "Pusat", "as_of": "2018-12-01"}
    signed_in(client).post(reverse("roster:upload"), told)
    found = ListImport.objects.get()
    return actions.examine(list_import=found, at=AT)


def test_a_draft_shows_counts_samples_and_rejects(client: Client, draft: ListImport) -> None:
    page = client.get(reverse("roster:list", args=[draft.pk])).content.decode()
    assert "Masukkan 2 nama" in page and "dibulatkan Excel" in page and "1504••••••••0001" in page
    assert "1504034507620001" not in page and not ListName.objects.exists()


def test_deciding_queues_the_work_and_shows_progress(client: Client, draft: ListImport) -> None:
    client.post(reverse("roster:confirm", args=[draft.pk]))
    draft.refresh_from_db()
    watch = client.get(reverse("roster:list-progress", args=[draft.pk]))
    assert draft.state == "importing" and "HX-Refresh" not in watch.headers
    actions.take_in(list_import=draft, at=AT)
    assert client.get(reverse("roster:list-progress", args=[draft.pk])).headers["HX-Refresh"] == "true"


def test_a_reject_is_mended_on_its_page(client: Client, draft: ListImport) -> None:
    reject = draft.rejects.get()
    address = reverse("roster:reject", args=[reject.pk])
    assert "dibulatkan Excel" in client.get(address).content.decode()
    again = client.post(address, {**reject.cells, "nik": "", "birth_date": "31-02-1991"})
    assert "tidak ada atau tidak mungkin" in again.content.decode()
    client.post(address, {**reject.cells, "nik": "", "birth_date": "17-08-1991"})
    assert ListName.objects.get().name == "ANI"


def test_the_list_of_names_filters_and_exports_masked(client: Client) -> None:
    siti, budi = listed("1504034507620001", "SITI AMINAH"), listed("", "BUDI", date(1990, 1, 1))
    actions.propose_finding(list_name=siti, kind="present", by="kades", at=AT)
    signed_in(client)
    page = client.get(reverse("roster:names"), {"finding": "none"}).content.decode()
    assert budi.name in page and siti.name not in page
    assert client.get(reverse("roster:names"), {"export": "xlsx"}).status_code == 200


def test_findings_are_accepted_together_and_returned_with_a_reason(client: Client) -> None:
    first = actions.propose_finding(list_name=listed("", "BUDI"), kind="present", by="kades", at=AT)
    second = actions.propose_finding(list_name=listed("", "ANI"), kind="present", by="kades", at=AT)
    signed_in(client)
    assert "BUDI" in client.get(reverse("roster:findings")).content.decode()
    client.post(reverse("roster:accept-many"), {"finding": [first.pk]})
    client.post(reverse("roster:judge", args=[second.pk, "return"]), {"reason": "nama beda"})
    assert list(Finding.objects.values_list("state", flat=True)) == ["accepted", "returned"]
    assert "nama beda" in client.get(reverse("roster:name", args=[second.list_name_id])).content.decode()


def test_an_attachment_is_kept_by_content_and_shown_to_the_dinas_only(client: Client) -> None:
    name = listed("", "BUDI")
    signed_in(client)
    upload = SimpleUploadedFile("../../x.exe", PNG)
    told = {"kind": "dead", "evidence": "lihat foto", "document": "death_deed", "attachment": upload}
    client.post(reverse("roster:propose", args=[name.pk]), told)
    finding = Finding.objects.get()
    shown = client.get(reverse("roster:attachment", args=[finding.pk]))
    assert (shown["Content-Type"], b"".join(shown)) == ("image/png", PNG)
    assert (
        signed_in(client, "village").get(reverse("roster:attachment", args=[finding.pk])).status_code == 403
    )


def test_a_program_is_no_evidence(client: Client) -> None:
    name = listed("", "BUDI")
    upload = SimpleUploadedFile("foto.jpg", b"MZ\x90 not a photo")
    signed_in(client).post(
        reverse("roster:propose", args=[name.pk]), {"kind": "present", "attachment": upload}
    )
    assert not Finding.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("planner", 403), ("verifier", 302), ("village", 403)])
def test_only_those_who_link_may_link(client: Client, role: str, status: int) -> None:
    name = listed("", "BUDI", link_state="ask")
    answer = signed_in(client, role).post(reverse("roster:nobody", args=[name.pk]))
    assert answer.status_code == status


def test_only_few_see_why_a_home_is_visited(client: Client) -> None:
    name = listed("", "BUDI")
    actions.flag_home_visit(list_name=name, category="mental", by="kades", at=AT)
    address = reverse("roster:name", args=[name.pk])
    assert "gangguan jiwa" not in signed_in(client, "planner").get(address).content.decode()
    assert "gangguan jiwa" in signed_in(client, "verifier").get(address).content.decode()


def test_candidates_are_verified_on_their_page(client: Client) -> None:
    name = listed("1504034507620009", "PUTRI", standing="proposed")
    signed_in(client)
    assert "PUTRI" in client.get(reverse("roster:candidates")).content.decode()
    client.post(reverse("roster:verify-many"), {"candidate": [name.pk]})
    name.refresh_from_db()
    assert name.standing == "verified"


def test_empty_rooms_say_how_to_begin(client: Client) -> None:
    signed_in(client)
    for page in ("names", "lists", "link-queue", "findings", "candidates"):
        answer = client.get(reverse(f"roster:{page}"), follow=True)
        assert answer.status_code == 200 and "empty-place" in answer.content.decode()
