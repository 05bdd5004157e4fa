"""Clerks with a long queue: every answer by a key, merges by two."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.people.office import Clerk


class QueueClerk(Clerk):
    """Decides pair after pair, undoes, proposes, confirms."""

    def opens_the_queue(self) -> None:
        """By keys alone: the room, then the tab."""
        self.goes_to_room_by_keys(2, "Daftar")
        self.tabs_to("Penautan")
        expect(self.page.locator("[data-question]")).to_be_visible()

    def asked(self) -> str:
        """Which question is on the screen."""
        return self.page.locator("[data-question]").get_attribute("data-question") or ""

    def asked_name(self) -> str:
        """Whose name is in question."""
        return self.page.locator(".question-name").inner_text()

    def has_decided(self, count: int, *, of: int) -> None:
        """What the bar above the question counts."""
        expect(self.page.locator("#queue-progress")).to_contain_text(
            f"{count} dari {of}, {count} oleh Anda hari ini"
        )

    def undoes(self) -> str:
        """U brings the last question back; returns which."""
        before = self.asked()
        self.page.keyboard.press("u")
        expect(self.page.locator(f"[data-question='{before}']")).to_have_count(0)
        self.sees("Dibatalkan")
        return self.asked()

    def answers_each(self, key: str, times: int) -> None:
        """The same key for so many questions, but for those whose person is taken: these are put off."""
        for _ in range(times):
            while self.page.locator("[data-answer='1']", has_text="Usulkan").count():
                self.skips_question()
            self.answers(key)

    def skips_question(self) -> None:
        """S puts off this very question, whatever its name."""
        self.answers("s")

    def reads_the_keys(self) -> None:
        """A question mark shows the queue's own keys; Escape closes them."""
        self.page.keyboard.press("?")
        expect(self.page.locator("#queue-keys")).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#queue-keys")).to_be_hidden()

    def looks_for(self, words: str, *, finds: str) -> None:
        """C, what is looked for, and who is found is offered by the key 5."""
        self.page.keyboard.press("c")
        self.page.keyboard.type(words)
        expect(self.page.locator("#look-found")).to_contain_text(finds)
        self.page.keyboard.press("Escape")
        expect(self.page.locator("[data-answer='5']")).to_be_visible()

    def skips_to_the_taken_one(self) -> None:
        """On to the question whose person another row has already."""
        for _ in range(30):
            if self.page.locator("[data-answer='1']", has_text="Usulkan").count():
                return
            self.skips_question()
        raise AssertionError("nobody is taken")

    def proposes(self, reason: str) -> None:
        """1 asks for the reason; Enter sends it to a second clerk."""
        asked = self.asked()
        self.page.keyboard.press("1")
        expect(self.page.locator("input[name=reason]:focus")).to_have_count(1)
        self.page.keyboard.type(reason)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f"[data-question='{asked}']")).to_have_count(0)

    def opens_the_proposal(self, reason: str) -> None:
        """From the table of proposals."""
        self.page.goto("/roster/links/merges/")
        self.line_of(reason).get_by_role("link").first.click()
        self.sees(reason)

    def cannot_confirm(self) -> None:
        """The own proposal waits for somebody else."""
        self.sees("Usulan Anda sendiri")
        expect(self.page.get_by_role("button", name=re.compile("Sahkan"))).to_have_count(0)

    def confirms(self) -> None:
        """Two rows, one person."""
        self.presses("Sahkan: satu orang")
        self.sees("Disahkan.")

    def has_the_register_searched(self) -> None:
        """The worker searches; the page shows by itself what it found."""
        self.page.goto("/roster/links/pairs/")
        self.presses("Cari di seluruh register")
        expect(self.page.get_by_text("Pencarian terakhir")).to_be_visible(timeout=30_000)

    def is_asked_whether_one_person(self, name: str) -> None:
        """Both entries side by side."""
        self.follows("Jawab satu per satu")
        self.sees("Satu orang atau dua?", name)
