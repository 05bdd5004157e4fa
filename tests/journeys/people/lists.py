"""Whoever takes lists in: hands in a file, says what its columns mean, mends what was refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from tests.journeys.people.visitor import Visitor

PATIENCE = 20_000


class ListClerk(Visitor):
    """Takes lists in at the office."""

    def hands_in(self, file: Path, source: str) -> None:
        """A file with its source; then the page that watches it being read."""
        self.page.goto("/roster/lists/new/")
        self.page.locator("main [name=file]").set_input_files(file)
        self.fills(source=source)
        self.presses("Periksa dulu")
        expect(self.page.locator("h1")).to_have_text(source)

    def waits_for(self, state: str) -> None:
        """The page shows by itself that the file has come so far."""
        expect(self.page.locator(".shell-context")).to_contain_text(state, timeout=PATIENCE)

    def reads_figures(self, **figures: int) -> None:
        """The strip of figures says so."""
        for label, value in figures.items():
            link = self.page.locator(".chain").locator(":scope > *").filter(has_text=label.replace("_", " "))
            expect(link.first).to_contain_text(str(value))

    def says(self, **meanings: str) -> None:
        """What columns mean, by letter; the preview answers at once."""
        for letter, meaning in meanings.items():
            with self.page.expect_response(lambda answer: answer.url.endswith("/columns/")):
                self.page.get_by_label(f"Arti kolom {letter} ").select_option(label=meaning)

    def chooses_the_village(self, code: str) -> None:
        """Of every row, where no column says it."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/columns/")):
            self.page.locator("[name=village]").select_option(value=code)

    def sees_the_preview(self, name: str, verdict: str) -> None:
        """How somebody's row would be read."""
        expect(
            self.page.locator("#columns tbody tr").filter(has_text=verdict).filter(has_text=name)
        ).to_be_visible()

    def mends_in_excel(self, folder: Path, **cells: str) -> Path:
        """Download the refused rows and write into the first one's cells, by column letter."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="baris yang ditolak").click()
        path = folder / "ditolak.xlsx"
        coming.value.save_as(path)
        book = openpyxl.load_workbook(path)
        for letter, value in cells.items():
            book.active[f"{letter}2"] = value
        book.save(path)
        return path

    def brings_back(self, file: Path) -> None:
        """Upload the mended rows."""
        self.page.locator("#returned").set_input_files(file)
        self.presses("Unggah perbaikan")

    def compares_with(self, source: str) -> None:
        """The list on the screen with an older one."""
        options = self.page.locator("#older option").filter(has_text=source)
        self.page.locator("#older").select_option(value=options.first.get_attribute("value") or "")
        self.presses("Bandingkan")

    def throws_away(self) -> None:
        """The draft: nobody of it comes in."""
        self.presses("Buang")
        self.page.locator("dialog[open]").get_by_role("button", name="Buang").click()
        self.sees("Daftar dibuang")
