"""Whoever answers to residents for their data."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import Download, expect

from tests.journeys.cast import Neighbor
from tests.journeys.people.office import JAKARTA
from tests.journeys.people.visitor import Visitor


class PrivacyOfficer(Visitor):
    """Opens numbers for a reason, answers requests, registers what went wrong."""

    def opens_the_page_of(self, neighbor: Neighbor) -> None:
        """Find somebody in the register."""
        self.enters("Penduduk")
        self.page.locator("[data-search]").fill(neighbor.name)
        self.line_of(neighbor.name).get_by_role("link").first.click()
        expect(self.page.locator("h1")).to_have_text(neighbor.name)

    def asks_for_the_full_nik(self, reason: str) -> None:
        """Press the eye, say why."""
        self.page.locator("[data-nik]").get_by_text("Lihat lengkap").click()
        self.fills(why="Alasan lain, tulis di bawah", reason=reason)
        self.presses("Tampilkan")

    def sees_the_nik(self, neighbor: Neighbor) -> None:
        """The number in full, for a minute, and then no more."""
        expect(self.page.locator("[data-nik] output")).to_have_text(neighbor.nik)
        self.page.get_by_role("link", name="Tutup sekarang").click()
        expect(self.page.locator("[data-nik]")).not_to_contain_text(neighbor.nik)

    def registers_a_request_of(self, neighbor: Neighbor, *, hours_ago: int) -> None:
        """Somebody came to the counter some hours ago."""
        self.enters("Privasi")
        self.follows("Catat permintaan")
        asked = datetime.now(JAKARTA) - timedelta(hours=hours_ago)
        self.fills(nik=neighbor.nik, asked_by=neighbor.name, asked_at=f"{asked:%Y-%m-%dT%H:%M}")
        self.presses("Simpan")
        self.sees("sisa", "menunggu jawaban")

    def takes_the_copy(self) -> str:
        """Have it made, take it, and return what its workbook says."""
        self.presses("Siapkan salinan")
        with self.page.expect_download() as coming:
            self.presses("Unduh salinan")
        taken: Download = coming.value
        with ZipFile(taken.path()) as packed, ZipFile(BytesIO(packed.read("data.xlsx"))) as book:
            assert packed.read("jawaban.pdf").startswith(b"%PDF")
            return book.read("xl/sharedStrings.xml").decode()

    def hands_it_over(self) -> None:
        """In person."""
        self.presses("Sudah diserahkan")
        self.sees("dijawab", "langsung di loket")

    def registers_an_incident(self, title: str, *, of: Neighbor) -> None:
        """What went wrong, and whose data it was."""
        self.enters("Privasi")
        self.page.locator(".tabs").get_by_role("link", name="Insiden").click()
        self.follows("Catat insiden")
        self.fills(title=title, what="Lembar perjalanan tertinggal di warung dan diambil orang.")
        self.page.get_by_label("NIK dan nomor KK").check()
        self.presses("Simpan")
        self.fills(nik=of.nik)
        self.presses("Tambah satu orang")
        self.sees_a_line(of.name)

    def tells_everybody(self) -> None:
        """The letters, then both duties done."""
        self.presses("Surat ke lembaga")
        self.presses("Surat ke orangnya")
        assert self.gets_pdf("SP-").startswith(b"%PDF")
        self.presses("Lembaga sudah diberi tahu")
        self.presses("Orangnya sudah diberi tahu")
        self.sees("sudah diberitahukan")

    def closes_it(self, review: str) -> None:
        """With what was learned."""
        self.presses("Tutup dengan tinjauan")
        self.page.locator("dialog[open] textarea").fill(review)
        self.page.locator("dialog[open]").get_by_role("button", name="Tutup dengan tinjauan").click()
        self.sees("ditutup", review)

    def sees_in_the_trail_of(self, neighbor: Neighbor, *words: str) -> None:
        """One person's trail, by NIK."""
        self.enters("Privasi")
        self.page.locator(".tabs").get_by_role("link", name="Jejak akses").click()
        self.fills(nik=neighbor.nik)
        self.presses("Lihat jejaknya")
        self.sees(neighbor.name)
        self.sees_a_line(*words)
