"""What the ministry's people do in the rehearsal, at the center's own pages."""

from __future__ import annotations

import re

from jemput.demo.browser import links
from jemput.demo.counting import ask
from jemput.demo.stage import Stage, until

ANSWERED = {
    "PRINT_READY_RECORD",
    "DUPLICATE_RECORD",
    "ADJUDICATE_RECORD",
    "SEARCH_FAILURE_AT_CENTRAL",
    "ENROLL_FAILURE_AT_CENTRAL",
}


def let_office_in(stage: Stage) -> None:
    """Approve the office that asks to be let in."""
    pusat = stage.center_person()
    asking = until(
        lambda: links(pusat.get("/intake/machines/"), r"/intake/machines/[^/]+/approve/"),
        what="the office asking to be let in",
    )
    for peer in asking:
        pusat.post(peer)


def decide(stage: Stage, *, expected: int) -> str:
    """Wait until every packet is answered, then settle each case by looking at it; returns what happened."""
    until(lambda: _answered(stage) >= expected, what="the center's answers", seconds=240, pause=4)
    pusat = stage.center_person()
    cases = links(pusat.get("/adjudication/", state="open"), r"/adjudication/\d+/")
    for case in cases:
        page = pusat.get(case)
        for picture in _pictures(page.text)[:2]:
            pusat.get(picture)
        told = {"verdict": "same", "note": "Jari-jari cocok pada banyak titik; satu orang dengan dua NIK."}
        pusat.post(f"{case}decide/", told)
    wanted = expected - len(cases)
    until(lambda: _told_office(stage) >= wanted, what="print-ready news at the office", pause=3)
    return f"{expected} rekaman dicari, {len(cases)} pasangan diputuskan"


def _pictures(html: str) -> list[str]:
    """The addresses of the pictures on a page."""
    return re.findall(r'src="(/adjudication/[^"]+\.png)"', html)


def _answered(stage: Stage) -> int:
    return sum(status in ANSWERED for status in ask("center", stage.center.folder)["statuses"])


def _told_office(stage: Stage) -> int:
    return int(ask("office", stage.office.folder)["print_ready"])
