"""Anybody at a program's pages: signs in, enters rooms, presses, follows, sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Self

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import DESK, PHONE, Witness
from tests.journeys.cast import PASSWORD


class Visitor:
    """A person with a browser of their own."""

    screen: ClassVar[tuple[int, int]] = DESK

    def __init__(self, page: Page, witness: Witness) -> None:
        self.page = page
        self.witness = witness

    def signed_in_as(self, username: str) -> Self:
        """Come in by the front door; fails where it stays shut."""
        self.tries_to_sign_in(username, PASSWORD)
        expect(self.page.locator(".rooms, .kit-rooms")).to_be_attached()
        return self

    def tries_to_sign_in(self, username: str, password: str) -> None:
        """Fill in the sign-in page and press its button, whatever comes of it."""
        self.page.goto("/accounts/sign-in/")
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("form:has([name=password]) button").click()
        self.page.wait_for_load_state()

    def tries_to_sign_in_rightly(self, username: str) -> None:
        """Try with the right password."""
        self.tries_to_sign_in(username, PASSWORD)

    def sees_the_door_shut(self) -> None:
        """A numbered refusal instead of a page with rooms."""
        self.sees("N1", "Terlalu banyak")
        expect(self.page.locator(".room")).to_have_count(0)

    def switches_to(self, language: str) -> None:
        """Press ID or EN."""
        self.page.locator(".language").get_by_role("button", name=language).click()

    def reads_in(self, language: str, *words: str) -> None:
        """The page says which language it speaks, and speaks it."""
        if self.page.url == "about:blank":
            self.page.goto("/")
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        self.sees(*words)

    def visits_every_room(self) -> list[str]:
        """Open every room of the side bar; each has a heading and fits a desk's screen and a phone's."""
        addresses = [room.get_attribute("href") or "" for room in self.page.locator(".room, .kit-room").all()]
        for address in addresses:
            self.page.set_viewport_size({"width": self.screen[0], "height": self.screen[1]})
            answer = self.page.goto(address)
            assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"
            expect(self.page.locator("h1")).not_to_be_empty()
            self.page.wait_for_load_state("networkidle")
            self.can_read_without_scrolling_sideways()
            self.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            self.can_read_without_scrolling_sideways()
        return addresses

    def can_read_without_scrolling_sideways(self) -> None:
        """Nothing is wider than the screen."""
        overflow = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{self.page.url} is {overflow} pixels too wide"

    def enters(self, room: str) -> None:
        """Go into a room by its name in the side bar."""
        self.page.locator(".room, .kit-room").filter(has_text=room).first.click()
        expect(self.page.locator(":is(.room, .kit-room)[aria-current=page]")).to_contain_text(room)

    def presses(self, label: str) -> None:
        """Press the button of that name."""
        self.page.get_by_role("button", name=label, exact=True).first.click()

    def follows(self, label: str) -> None:
        """Follow the link of that name."""
        self.page.get_by_role("link", name=label).first.click()

    def fills(self, **fields: str) -> None:
        """Fill in a form by the names of its fields."""
        for name, value in fields.items():
            control = self.page.locator(f"main [name={name}]")
            if control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)

    def sees(self, *words: str) -> None:
        """These words stand on the page, soon if not at once."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)

    def line_of(self, *words: str) -> Locator:
        """The rows of tables that have all these words."""
        found = self.page.locator("tbody tr")
        for each in words:
            found = found.filter(has_text=each)
        return found

    def sees_a_line(self, *words: str) -> None:
        """One row of a table has all these words."""
        expect(self.line_of(*words).first).to_be_visible()

    def reloads_until(self, holds: Callable[[], bool], *, what: str) -> None:
        """Look at the page again until it holds: a worker is a process of its own."""
        for _ in range(60):
            if holds():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"never seen: {what}")

    def gets_pdf(self, label: str) -> bytes:
        """Fetch what a link leads to, which must be a PDF."""
        address = self.page.get_by_role("link", name=label).first.get_attribute("href") or ""
        answer = self.page.request.get(address)
        assert answer.ok and answer.headers["content-type"] == "application/pdf", f"{label}: {answer.status}"
        return answer.body()
