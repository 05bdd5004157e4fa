"""The people in the van."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.browsing import KIT_SCREEN
from tests.journeys.cast import PASSWORD, Neighbor
from tests.journeys.people.visitor import Visitor

SLOW = 40_000
"""Milliseconds in which a step's samples are taken, measured and shown, on a busy machine."""
ONWARD = re.compile("^Lanjut( dengan yang terbaik)?$")


class Operator(Visitor):
    """Checks people in and records them."""

    screen = KIT_SCREEN

    def finds(self, person: Neighbor) -> None:
        """Type the NIK into the queue's search, which leads straight to the person."""
        self.enters("Antrean")
        self.page.locator("#code").fill(person.nik)
        self.page.locator("#code").press("Enter")
        self.is_at(person.name)

    def is_at(self, heading: str) -> None:
        """The page's one heading says where."""
        expect(self.page.locator("h1")).to_have_text(heading)

    def begins_to_record(self, person: Neighbor) -> None:
        """The status check allows it, the profile fits, the biodata are read back and right."""
        self.finds(person)
        expect(self.page.locator(".verdict")).to_have_class(re.compile("tone-good"))
        self.presses("Mulai rekam")
        self.presses("Ya, lanjut")
        self.sees(person.name)
        self.presses("Sudah benar, lanjut")

    def scans_in_vain(self, heading: str, *, for_want_of: str) -> None:
        """The scanner finds less than was asked for; the page says what and keeps nothing."""
        self.is_at(heading)
        self.page.locator(".kit-buttons .btn-primary").click()
        expect(self.page.locator(".message")).to_contain_text(for_want_of, timeout=SLOW)
        expect(self.page.locator(".samples .sample-score")).to_have_count(0)

    def scans(self, heading: str, *, samples: int) -> None:
        """Let the scanner take one step's samples; each comes with a picture and its quality."""
        self.is_at(heading)
        self.page.locator(".kit-buttons .btn-primary").click()
        scores = self.page.locator(".samples .sample-score")
        expect(scores).to_have_count(samples, timeout=SLOW)
        assert all(0 < int(score) <= 100 for score in scores.all_inner_texts())
        expect(self.page.locator(".samples .sample-frame img")).to_have_count(samples)

    def goes_on(self) -> None:
        """To the next step, with the best of what was taken."""
        self.page.get_by_role("button", name=ONWARD).click()

    def cannot_go_on(self) -> None:
        """No button leads to the next step."""
        self.is_at("Empat jari tangan kiri")
        expect(self.page.get_by_role("button", name=ONWARD)).to_have_count(0)

    def notes_a_missing_finger(self, finger: str, *, approved_by: str, photo: Path) -> None:
        """The exception with reason and photo, approved with a supervisor's own name and password."""
        self.follows("Jari tidak ada atau terluka")
        self.page.get_by_label(finger, exact=True).check()
        self.page.get_by_label("Tidak ada (buntung)").check()
        self.page.locator("[name=photo]").set_input_files(photo)
        self.page.locator("[name=supervisor]").fill(approved_by)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.presses("Setujui dan catat")

    def takes_the_rest(self) -> None:
        """From the right hand to the comparison of the index fingers."""
        self.scans("Empat jari tangan kanan", samples=4)
        self.goes_on()
        self.scans("Dua ibu jari", samples=2)
        self.goes_on()
        self.scans("Dua iris", samples=2)
        self.goes_on()
        self.photographs_the_face()
        self.goes_on()
        self.lets_sign()
        self.goes_on()
        self.verifies_the_index_fingers()
        self.goes_on()

    def photographs_the_face(self) -> None:
        """Let the browser's camera take the picture; its quality is shown."""
        self.is_at("Wajah")
        expect(self.page.locator("[data-camera-video]")).to_have_js_property("readyState", 4, timeout=SLOW)
        self.presses("Ambil foto")
        score = self.page.locator(".kit-score")
        expect(score).to_be_visible(timeout=SLOW)
        assert int(score.inner_text().split()[0]) > 30

    def lets_sign(self) -> None:
        """A signature drawn on the canvas with the mouse."""
        self.is_at("Tanda tangan")
        box = self.page.locator("[data-pad-canvas]").bounding_box()
        assert box is not None
        left, middle, swing = box["x"] + 60, box["y"] + box["height"] / 2, box["height"] / 4
        self.page.mouse.move(left, middle)
        self.page.mouse.down()
        for step in range(1, 30):
            self.page.mouse.move(left + 14 * step, middle + (swing if step % 4 < 2 else -swing))
        self.page.mouse.up()
        self.presses("Simpan")
        expect(self.page.locator("[data-pad-still]")).to_be_visible()

    def verifies_the_index_fingers(self) -> None:
        """Both index fingers once more, compared with those just taken."""
        self.is_at("Telunjuk sekali lagi")
        self.page.locator(".kit-buttons .btn-primary").click()
        expect(self.page.locator(".kit-advice.tone-good")).to_have_text(
            "Cocok: jari yang sama.", timeout=SLOW
        )

    def seals(self) -> str:
        """Seal the packet; return the code on the receipt."""
        self.is_at("Sudah benar semua?")
        self.sees("disetujui", "Telunjuk cocok")
        self.page.locator(".kit-buttons .btn-primary").click()
        expect(self.page.locator("h1")).to_have_text("Tersegel", timeout=SLOW)
        return self.page.locator(".receipt-code").inner_text()

    def sees_the_receipt(self, code: str, *, of: Neighbor) -> None:
        """What the resident takes home: the code, a QR, and a paper to print."""
        self.sees(code, of.name)
        expect(self.page.get_by_role("img", name="QR bukti perekaman")).to_be_visible()
        assert self.gets_pdf("Cetak bukti").startswith(b"%PDF")

    def sees_the_packet_acknowledged(self, person: Neighbor) -> None:
        """The outbox says that the office's signed receipt has come."""
        self.follows("Orang berikutnya")
        self.enters("Tertunda")
        done = self.page.locator(".card").filter(has_text="Sudah diterima").filter(has_text=person.name)
        self.reloads_until(lambda: done.count() > 0, what=f"a receipt for {person.name}")

    def is_told_not_to_record(self, person: Neighbor) -> None:
        """The status check forbids a second recording and offers no way to begin it."""
        self.finds(person)
        expect(self.page.locator(".verdict")).not_to_have_class(re.compile("tone-good"))
        expect(self.page.get_by_role("button", name="Mulai rekam")).to_have_count(0)
