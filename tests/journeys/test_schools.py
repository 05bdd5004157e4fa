"""Schools at the office: a roster comes in, progress is looked at, and a partner sees counts only."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.browsing import PHONE
from tests.journeys.cast import OF_TERUSAN, PASSWORD, SUNGAI_BULUH, TERENTANG_BARU
from tests.journeys.conftest import Arrive
from tests.journeys.people import Head, Visitor
from tests.journeys.stage import Stage

SCHOOLS = (("SMKN 5 Batanghari", SUNGAI_BULUH), ("SMAN 9 Batanghari", TERENTANG_BARU))
PUPILS = OF_TERUSAN[:3]


class Partner(Visitor):
    """Ibu Ratna of the education office, on her phone."""

    screen = PHONE

    def takes_up(self, invitation: str) -> None:
        """Make the account that the invitation offers, and come in with it."""
        self.page.goto(invitation)
        self.page.locator("[name=full_name]").fill("Ratna Juwita")
        self.page.locator("[name=username]").fill("ratna")
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Buat akun").click()
        self.signed_in_as("ratna")

    def reads_counts_and_nobody(self) -> None:
        """Schools with numbers, and not one pupil's name or number."""
        text = self.page.locator("body").inner_text()
        for school, _ in SCHOOLS:
            assert school in text
        for pupil in PUPILS:
            assert pupil.name not in text and pupil.nik[12:] not in text.split()
        assert "••••" not in text
        self.can_read_without_scrolling_sideways()


def hands_in(head: Visitor, kind: str, path: Path) -> None:
    """Upload, look at what was read, take it in, and wait for it."""
    head.page.goto(f"/schools/files/upload/?kind={kind}")
    head.page.locator("[name=file]").set_input_files(path)
    head.presses("Periksa dulu")
    head.reloads_until(lambda: "Belum ada yang masuk" in head.page.content(), what="the draft")
    head.page.get_by_role("button", name="Masukkan").click()
    done = head.page.locator(".shell-context")
    head.reloads_until(lambda: done.inner_text().endswith("· masuk"), what="the file taken in")


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def register(folder: Path) -> Path:
    rows = [
        {"NPSN": f"1050{n:04d}", "NAMA SEKOLAH": name, "KODE WILAYAH": village[0]}
        for n, (name, village) in enumerate(SCHOOLS, 5)
    ]
    return written(folder / "sekolah.csv", rows)


def roster(folder: Path) -> Path:
    rows = [
        {"SEKOLAH": SCHOOLS[0][0], "NIK": p.nik, "NAMA SISWA": p.name, "TGL LAHIR": f"{p.born:%d-%m-%Y}"}
        for p in PUPILS
    ]
    return written(folder / "siswa.csv", [*rows, {**rows[0], "SEKOLAH": "SMAN 99", "NIK": "123"}])


def test_a_roster_comes_in_and_a_partner_sees_counts(
    head: Head, arrive: Arrive, on_stage: Stage, tmp_path: Path
) -> None:
    # Given two schools that the education office has listed
    head.enters("Sekolah")
    hands_in(head, "register", register(tmp_path))
    # When one of them sends its pupils, one row being wrong
    hands_in(head, "roster", roster(tmp_path))
    head.sees("NIK '123' salah", "SMAN 99")
    # Then progress counts its pupils and both schools, apart
    head.enters("Sekolah")
    head.sees("dari 3 peserta didik sasaran", "0 dari 2 sekolah sasaran", "kendala belum dicatat")
    head.follows(SCHOOLS[0][0])
    head.sees("fotokopi kartu keluarga", PUPILS[0].name)
    # And an invited partner reads numbers and no name
    head.page.goto("/schools/partners/")
    head.fills(organization="Dinas PdK")
    head.presses("Buat undangan")
    invitation = head.page.get_by_label("Alamat undangan").input_value()
    partner = arrive(Partner, on_stage.office)
    assert isinstance(partner, Partner)
    partner.takes_up(invitation)
    partner.page.goto("/")
    expect(partner.page.locator("h1")).to_have_text("Perekaman di sekolah")
    partner.reads_counts_and_nobody()
