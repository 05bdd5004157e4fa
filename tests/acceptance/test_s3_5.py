"""S3-5: adults unrecorded on 31-12-2018 are blocked, 1,569 of 5,672 proposed; recording makes active."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.deactivation.models import Decision, Proposal
from jemput.office.encounters.actions import hear_status
from jemput.office.regions.models import Home, Region
from jemput.office.residents.models import Deactivation, Resident
from tests import cast

pytestmark = [pytest.mark.acceptance("S3-5"), pytest.mark.django_db]


def word(number: int) -> str:
    """A name of its own for each number: names have no digits."""
    return "".join(chr(65 + number // 26**place % 26) for place in range(3))


@pytest.fixture
def head() -> Client:
    """The head of an office with 5,672 unrecorded adults and one who is a day too young."""
    home = cast.village("35.03.11.1005", "Kelutan")
    Home.objects.create(kabupaten=Region.objects.get(code="35.03"))
    cast.resident(1, born=date(1996, 1, 1), home=home)
    cast.resident(2, born=date(1995, 12, 31), home=home)
    Resident.objects.bulk_create(
        [
            Resident(
                nik=f"350311{n % 28 + 1:02d}0175{n + 1:04d}", name=f"WARGA {word(n)}", sex="L",
                birth_date=date(1975, 1, n % 28 + 1), village=home,
            )
            for n in range(5_671)
        ]
    )  # fmt: skip
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    return client


def step(head: Client, name: str, key: int, **told: object) -> None:
    answer = head.post(reverse(f"deactivation:{name}", args=[key]), told)
    assert answer.status_code == 302, answer.content.decode()[-500:]


def test_a_proposal_is_not_a_decision_and_recording_makes_active_again(head: Client) -> None:
    head.post(reverse("deactivation:new"), {"cut_off": "2018-12-31"})
    proposal = Proposal.objects.get()
    assert proposal.people.count() == 5_672
    assert not proposal.people.filter(resident__birth_date__gt=date(1995, 12, 31)).exists()
    step(head, "check", proposal.pk)
    step(head, "sign", proposal.pk, letter="470/1/2019", letter_date="2019-01-02")
    step(head, "send", proposal.pk)
    chosen = proposal.people.order_by("pk").values_list("resident__nik", "resident__name")[:1_569]
    rows = "".join(f"{nik};{name};DISETUJUI\n" for nik, name in chosen)
    file = SimpleUploadedFile("sk.csv", ("NIK;NAMA;KEPUTUSAN\n" + rows).encode())
    step(head, "upload", proposal.pk, file=file, number="SK 1/2019", day="2019-01-20")
    step(head, "carry-out", Decision.objects.get().pk)
    assert Deactivation.objects.filter(blocked_document="SK 1/2019").count() == 1_569
    one = Deactivation.objects.order_by("pk")[0].resident
    said = datetime(2026, 2, 11, 3, tzinfo=UTC)
    hear_status(
        nik=one.nik, packet_id=None, status="BIO_CAPTURED", said_at=said, detail="", by="Pusat", at=said
    )
    assert not one.is_blocked and Resident.objects.blocked().count() == 1_568
    page = head.get(reverse("residents:one", args=[one.pk])).content.decode()
    assert "SK 1/2019, 20-01-2019" in page and "Aktif kembali" in page
