"""The village's people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.browsing import PHONE
from tests.journeys.cast import Neighbor
from tests.journeys.people.visitor import Visitor

THUMB = 44
"""The least height of something to be hit by a thumb, in CSS pixels."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT = """async () => {
  const result = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const base = await result(indexedDB.open("jemput-portal", 1));
  const all = await result(base.transaction("answers").objectStore("answers").getAll());
  return all.map((one) => ({ ...one, photo: one.photo ? one.photo.size : 0 }));
}"""


class VillageOfficer(Visitor):
    """Answers for the own village on a phone."""

    screen = PHONE

    def sees_only(self, *people: Neighbor) -> None:
        """These names are still to be answered, and nobody else's."""
        self.page.goto("/portal/")
        lines = self.page.locator(".portal-list li strong")
        expect(lines).to_have_count(len(people))
        assert sorted(lines.all_inner_texts()) == sorted(person.name for person in people)

    def opens(self, person: Neighbor) -> None:
        """One name of the list."""
        self.page.goto("/portal/")
        self.page.locator(".portal-list").get_by_role("link", name=person.name).tap()
        expect(self.page.locator("h1")).to_have_text(person.name)

    def answers(self, answer: str, *, evidence: str) -> None:
        """One of the five answers, with how it is known."""
        self._taps(answer, role="link")
        self.page.wait_for_url("**kind=*")
        self.fills(evidence=evidence)
        self._taps("Kirim", role="button")
        self.sees("sudah dijawab.")

    def answers_in_the_list(
        self, name: str, answer: str, *, evidence: str = "", document: str = "", photo: Path | None = None
    ) -> None:
        """Tap Jawab beside a name, one of the five answers, and send it: the page stays where it is."""
        row = self.row_of(name)
        row.get_by_role("button", name="Jawab", exact=True).tap()
        panel = row.locator("form")
        panel.get_by_role("button", name=answer, exact=True).tap()
        if evidence:
            panel.locator("[name=evidence]").fill(evidence)
        if document:
            panel.locator("[name=document]").select_option(label=document)
        if photo:
            panel.locator("[name=attachment]").set_input_files(photo)
        panel.get_by_role("button", name="Kirim", exact=True).tap()

    def row_of(self, name: str) -> Locator:
        """One name's line in the list."""
        return self.page.locator(".portal-list li").filter(has_text=name)

    def sees_state(self, name: str, *words: str) -> None:
        """What the phone says of an answer beside its name."""
        for each in words:
            expect(self.row_of(name).locator("[data-state]")).to_contain_text(each)

    def sees_waiting(self, count: int) -> None:
        """How many answers wait for a line; none: the bar is gone."""
        bar = self.page.locator("[data-queue]")
        if not count:
            expect(bar).to_be_hidden()
            return
        expect(bar).to_be_visible()
        expect(bar.locator("[data-count]")).to_have_text(str(count))

    def keeps_in_the_phone(self) -> list[dict[str, Any]]:
        """What lies in the browser's own store, photos by their size."""
        found: list[dict[str, Any]] = self.page.evaluate(_KEPT)
        return found

    def loses_the_line(self) -> None:
        """The village's only tower goes down."""
        self.page.context.set_offline(True)

    def finds_the_line(self) -> None:
        """Up on the hill there is a signal again."""
        self.page.context.set_offline(False)

    def downloads(self, label: str) -> bytes:
        """Fetch the sheet that a link leads to."""
        address = self.page.get_by_role("link", name=label).first.get_attribute("href") or ""
        answer = self.page.request.get(address)
        assert answer.ok, f"{label}: {answer.status}"
        return answer.body()

    def sends_sheet(self, content: bytes) -> None:
        """Choose a filled-in sheet and send it."""
        sheet = {"name": "isian.xlsx", "mimeType": XLSX, "buffer": content}
        self.page.locator("[name=file]").set_input_files(sheet)  # type: ignore[arg-type]
        self._taps("Kirim lembar", role="button")
        self.sees("Setiap baris dijawab")

    def sees_progress(self, done: str, of: str) -> None:
        """How far the village has come."""
        expect(self.page.locator(".progress-line, [role=progressbar], .work").first).to_be_visible()
        self.sees(f"{done} dari {of}")

    def _taps(self, label: str, *, role: str) -> None:
        self.can_read_without_scrolling_sideways()
        target = self.page.get_by_role(role, name=label, exact=True)  # type: ignore[arg-type]
        box = target.bounding_box()
        assert box is not None and box["height"] >= THUMB, f"{label} is too small for a thumb: {box}"
        target.tap()
