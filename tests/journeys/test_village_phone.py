"""A village officer with a bad line: answers that wait, a photo, a sheet to fill in, candidates mended."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import openpyxl
import pytest
from playwright.sync_api import Browser, expect
from tools.screenshots import write

from jemput.demo.programs import served
from tests.journeys.cast import TERENTANG_BARU
from tests.journeys.conftest import Arrive
from tests.journeys.people import Head, VillageOfficer, Visitor
from tests.journeys.pictures import LARGEST_BYTES, VARIABLE
from tests.journeys.stage import free_ports, set_scene

SMALL = 300_000
"""Bytes a photo may have after the browser has made it small."""
LARGEST_PAGE = 60_000


def picture(who: Visitor, name: str) -> None:
    """Keep the page as its reader sees it, where a folder for pictures is named."""
    if folder := os.environ.get(VARIABLE, ""):
        who.page.evaluate("window.scrollTo(0, 0)")
        who.page.wait_for_timeout(400)
        write(Path(folder) / name, who.page.screenshot(), largest=LARGEST_BYTES)


@dataclass(frozen=True)
class Office:
    """Where the office answers, and whose answer it asks about again."""

    url: str
    asked: str
    question: str


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """The office alone, with its village."""
    told = set_scene("office:village", folder / "office")
    (port,) = free_ports(1)
    program = served("office", "Dinas Batanghari", folder / "office", port)
    program.start()
    try:
        yield Office(f"http://127.0.0.1:{port}", told["asked"], told["question"])
    finally:
        program.stop()


@pytest.fixture(scope="module")
def the_office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all journeys of this file."""
    with office(tmp_path_factory.mktemp("village")) as running:
        yield running


@pytest.fixture
def jabu(arrive: Arrive, the_office: Office) -> VillageOfficer:
    """Pak Jabu of Terentang Baru, on his phone."""
    officer = arrive(VillageOfficer, the_office.url)
    assert isinstance(officer, VillageOfficer)
    return officer.signed_in_as("jabu")


@pytest.fixture
def sari(arrive: Arrive, the_office: Office) -> Head:
    """Sari, who judges at the Dinas."""
    verifier = arrive(Head, the_office.url)
    assert isinstance(verifier, Head)
    return verifier.signed_in_as("sari")


@pytest.fixture
def phone_photo(tmp_path: Path) -> Path:
    """A photo of 12 megapixels and more than 4 MB, as a phone takes it."""
    noise = np.random.default_rng(5).integers(0, 255, (750, 1000, 3), dtype=np.uint8)
    large = cv2.resize(noise, (4000, 3000), interpolation=cv2.INTER_CUBIC)
    path = tmp_path / "akta.jpg"
    cv2.imwrite(str(path), large, [cv2.IMWRITE_JPEG_QUALITY, 92])
    assert path.stat().st_size > 4_000_000
    return path


def test_answers_wait_for_a_line_and_are_sent_once(jabu: VillageOfficer) -> None:
    # Given the list is open when the line goes
    jabu.page.goto("/portal/")
    jabu.answers_in_the_list("AHMAD FAUZI", "Ada di desa")
    jabu.sees_state("AHMAD FAUZI", "Tersimpan")
    jabu.loses_the_line()
    # When two more are answered
    jabu.answers_in_the_list("AHMAD HAYATI", "Pindah", evidence="ke Jambi sejak 2016")
    jabu.answers_in_the_list("BUDI AMINAH", "Tidak dikenal", evidence="tidak ada yang kenal")
    jabu.sees_state("AHMAD HAYATI", "Menunggu sinyal", "Pindah")
    jabu.sees_waiting(2)
    picture(jabu, "village-waiting")
    # Then the phone keeps numbers and answers, and nobody's name
    kept = jabu.keeps_in_the_phone()
    assert len(kept) == 2 and "AHMAD" not in str(kept) and "1504" not in str(kept)
    # And all of it is sent when the line returns, and the phone forgets it
    jabu.finds_the_line()
    jabu.sees_state("BUDI AMINAH", "Tersimpan")
    jabu.sees_waiting(0)
    assert jabu.keeps_in_the_phone() == []
    jabu.page.goto("/portal/?show=answered")
    jabu.sees("AHMAD FAUZI", "AHMAD HAYATI", "BUDI AMINAH", "3 dari 40")


