"""The field day: two crews side by side, a power cut, no network for a while, a stick, one cheat."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx

from jemput.demo.browser import Person, Refused, links
from jemput.demo.counting import ask
from jemput.demo.field_day import Crew, Visitor, body_of
from jemput.demo.programs import command
from jemput.demo.stage import KIT_PORTS, PASSWORD, SCANNER_PORTS, Stage, until
from jemput.kernel.body import Finger


class FieldDay:
    """One day of two kits."""

    def __init__(self, stage: Stage, encounters: int, prints: str) -> None:
        self.stage, self.encounters = stage, encounters
        self.prints = ten_finger_sets(Path(prints)) if prints else []
        self.sealed = 0
        self.power_cuts = 0
        self.stick: Path = stage.folder / "stick"

    def run(self) -> str:
        """Both crews record their people; returns what happened in a sentence."""
        crews = [self._crew(number) for number in (0, 1)]
        for crew in crews:
            self._open_day(crew)
        # One more goes by stick in the evening.
        share = [self.encounters - self.encounters // 2, self.encounters // 2 - 1]
        queues = [self._visitors(crew, count) for crew, count in zip(crews, share, strict=True)]
        for number, folder in enumerate(self.prints):
            self._lend(queues[number % 2], number // 2, folder)
        # The cheat: whoever came first to kit 1 comes last to kit 2, under another name and NIK.
        first = queues[0][0]
        queues[1][-1] = replace(queues[1][-1], seed=first.seed, visit=2, prints=first.prints)
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(self._work, crews, queues, (True, False)))
        self.sealed = sum(done)
        self.crews = crews
        return f"{self.sealed} orang, {self.power_cuts} listrik padam"

    def _lend(self, queue: list[Visitor], place: int, folder: Path) -> None:
        if place < len(queue):
            queue[place] = replace(queue[place], prints=str(folder))

    def _crew(self, number: int) -> Crew:
        url, kit = f"http://127.0.0.1:{KIT_PORTS[number]}", self.stage.kits[number]
        until(lambda: _may_sign_in(url), what=f"{kit.name} being let in")
        scanners = f"http://127.0.0.1:{SCANNER_PORTS[number]}"
        crew = Crew(kit, url, scanners, password=PASSWORD)
        until(lambda: crew.expected(), what=f"people for {kit.name}")
        return crew

    def _open_day(self, crew: Crew) -> None:
        """The village officers are there; a power cut of the morning is logged."""
        page = crew.operator.get("/checkin/")
        for stop in links(page, r"/checkin/stops/[0-9a-f-]{36}/officer/"):
            crew.operator.post(stop, {"state": "arrived", "name": "Kasi Pemerintahan"})
        for stop in links(page, r"/checkin/stops/[0-9a-f-]{36}/obstacles/")[:1]:
            told = {"kind": "power", "started": "00:05", "ended": "00:25", "note": "genset dinyalakan"}
            crew.operator.post(stop, told)

    def _visitors(self, crew: Crew, count: int) -> list[Visitor]:
        homes = crew.expected("home_visit")
        people = [one for one in crew.expected() if one not in homes]
        # The third is bedridden and visited at home, where the trip has such a visit.
        chosen = [*people[:2], *homes[:1], *people[2:]][:count]
        visitors = [Visitor(one, body_of(one)) for one in chosen]
        if len(visitors) > 2:
            visitors[1] = replace(visitors[1], missing=Finger.LEFT_LITTLE)
            visitors[2] = replace(visitors[2], profile="bedridden")
        return visitors

    def _work(self, crew: Crew, visitors: list[Visitor], first_kit: bool) -> int:
        away_from, back_at = len(visitors) // 3, 2 * len(visitors) // 3
        for number, visitor in enumerate(visitors):
            if first_kit and number == away_from:
                self.stage.network.go_away()
            cut = first_kit and number == min(3, len(visitors) - 1)
            crew.record(visitor, interrupted=self._power_cut(crew) if cut else None)
            if first_kit and number == back_at:
                self.stage.network.come_back()
        return len(visitors)

    def _power_cut(self, crew: Crew) -> Callable[[], None]:
        def cut() -> None:
            self.power_cuts += 1
            crew.power_cut()

        return cut

    def bring_home(self) -> str:
        """The last packet of kit 2 travels by stick; everything else by network; all are acknowledged."""
        by_stick = self._send_by_stick(self.crews[1])
        self.stage.network.come_back()
        for crew in self.crews:
            crew.send_now()
        for kit in self.stage.kits:
            until(partial(_all_home, kit.folder), what=f"receipts for {kit.name}", pause=2)
        until(lambda: len(self._at_center()) >= self.sealed, what="packets at the center", pause=3)
        return f"{by_stick} lewat USB, sisanya lewat jaringan"

    def _send_by_stick(self, crew: Crew) -> int:
        """One more person is recorded without network, and the packet goes by stick."""
        self.stage.network.go_away()
        seen = crew.expected()
        crew.record(Visitor(seen[-1], body_of(seen[-1]) + 1))
        self.sealed += 1
        self.stick.mkdir(exist_ok=True)
        crew.supervisor.post("/outbox/export/", {"folder": str(self.stick)}, form="/outbox/")
        command("office", self.stage.office.folder, "import-packets", str(self.stick))
        crew.supervisor.post("/outbox/receipts/", {"folder": str(self.stick)})
        return len(list(self.stick.glob("*.receipt.json")))

    def _at_center(self) -> dict[str, str]:
        packets: dict[str, str] = ask("center", self.stage.center.folder)["packets"]
        return packets


def _may_sign_in(url: str) -> bool:
    try:
        Person(url, "operator", PASSWORD)
    except (Refused, httpx.HTTPError):
        return False
    return True


def _all_home(folder: Path) -> bool:
    return bool(ask("kit", folder)["waiting"] == 0)


def ten_finger_sets(folder: Path) -> list[Path]:
    """The folders, this one or those in it, that hold prints of ten fingers named finger_impression."""

    def fingers(of: Path) -> int:
        return len({file.stem.partition("_")[0] for file in of.iterdir() if "_" in file.stem})

    places = [folder, *sorted(child for child in folder.iterdir() if child.is_dir())]
    return [place for place in places if fingers(place) == len(Finger)]
