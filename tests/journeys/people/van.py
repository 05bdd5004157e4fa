"""The crew at the van's kit: every kind of resident, the supervisor's part, and what goes wrong."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.cast import PASSWORD, Neighbor
from tests.journeys.people.kit import ONWARD, SLOW, Operator

SUPERVISOR = "maria"


class Crew(Operator):
    """Wayan, who records, with Maria beside him."""

    def begins(self, person: Neighbor, *, button: str = "Mulai rekam") -> None:
        """The status check allows it; the question who this is stands open."""
        self.page.goto("/checkin/")
        self.finds(person)
        expect(self.page.locator(".verdict")).to_have_class(re.compile("tone-good"))
        self.presses(button)
        self.is_at("Orangnya benar?")

    def takes_as(self, profile: str) -> None:
        """The profile that fits, by its code; then on to the biodata."""
        self.page.locator(f"label.choice:has([value={profile}])").click()
        self.presses("Ya, lanjut")
        self.is_at("Bacakan biodata")

    def finds_preselected(self, profile: str) -> None:
        """The kit itself proposes the profile of that age."""
        expect(self.page.locator(f"[name=profile][value={profile}]")).to_be_checked()

    def reads_back(self, **changed: str) -> None:
        """The biodata, with what is to be filled in or corrected."""
        self.is_at("Bacakan biodata")
        self.fills(**changed)
        self.presses("Sudah benar, lanjut")

    def is_watched_live(self) -> None:
        """The scanner's own picture moves on the page."""
        live = self.page.locator("[data-live] img")
        expect(live).to_be_visible(timeout=SLOW)
        assert live.evaluate("image => image.naturalWidth") > 100

    def takes(self, heading: str, samples: int) -> None:
        """One step of the scanner, and on."""
        self.scans(heading, samples=samples)
        self.goes_on()

    def takes_hands(self, *, left: int = 4, right: int = 4, thumbs: int = 2) -> None:
        """The three steps of fingers, each with so many."""
        steps = (
            ("Empat jari tangan kiri", left),
            ("Empat jari tangan kanan", right),
            ("Dua ibu jari", thumbs),
        )
        for heading, samples in steps:
            if samples:
                self.takes(heading, samples)

    def records(self, adult: Neighbor) -> None:
        """The whole way of an adult, from the queue to the sealed packet."""
        self.begins(adult)
        self.takes_as("adult")
        self.reads_back()
        self.takes_hands()
        self.takes_what_follows_the_fingers()
        self.seals_it()

    def takes_what_follows_the_fingers(self) -> None:
        """Irises, face, signature and the comparison."""
        self.takes("Dua iris", 2)
        self.photographs_the_face()
        self.goes_on()
        self.lets_sign()
        self.goes_on()
        self.verifies()

    def verifies(self) -> None:
        """The fingers once more, and on."""
        self.verifies_the_index_fingers()
        self.goes_on()
        self.is_at("Sudah benar semua?")

    def excepts(self, link: str, *, photo: Path | None = None, reason: str = "") -> None:
        """What the form proposes cannot be taken; the supervisor agrees in person."""
        self.follows(link)
        if reason:
            self.page.locator(f"label.choice:has([name=reason][value={reason}])").click()
        if photo:
            self.page.locator("[name=photo]").set_input_files(photo)

    def approves(self) -> None:
        """The supervisor's own name and password under the exception."""
        self.page.locator("[name=supervisor]").fill(SUPERVISOR)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.presses("Setujui dan catat")

    def skips(self, heading: str) -> None:
        """A step that the profile makes optional."""
        self.is_at(heading)
        self.presses("Lewati langkah ini")
        self.goes_on()

    def seals_it(self) -> str:
        """Seal; return the code on the receipt."""
        self.is_at("Sudah benar semua?")
        self.page.locator(".kit-buttons .btn-primary").click()
        self.is_at("Tersegel")
        return self.page.locator(".receipt-code").inner_text()

    def is_at(self, heading: str) -> None:
        """The page's one heading says where, on a busy machine after a while; its scripts have begun."""
        expect(self.page.locator("h1")).to_have_text(heading, timeout=SLOW)
        self.page.wait_for_load_state("domcontentloaded")

    def scans_while_the_cable_is_out(self) -> None:
        """The capture ends with what to do; nothing is kept."""
        self.page.locator(".kit-buttons .btn-primary").click()
        expect(self.page.locator(".message")).to_contain_text("Periksa kabel", timeout=SLOW)
        expect(self.page.locator(".samples .sample-score")).to_have_count(0)

    def looks_for_scanners(self, *found: str) -> None:
        """The first thing in the morning: which scanners answer."""
        self.enters("Alat")
        self.presses("Cari alat")
        self.sees("alat ditemukan", *found)

    def is_told_of(self, other: Neighbor) -> None:
        """The capture is like somebody else's of this trip, who is named without the whole NIK."""
        suspicion = self.page.locator(".suspicion")
        expect(suspicion).to_contain_text("Mungkin orang yang sama", timeout=SLOW)
        expect(suspicion).to_contain_text(other.name)
        expect(suspicion).not_to_contain_text(other.nik)

    def calls_them_different(self, because: str, *, approved_by: str = SUPERVISOR) -> None:
        """Two people, says whoever signs."""
        self.page.locator("#why-different").fill(because)
        self.page.locator("#different-by").fill(approved_by)
        self.page.locator("#different-password").fill(PASSWORD)
        self.presses("Dua orang berbeda")

    def cancels(self, because: str) -> None:
        """The recording ends without a packet; its person is back in the queue."""
        self.page.locator("[data-ask=abandon]").first.click()
        self.page.locator("#abandon-reason").fill(because)
        self.presses("Batalkan perekaman")

    def exports_to(self, stick: Path) -> None:
        """Everything unsent onto a stick."""
        self.enters("Tertunda")
        self.page.locator("#folder").fill(str(stick))
        self.presses("Ekspor ke USB")
        self.sees("paket ada di USB")

    def reads_receipts_from(self, stick: Path, *, of: Neighbor) -> None:
        """The office's receipts from the same stick; the packet is no longer unsent."""
        self.enters("Tertunda")
        self.page.locator("#folder").fill(str(stick))
        self.presses("Baca tanda terima")
        self.sees("tanda terima dibaca")
        done = self.page.locator(".card").filter(has_text="Sudah diterima").filter(has_text=of.name)
        expect(done.first).to_be_visible()

    def sees_the_order_to_print(self, owner: Neighbor, *, blank: str) -> None:
        """The center has found the person print-ready: office's order and center's photo are here."""
        self.page.goto("/pickup/prints/")
        ready = self.page.get_by_role("button", name="Cetak kartu")
        self.reloads_until(lambda: ready.count() > 0, what=f"a print order for {owner.name} with its photo")
        self.sees(owner.name, blank)

    def prints_the_card(self, *, on: str) -> None:
        """Send it to the printer of that queue, once: there is no button for a second time."""
        self.fills(queue=on)
        self.presses("Cetak kartu")
        self.sees("Dikirim ke printer", "Apa yang keluar?")
        expect(self.page.get_by_role("button", name="Cetak kartu")).to_have_count(0)

    def says_it_came_out_well(self) -> None:
        """The card was looked at."""
        self.fills(outcome="Kartu tercetak baik")
        self.presses("Catat hasilnya")
        self.sees("Hasil cetak dicatat.")

    def waits_for_the_card_of(self, owner: Neighbor) -> None:
        """Printed here, the card is this kit's to hand over; the center sends the fingers to compare."""
        self.enters("Ambil kartu")
        card = self.page.get_by_role("link", name=owner.name)
        self.reloads_until(lambda: card.count() > 0, what=f"the card of {owner.name}")
        card.click()
        self.is_at(owner.name)
        compare = self.page.get_by_role("button", name="Cocokkan jari")
        self.reloads_until(lambda: compare.count() > 0, what=f"the fingers of {owner.name}")

    def opens_the_card_of(self, owner: Neighbor) -> None:
        """A card in the van."""
        self.enters("Ambil kartu")
        self.follows(owner.name)
        self.is_at(owner.name)

    def compares_a_finger(self, verdict: str) -> None:
        """One finger against those that the center enrolled."""
        self.presses("Cocokkan jari")
        expect(self.page.locator(".verdict")).to_contain_text(verdict, timeout=SLOW)

    def compares_a_finger_in_vain(self) -> None:
        """No scanner answers: the card's own page says so, and names the ways without one."""
        self.presses("Cocokkan jari")
        expect(self.page.locator(".message")).to_contain_text("Periksa kabel", timeout=SLOW)
        self.sees("percobaan ini tidak dihitung", "dokumennya", "surat kuasa")
        expect(self.page.locator(".verdict")).to_have_count(0)

    def hands_the_card_over(self) -> None:
        """Into the hand whose finger matched."""
        self.presses("Serahkan kartu")
        self.sees("diserahkan")

    def types_at_the_door(self, passphrase: str) -> None:
        """By keyboard alone, the name left empty."""
        self.page.goto("/")
        self.is_at("Buka kit")
        self.tabs_to("password")
        self.page.keyboard.type(passphrase)
        self.page.keyboard.press("Enter")

    def signs_in_by_keyboard(self, username: str) -> None:
        """Name, Tab, password, Enter."""
        self.tabs_to("username")
        self.page.keyboard.type(username)
        self.tabs_to("password")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")

    def tabs_to(self, field: str) -> None:
        """Press Tab until the focus is in the field of that name."""
        for _ in range(30):
            if self.page.evaluate("document.activeElement?.name") == field:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {field}")

    def comes_back_through_the_door(self, passphrase: str) -> float:
        """Open the page one was on: passphrase, and the step stands open; seconds from Enter to the step."""
        place = self.page.url
        self.types_at_the_door(passphrase)
        pressed = time.monotonic()
        self.page.wait_for_url(re.compile(r"/(checkin|accounts)/"), timeout=SLOW)
        self.page.goto(place)
        expect(self.page.locator(".step-list")).to_be_visible(timeout=SLOW)
        return time.monotonic() - pressed

    def can_go_on(self) -> bool:
        """Whether the step's samples are there."""
        return self.page.get_by_role("button", name=ONWARD).count() > 0
