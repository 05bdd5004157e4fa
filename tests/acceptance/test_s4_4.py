"""S4-4: Dinas PdK and UPTD are partners: by invitation they see counts per school, never a name or a NIK."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jemput.node.accounts.models import User
from jemput.office.residents.models import Resident
from jemput.office.schools import actions
from jemput.office.schools.actions.partners import VALID_FOR, open_invitation
from jemput.office.schools.errors import InvitationOver, NameTaken
from jemput.office.schools.models import Invitation, Pupil
from tests.integration.office.outing import NOW, TERUSAN, make_regions
from tests.integration.office.school_cast import (
    bring_roster,
    make_school,
    pupil_of_register,
    record_people,
    roster_row,
)

pytestmark = [pytest.mark.acceptance("S4-4"), pytest.mark.django_db]
PASSWORD = "pisang goreng hangat"


@pytest.fixture
def partner(tmp_path: Path) -> Client:
    make_regions()
    kinds = (("SMAN 1", "sma"), ("SMKN 5", "smk"), ("MAN 2", "ma"), ("SLBN Batanghari", "slb"))
    for n, (name, kind) in enumerate(kinds, 1):
        make_school(name, kind=kind, principal=f"KEPALA {name}", npsn=f"1050000{n}")
    make_school("SMAN 7", village=TERUSAN)
    people = [pupil_of_register(n) for n in range(1, 9)]
    rows = [roster_row(p, kinds[n % 4][0]) for n, p in enumerate(people)]
    rows += [{**rows[0], "NIK": "1571010203010009", "NAMA SISWA": "RANI OKTAVIA"}]
    bring_roster(tmp_path, rows)
    record_people([people[0].nik])
    return invited("Dinas PdK")


def invited(organization: str, kecamatan: str = "") -> Client:
    """A partner who took the invitation up and signed in."""
    region = Resident.objects.first().village.parent if kecamatan else None  # type: ignore[union-attr]
    _, token = actions.invite(organization=organization, kecamatan=region, by="kadis", at=NOW)
    username = organization.lower().replace(" ", "-")
    told = {"username": username, "password": PASSWORD, "full_name": "Ibu Mitra"}
    actions.accept(token=token, **told, at=NOW)
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of the office, with something sensible for each of its parameters."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield path


def filled(path: str) -> str:
    """An address with numbers and codes of the planted rows."""
    import re

    path = re.sub(r"<(?:int:)?(?:pk|number|\w*id)>", "1", path)
    path = re.sub(r"<\w+:kind>", "roster", path)
    path = re.sub(r"<[^>]*(?:code|parent|region|kecamatan)[^>]*>", "15.04.03", path)
    path = re.sub(r"<[^>]*nik[^>]*>", str(Resident.objects.values_list("nik", flat=True).first()), path)
    return "/" + re.sub(r"<[^>]*>", "1", path).strip("^$")


def planted() -> list[str]:
    """What no partner may ever read."""
    told = list(Resident.objects.values_list("name", "nik"))
    words = [word for row in told for word in row]
    return [*words, "RANI OKTAVIA", "1571010203010009", *[f"••••{nik[12:]}" for _, nik in told], "KEPALA"]


def test_no_page_that_a_partner_reaches_has_a_name_or_a_nik(partner: Client) -> None:
    partner.raise_request_exception = False
    reached = set()
    for path in sorted(set(addresses(get_resolver().url_patterns))):
        for query in ("", "?export=xlsx"):
            answer = partner.get(filled(path) + query)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            text = body.decode("utf-8", "replace")
            assert not [word for word in planted() if word in text], path
            if answer.status_code == 200:
                reached.add(path)
    assert "schools/counts/" in reached
    inside = {path for path in reached if not path.startswith(("accounts", "static", "look", "language"))}
    assert not {path for path in inside if path.startswith(("roster", "residents", "trips", "encounters"))}
    assert {path for path in inside if path.startswith("schools")} == {"schools/counts/"}


def test_the_counts_are_there_for_every_kind_of_school(partner: Client) -> None:
    page = partner.get(reverse("schools:counts")).content.decode()
    for name in ("SMAN 1", "SMKN 5", "MAN 2", "SLBN Batanghari"):
        assert name in page
    assert "1 dari 9 peserta didik sasaran" in page
    head = Client()
    head.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    school = Pupil.objects.order_by("pk").values_list("school", flat=True)[0]
    named = (
        head.get(reverse("schools:ask")).content + head.get(reverse("schools:school", args=[school])).content
    )
    assert [word for word in planted() if word in named.decode()], "the office's pages show them"
    assert partner.get("/").headers["Location"] == reverse("schools:counts")


def test_the_sheet_of_a_partner_holds_numbers_only(partner: Client) -> None:
    from io import BytesIO

    import openpyxl

    answer = partner.get(reverse("schools:counts") + "?export=xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    text = "\n".join(str(c.value) for sheet in book for row in sheet for c in row if c.value is not None)
    assert "SMAN 1" in text and not [word for word in planted() if word in text]


def test_an_uptd_sees_the_schools_of_its_own_kecamatan(partner: Client) -> None:
    assert partner.get(reverse("schools:counts")).content.decode().count("SMAN 7") >= 1
    uptd = invited("UPTD Batin XXIV", kecamatan="yes")
    page = uptd.get(reverse("schools:counts")).content.decode()
    assert "SMAN 1" in page and "SMAN 7" not in page


def test_an_invitation_is_of_the_head_for_once_and_for_a_fortnight(partner: Client) -> None:
    invitation, token = actions.invite(organization="UPTD", kecamatan=None, by="kadis", at=NOW)
    with pytest.raises(NameTaken):
        actions.accept(token=token, username="dinas-pdk", password=PASSWORD, full_name="x", at=NOW)
    with pytest.raises(InvitationOver):
        open_invitation(token, at=NOW + VALID_FOR + timedelta(seconds=1))
    with pytest.raises(InvitationOver):
        open_invitation("salah", at=NOW)
    actions.accept(token=token, username="uptd", password=PASSWORD, full_name="x", at=NOW)
    with pytest.raises(InvitationOver):
        actions.accept(token=token, username="lagi", password=PASSWORD, full_name="x", at=NOW)
    invitation.refresh_from_db()
    actions.revoke(invitation=invitation, by="kadis", at=NOW)
    assert not User.objects.get(username="uptd").is_active and token not in str(Invitation.objects.values())


def test_only_the_head_invites_and_the_invited_make_their_account_in_the_browser(partner: Client) -> None:
    heads, clerks, guest = Client(), Client(), Client()
    heads.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    clerks.force_login(User.objects.create_user(username="sari", password="x", role="verifier"))
    form = {"organization": "Kemenag", "kecamatan": "15.04.03"}
    assert clerks.post(reverse("schools:invite"), form).status_code == 403
    page = heads.post(reverse("schools:invite"), form).content.decode()
    address = page.split('value="http://testserver')[1].split('"')[0]
    assert "Kemenag" in guest.get(address).content.decode()
    told = {"full_name": "Pak Amin", "username": "amin", "password": "pendek"}
    assert "12" in guest.post(address, told).content.decode()
    assert guest.post(address, {**told, "password": PASSWORD}).status_code == 302
    amin = User.objects.get(username="amin")
    assert (amin.role, amin.region_code) == ("partner", "15.04.03") and amin.check_password(PASSWORD)
