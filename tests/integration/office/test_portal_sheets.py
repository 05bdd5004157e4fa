"""Sheets that travel: every row is answered for, sent twice changes nothing, and nothing newer is lost."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jemput.office.portal.models import SheetLine, SheetUpload
from jemput.office.roster import actions
from jemput.office.roster.models import Finding, ListName
from tests import cast
from tests.cast import AT
from tests.integration.office.test_roster_linking import listed
from tests.integration.office.test_roster_pages import signed_in

pytestmark = pytest.mark.django_db
OWN = "15.04.03.2019"


def download(client: Client, address: str) -> openpyxl.Workbook:
    answer = client.get(reverse(address))
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def column(page: Any, heading: str) -> int:
    return int(next(cell.column for cell in page[1] if cell.value == heading))


def fill(page: Any, row: int, **cells: str) -> None:
    for heading, value in cells.items():
        page.cell(row, column(page, heading.replace("_", " "))).value = value


def upload(client: Client, book: openpyxl.Workbook, address: str = "portal:sheet") -> Counter[str]:
    buffer = BytesIO()
    book.save(buffer)
    sent = client.post(reverse(address), {"file": SimpleUploadedFile("isian.xlsx", buffer.getvalue())})
    assert sent.status_code == 302, sent.content.decode()[:500]
    found = SheetUpload.objects.latest("pk")
    return Counter(found.lines.values_list("outcome", flat=True))


@pytest.fixture
def names(client: Client) -> list[ListName]:
    found = [listed("", name) for name in ("ANI", "BUDI", "CITRA", "DEDI", "EKA")]
    signed_in(client, "village", OWN)
    return found


def test_the_sheet_has_drop_downs_and_no_whole_nik(client: Client, names: list[ListName]) -> None:
    siti = listed("1504034507620001", "SITI")
    book = download(client, "portal:sheet-file")
    page = book["Isian"]
    assert [page.cell(row, 1).value for row in range(2, 8)] == ["ANI", "BUDI", "CITRA", "DEDI", "EKA", "SITI"]
    lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 3 and any("meninggal" in rule.formula1 for rule in lists)
    assert siti.nik not in str([[cell.value for cell in row] for row in page])


def test_every_row_is_answered_for(client: Client, names: list[ListName]) -> None:
    book = download(client, "portal:sheet-file")
    page = book["Isian"]
    fill(page, 2, TEMUAN="ada", KUNJUNGAN_RUMAH="sakit")
    fill(page, 3, TEMUAN="meninggal", DASAR="akta kematian")
    fill(page, 4, TEMUAN="pindah")
    fill(page, 5, TEMUAN="terbang", KETERANGAN="ke bulan")
    assert upload(client, book) == {"saved": 2, "problem": 2, "blank": 1}
    codes = [line.reasons[0]["code"] for line in SheetLine.objects.filter(outcome="problem")]
    assert codes == ["O154", "O145"] and Finding.objects.count() == 2
    assert upload(client, book) == {"known": 2, "problem": 2, "blank": 1} and Finding.objects.count() == 2


def test_a_row_answered_meanwhile_is_a_conflict(client: Client, names: list[ListName]) -> None:
    book = download(client, "portal:sheet-file")
    actions.propose_finding(list_name=names[0], kind="present", by="village", at=AT)
    fill(book["Isian"], 2, TEMUAN="tidak dikenal", KETERANGAN="tidak ada yang tahu")
    assert upload(client, book) == {"conflict": 1, "blank": 4}
    assert Finding.objects.get().kind == "present"
    page = client.get(reverse("portal:sheet-result", args=[SheetUpload.objects.get().pk])).content.decode()
    assert "bentrok" in page and "sudah dijawab" in page


def test_an_answer_mended_in_the_sheet_replaces_its_own(client: Client, names: list[ListName]) -> None:
    book = download(client, "portal:sheet-file")
    fill(book["Isian"], 2, TEMUAN="ada")
    upload(client, book)
    fill(book["Isian"], 2, TEMUAN="pindah", KETERANGAN="ke Jambi sejak 2016")
    assert upload(client, book)["saved"] == 1
    assert Finding.objects.get(state="proposed").kind == "moved"


def test_columns_sorted_apart_and_strange_codes_are_found(client: Client, names: list[ListName]) -> None:
    other = listed("", "ORANG LAIN")
    ListName.objects.filter(pk=other.pk).update(village=cast.village("15.04.03.2001", "Lain"))
    book = download(client, "portal:sheet-file")
    page = book["Isian"]
    fill(page, 2, NAMA="BUDI", TEMUAN="ada")
    page.cell(3, column(page, "KODE (JANGAN DIUBAH)")).value = f"{other.pk}.0"
    fill(page, 3, TEMUAN="ada")
    assert upload(client, book) == {"problem": 2, "blank": 3}
    codes = [line.reasons[0]["code"] for line in SheetLine.objects.filter(outcome="problem")]
    assert codes == ["O366", "O365"] and not Finding.objects.exists()


def test_rows_not_taken_come_back_to_be_mended(client: Client, names: list[ListName]) -> None:
    book = download(client, "portal:sheet-file")
    fill(book["Isian"], 2, TEMUAN="pindah")
    upload(client, book)
    answer = client.get(reverse("portal:sheet-mending", args=[SheetUpload.objects.get().pk]))
    mended = openpyxl.load_workbook(BytesIO(answer.content))
    page = mended["Isian"]
    assert (page.cell(2, 1).value, page.cell(2, 6).value) == ("ANI", "pindah")
    assert "keterangan" in page.cell(2, column(page, "SEBAB")).value
    fill(page, 2, KETERANGAN="ke Jambi")
    assert upload(client, mended) == {"saved": 1}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 no", b"nama;nik\nANI;1\n", b"PK\x03\x04broken"])
def test_other_files_are_refused_with_words(client: Client, names: list[ListName], content: bytes) -> None:
    sent = client.post(reverse("portal:sheet"), {"file": SimpleUploadedFile("x.xlsx", content)})
    assert sent.status_code in (200, 400) and not SheetUpload.objects.exists()


def candidate_row(page: Any, row: int, name: str, nik: str, born: str) -> None:
    fill(page, row, NAMA_LENGKAP=name, NIK=nik, TANGGAL_LAHIR=born, JENIS_KELAMIN="perempuan")


def test_a_list_of_candidates_is_sent_and_mended(client: Client) -> None:
    signed_in(client, "village", OWN)
    book = download(client, "portal:sheet-candidates-file")
    page = book["Isian"]
    candidate_row(page, 2, "PUTRI RAHAYU", "1504034507990007", "05-07-1999")
    candidate_row(page, 3, "TERLALU MUDA", "1504034507200008", "05-07-2020")
    candidate_row(page, 4, "NIK SALAH", "15040345", "05-07-1999")
    address = "portal:sheet-candidates"
    assert upload(client, book, address) == {"saved": 1, "problem": 2}
    assert upload(client, book, address) == {"known": 1, "problem": 2}
    putri = ListName.objects.get()
    because = "Nama tidak sama dengan KK"
    actions.return_candidate(list_name=putri, because=because, by="sari", at=timezone.now())
    fill(page, 2, NAMA_LENGKAP="PUTRI RAHAYU NINGSIH")
    assert upload(client, book, address)["saved"] == 1
    putri.refresh_from_db()
    assert (putri.name, putri.standing) == ("PUTRI RAHAYU NINGSIH", "proposed")
    assert [step.event for step in putri.candidate_steps.all()] == ["submit", "return", "submit"]