def test_answers_outlive_a_session_that_ended(jabu: VillageOfficer) -> None:
    jabu.page.goto("/portal/?q=HASAN")
    row = jabu.row_of("HASAN HAYATI")
    row.get_by_role("button", name="Jawab", exact=True).tap()
    row.get_by_role("button", name="Meninggal", exact=True).tap()
    picture(jabu, "village-answer")
    jabu.page.context.clear_cookies()
    row.locator("[name=evidence]").fill("kata anaknya, bulan Mei")
    row.get_by_role("button", name="Kirim", exact=True).tap()
    expect(jabu.page.locator("[data-locked]")).to_be_visible()
    jabu.sees_waiting(1)
    jabu.signed_in_as("jabu")
    jabu.page.goto("/portal/?q=HASAN")
    jabu.sees_waiting(0)
    jabu.page.goto("/portal/?show=answered&q=HASAN")
    jabu.sees("HASAN HAYATI")


def test_a_photo_of_four_megabytes_travels_small(
    jabu: VillageOfficer, phone_photo: Path, the_office: Office
) -> None:
    jabu.page.goto("/portal/?show=returned")
    jabu.sees(the_office.asked, the_office.question)
    jabu.loses_the_line()
    jabu.answers_in_the_list(the_office.asked, "Meninggal", document="akta kematian", photo=phone_photo)
    jabu.sees_waiting(1)
    (kept,) = jabu.keeps_in_the_phone()
    assert 20_000 < kept["photo"] < SMALL
    jabu.finds_the_line()
    jabu.sees_state(the_office.asked, "Tersimpan")


def test_an_answer_that_came_too_late_is_said_and_not_lost(jabu: VillageOfficer, sari: Head) -> None:
    jabu.page.goto("/portal/")
    jabu.loses_the_line()
    jabu.answers_in_the_list("BUDI SANTOSO", "Ada di desa")
    jabu.sees_waiting(1)
    # Meanwhile Sari has it from the family itself
    sari.page.goto("/roster/?q=BUDI+SANTOSO")
    sari.page.locator("tbody").get_by_role("link", name="BUDI SANTOSO").click()
    sari.page.get_by_text("Catat temuan").click()
    sari.fills(kind="pindah", evidence="kata keluarganya, ke Jambi")
    sari.presses("Catat")
    sari.sees("Temuan dicatat sebagai usulan.")
    jabu.finds_the_line()
    jabu.sees_state("BUDI SANTOSO", "sudah dijawab", "sari")
    assert jabu.keeps_in_the_phone()[0]["refused"]
    jabu.row_of("BUDI SANTOSO").get_by_role("button", name="Buang jawaban ini").tap()
    expect(jabu.row_of("BUDI SANTOSO").locator("[data-state]")).to_have_text("")
    assert jabu.keeps_in_the_phone() == []


def test_a_sheet_is_filled_in_at_home_and_sent_back(jabu: VillageOfficer) -> None:
    jabu.page.goto("/portal/sheet/")
    book = openpyxl.load_workbook(BytesIO(jabu.downloads("Unduh nama-nama")))
    page = book["Isian"]
    column = {cell.value: cell.column for cell in page[1]}
    lines = {page.cell(row, 1).value: row for row in range(2, page.max_row + 1)}
    page.cell(lines["DEWI AMINAH"], column["TEMUAN"]).value = "ada"
    page.cell(lines["DEWI FAUZI"], column["TEMUAN"]).value = "meninggal"
    buffer = BytesIO()
    book.save(buffer)
    jabu.sends_sheet(buffer.getvalue())
    jabu.sees("tersimpan 1", "bermasalah 1", "DEWI FAUZI", "perlu keterangan")
    jabu.can_read_without_scrolling_sideways()
    picture(jabu, "village-sheet")
    # Sending it again doubles nothing
    jabu.page.goto("/portal/sheet/")
    jabu.sends_sheet(buffer.getvalue())
    jabu.sees("sudah masuk sebelumnya 1", "bermasalah 1")


