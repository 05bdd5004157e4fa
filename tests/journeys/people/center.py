"""The center's people."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.people.visitor import Visitor


class Adjudicator(Visitor):
    """Decides whether two records are one person."""

    def opens_the_case_of(self, name: str) -> None:
        """Find the pair in the list, which the worker fills in its own time."""
        self.enters("Adjudikasi")
        self.reloads_until(lambda: self.line_of(name).count() > 0, what=f"a case of {name}")
        self.line_of(name).get_by_role("link", name=name).click()

    def sees_both_names(self, new: str, old: str) -> None:
        """Two columns, one record each."""
        self.sees("Rekaman baru", "Rekaman lama", new, old)

    def sees_matched_points(self) -> None:
        """A finger of both records as a picture that really loaded."""
        picture = self.page.get_by_role("img", name="titik yang cocok").first
        expect(picture).to_be_visible()
        width = picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }")
        assert width > 300, f"the picture of matched points is {width} pixels wide"

    def decides(self, verdict: str, *, because: str) -> None:
        """Write down what is seen and press the verdict."""
        self.page.get_by_label("Apa yang Anda lihat?").fill(because)
        self.presses(verdict)
        self.sees("Keputusan dicatat")

    def sees_the_status(self, status: str, *, of: str) -> None:
        """The newest published status of a NIK, which lists show masked."""
        self.enters("Status")
        self.page.get_by_role("searchbox").first.fill(of)
        self.page.wait_for_url("**q=*")
        newest = self.page.locator("tbody tr").first
        self.reloads_until(lambda: status in newest.inner_text(), what=f"{status} of {of}")
