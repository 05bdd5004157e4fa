"""The office's people at their desks."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.journeys.people.visitor import Visitor

JAKARTA = ZoneInfo("Asia/Jakarta")


class Planner(Visitor):
    """Plans where to go, when and with whom."""

    def opens_a_campaign(self, name: str, *, days: int, crew: str) -> None:
        """A campaign from tomorrow on, weekends too, with one crew."""
        self.enters("Rencana")
        self.follows("Buat kampanye")
        tomorrow = datetime.now(JAKARTA).date() + timedelta(days=1)
        self.fills(name=name, first_day=str(tomorrow), deadline=str(tomorrow + timedelta(days=days)))
        self.fills(weekend="Setiap hari")
        self.page.get_by_label(crew).check()
        self.presses("Simpan")
        expect(self.page.locator("h1")).to_have_text(name)

    def puts_a_printer_into(self, kit: str) -> None:
        """The kit's van carries a card printer from now on."""
        self.enters("Kit")
        self.page.locator("#kits-rows").get_by_role("link", name=kit, exact=True).click()
        self.page.get_by_label("Membawa printer kartu").check()
        self.presses("Simpan")

    def lets_print_on_site(self, campaign: str) -> None:
        """The campaign's crews record and print."""
        self.enters("Rencana")
        self.line_of(campaign).get_by_role("link").first.click()
        self.follows("Ubah")
        self.fills(mode="Rekam dan cetak di tempat")
        self.presses("Simpan")
        expect(self.page.locator("h1")).to_have_text(campaign)

    def lets_the_planner_work(self) -> None:
        """Susun rencana, and wait until the page shows the plan by itself."""
        self.presses("Susun rencana")
        expect(self.page.get_by_text("orang terjangkau")).to_be_visible(timeout=60_000)

    def opens_the_trip_of(self, campaign: str) -> None:
        """The campaign's first trip."""
        self.enters("Perjalanan")
        self.line_of(campaign).get_by_role("link").first.click()

    def prints_the_summonses(self) -> str:
        """The summonses as one PDF; return its words."""
        document = pypdfium2.PdfDocument(self.gets_pdf("Panggilan dengan kode QR"))
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


class Head(Visitor):
    """Decides what the others propose."""

    def approves_the_plan_of(self, campaign: str) -> None:
        """The newest plan of a campaign becomes draft trips."""
        self.enters("Rencana")
        self.line_of(campaign).get_by_role("link").first.click()
        self.page.locator("main a[href*='/plans/']").first.click()
        self.presses("Setujui rencana")
        self.sees("perjalanan dibuat")

    def approves_the_trip_to(self, village: str) -> None:
        """The first draft trip, which must go to that village, is announced to its kit."""
        self.enters("Perjalanan")
        self.line_of("Rancangan").get_by_role("link").first.click()
        self.sees(village)
        self.presses("Setujui dan umumkan")
        self.sees("Diumumkan ke kit")