def test_a_candidate_is_returned_mended_and_taken(jabu: VillageOfficer, sari: Head) -> None:
    # Given the register shows a girl of sixteen, whom the officer wants recorded at the visit
    jabu.page.goto("/portal/candidates/pemula/")
    jabu.sees("PUTRI RAHAYU", "16 tahun")
    jabu.page.get_by_role("button", name="Ya, usulkan").first.tap()
    jabu.sees("PUTRI RAHAYU sudah dijawab.")
    # When the Dinas sends her back
    sari.page.goto("/roster/candidates/")
    sari.sees_a_line("PUTRI RAHAYU", TERENTANG_BARU[1])
    picture(sari, "office-candidates")
    sari.page.locator("tbody").get_by_role("link", name="PUTRI RAHAYU").click()
    sari.presses("Kembalikan ke desa")
    sari.page.locator("#give-back-reason").fill("Nama di KK: Putri Rahayu Ningsih")
    sari.page.locator("#give-back").get_by_role("button", name="Kembalikan ke desa").click()
    sari.sees("dikembalikan ke desa.")
    # Then the village sees why, mends it and sends it again
    jabu.page.goto("/portal/candidates/")
    jabu.sees("Nama di KK: Putri Rahayu Ningsih")
    picture(jabu, "village-candidates")
    jabu.page.get_by_role("link", name="Perbaiki").tap()
    jabu.fills(name="Putri Rahayu Ningsih")
    jabu.page.get_by_role("button", name="Kirim lagi").tap()
    jabu.sees("Usulan dikirim lagi ke Dinas.")
    sari.page.goto("/roster/candidates/")
    sari.line_of("PUTRI RAHAYU NINGSIH").get_by_role("checkbox").check()
    sari.presses("Terima yang dipilih")
    sari.sees("1 calon diterima.")
    jabu.page.goto("/portal/candidates/")
    jabu.sees("usulan diterima")


def test_the_dinas_accepts_by_village_and_returns_names_to_the_ministry(sari: Head) -> None:
    # Given answers of the village, from this file's earlier journeys or from one given now
    sari.page.goto("/roster/?q=RATNA+HAYATI")
    sari.page.locator("tbody").get_by_role("link", name="RATNA HAYATI").click()
    sari.page.get_by_text("Catat temuan").click()
    sari.fills(kind="pindah", evidence="surat pindah 475/12")
    sari.presses("Catat")
    # When Sari looks at a sample and accepts all who moved
    sari.page.goto("/roster/findings/villages/")
    sari.page.get_by_role("link", name=TERENTANG_BARU[1]).click()
    sari.sees("Contoh untuk diperiksa", "RATNA HAYATI")
    picture(sari, "office-findings-village")
    card = sari.page.locator("section.card").filter(has=sari.page.get_by_role("heading", name="Pindah"))
    card.get_by_role("button", name="Terima semua").click()
    sari.sees("temuan diterima.")
    # Then they go back to the ministry on a letter that is signed and sent
    sari.page.goto("/roster/returns/")
    sari.presses("Susun berita acara")
    sari.sees("BA-PENGEMBALIAN", "RATNA HAYATI", "disusun")
    assert sari.gets_pdf("PDF").startswith(b"%PDF")
    sari.fills(signer="Hasan Basri")
    sari.presses("Catat ditandatangani")
    sari.fills(by_way_of="surat nomor 470/112")
    sari.presses("Catat terkirim")
    sari.sees("terkirim", "surat nomor 470/112")
    picture(sari, "office-return-letter")


def test_what_comes_back_to_the_village(jabu: VillageOfficer) -> None:
    jabu.page.goto("/portal/schedule/")
    jabu.sees("Kantor Desa Terentang Baru", "fotokopi kartu keluarga (KK)")
    picture(jabu, "village-schedule")
    jabu.page.locator(".shell-bottom").get_by_role("link", name="Kartu datang").tap()
    jabu.sees("3 kartu: 1 diserahkan, 2 di desa.", "Diterima Kasi Sri", "bisa diambil")
    picture(jabu, "village-cards")


def test_every_page_is_small_once_the_phone_knows_its_looks(jabu: VillageOfficer) -> None:
    wire = jabu.page.context.new_cdp_session(jabu.page)
    wire.send("Network.enable")
    got: list[float] = []
    wire.on("Network.loadingFinished", lambda event: got.append(event["encodedDataLength"]))
    addresses = ("", "candidates/", "candidates/pemula/", "schedule/", "cards/", "cards/results/", "sheet/")
    sizes = {}
    for address in addresses:
        jabu.page.goto(f"/portal/{address}")
        jabu.page.wait_for_load_state("networkidle")
        got.clear()
        jabu.page.reload()
        jabu.page.wait_for_load_state("networkidle")
        jabu.can_read_without_scrolling_sideways()
        sizes[address] = sum(got)
    print({address: round(size) for address, size in sizes.items()})
    assert all(0 < size < LARGEST_PAGE for size in sizes.values()), sizes
