"""The village's people."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.browsing import PHONE
from tests.journeys.cast import Neighbor
from tests.journeys.people.visitor import Visitor

THUMB = 44
"""The least height of something to be hit by a thumb, in CSS pixels."""


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