class Printer(Visitor):
    """Prints cards, keeps the blanks, packs and hands over."""

    def books_blanks_in(self, quantity: int, *, first_serial: str, to: str = "Gudang kantor") -> None:
        """Blanks from the ministry into a place of the office, by default its store."""
        self.enters("Stok")
        self.follows("Catat mutasi")
        self.fills(item="Blangko KTP-el", quantity=str(quantity), first_serial=first_serial)
        self.fills(from_place="Kemendagri, Jakarta", to_place=to, document="BAST 12/2026")
        self.presses("Simpan")

    def sees_in_stock(self, item: str, ready: int) -> None:
        """So many pieces of an item are ready for use."""
        self.enters("Stok")
        line = self.page.locator("tr").filter(has=self.page.locator("td:first-child", has_text=item))
        expect(line.filter(has=self.page.locator("strong")).locator("td").last).to_have_text(str(ready))

    def registers_a_printer(self, name: str) -> None:
        """A printer that takes its blanks from the office's store and writes PDF files."""
        self.enters("Kartu")
        self.follows("Printer")
        self.fills(name=name, queue="pdf", place="Gudang kantor")
        self.presses("Simpan")
        self.sees_a_line(name, "siap")

    def registers_the_printer_of(self, kit: str, name: str, *, blanks_from: str) -> None:
        """A printer in a van; its queue is chosen there."""
        self.enters("Kartu")
        self.follows("Printer")
        self.fills(name=name, queue="", place=blanks_from, kit=kit)
        self.presses("Simpan")
        self.sees_a_line(name, "siap")

    def sees_the_card_handed_over(self, resident: str) -> None:
        """The kit's report has come: the consignment is closed, its only card in its owner's hand."""
        self.enters("Penyerahan")
        closed = self.page.locator("tbody").get_by_text("selesai")
        self.reloads_until(lambda: closed.count() > 0, what="a consignment that is closed")
        self.page.locator("tbody tr").first.get_by_role("link").first.click()
        self.sees_a_line(resident, "diserahkan")

    def prints(self, count: int, *, on: str) -> None:
        """So many cards from the head of the queue."""
        self.enters("Kartu")
        self.fills(printer=on, count=str(count))
        self.presses("Cetak")
        expect(self.page.locator("tbody tr")).to_have_count(count)

    def spoils_one_and_keeps_the_rest(self, *, because: str) -> None:
        """Tell what came out of the printer: the first is waste, the others are cards."""
        boxes = self.page.locator("[name=job]")
        count = boxes.count()
        for number in range(1, count):
            boxes.nth(number).uncheck()
        self.fills(reason=because)
        self.presses("Rusak")
        expect(boxes).to_have_count(count - 1)
        self.keeps_all()

    def keeps_all(self) -> None:
        """Everything still to be told of came out well."""
        self.presses("Tercetak baik")
        self.sees("Tidak ada cetakan yang menunggu dicatat.")

    def packs_everything(self) -> None:
        """One consignment a village."""
        self.enters("Penyerahan")
        self.presses("Kemas semua, satu kiriman per desa")
        self.sees("kiriman dikemas")

    def lets_the_village_receive(self, village: str, *, receiver: str) -> None:
        """The village's officer signs for all cards of the consignment, which has its berita acara."""
        self.enters("Penyerahan")
        self.line_of(village).get_by_role("link").first.click()
        assert self.gets_pdf("Berita acara").startswith(b"%PDF")
        self.fills(receiver=receiver)
        self.presses("Catat diterima desa")
        self.sees("Penerimaan dicatat")

    def hands_over_to(self, resident: str, *, proof: str) -> None:
        """A card into its owner's hand."""
        self.page.get_by_role("link", name=resident, exact=True).click()
        self.fills(proof=proof)
        self.presses("Catat diserahkan")
        self.sees("Kartu diserahkan")


class Clerk(Visitor):
    """Links doubtful names to the register, never touching the mouse."""

    def goes_to_room_by_keys(self, number: int, name: str) -> None:
        """`g` and a digit."""
        self.page.keyboard.press("g")
        self.page.keyboard.press(str(number))
        expect(self.page.locator(".room[aria-current=page]")).to_contain_text(name)

    def tabs_to(self, label: str) -> None:
        """Press Tab until the focus is on the link or button of that name, then Enter."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.textContent.trim()").startswith(label):
                outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"the focus on {label} cannot be seen"
                self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"Tab never reaches {label}")

    def is_asked_about(self, *names: str) -> str:
        """Which of these names is in question."""
        name = self.page.locator(".question-name")
        expect(name).to_have_text(re.compile("|".join(f"^{each}$" for each in names)))
        return name.inner_text()

    def skips(self) -> None:
        """S leaves the question for later."""
        asked = self.page.locator(".question-name").inner_text()
        self.page.keyboard.press("s")
        expect(self.page.locator(".question-name")).not_to_have_text(asked)

    def answers(self, key: str) -> None:
        """One key is the answer."""
        asked = self.page.locator("[data-question]").get_attribute("data-question")
        self.page.keyboard.press(key)
        expect(self.page.locator(f"[data-question='{asked}']")).to_have_count(0)

    def has_nothing_left_to_answer(self) -> None:
        """The queue is empty."""
        self.sees("Tidak ada nama yang perlu ditanya.")
