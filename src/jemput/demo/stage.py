"""The stage of the rehearsal: folders, ports, processes, people and the clock of the show."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from jemput.demo.browser import Person
from jemput.demo.network import Network
from jemput.demo.programs import Program, served

PASSWORD = "jemput-bola"
OFFICE_PORT, CENTER_PORT, NETWORK_PORT = 8000, 8200, 8050
KIT_PORTS = (8100, 8101)
SCANNER_PORTS = (4501, 4511)

T = TypeVar("T")


@dataclass
class Stage:
    """Everything that runs, and what each step took."""

    folder: Path
    console: Console = field(default_factory=Console)
    seconds: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.network = Network(NETWORK_PORT, OFFICE_PORT)
        at_center, at_office = f"http://127.0.0.1:{CENTER_PORT}", f"http://127.0.0.1:{NETWORK_PORT}"
        self.center = served("center", "Ditjen Dukcapil", self.folder / "center", CENTER_PORT)
        self.office = served(
            "office",
            "Dinas Dukcapil Kabupaten Batanghari",
            self.folder / "office",
            OFFICE_PORT,
            JEMPUT_PARENT_URL=at_center,
        )
        self.scanners = [self._scanner(n, port) for n, port in enumerate(SCANNER_PORTS, 1)]
        self.kits = [
            served(
                "kit",
                f"Kit {n}",
                self.folder / f"kit{n}",
                port,
                JEMPUT_PARENT_URL=at_office,
                JEMPUT_SBI_PORTS=str(scanner),
                JEMPUT_DEVICE_TRUST=str(self.folder / f"scanner{n}" / "maker.pem"),
            )
            for n, (port, scanner) in enumerate(zip(KIT_PORTS, SCANNER_PORTS, strict=True), 1)
        ]

    def _scanner(self, number: int, port: int) -> Program:
        keys = self.folder / f"scanner{number}"
        words = ["--port", str(port), "--kind", "all", "--keys", str(keys)]
        return Program(
            name=f"Pemindai {number}",
            command=[sys.executable, "-m", "jemput.simulator", *words],
            folder=keys,
            url=f"http://127.0.0.1:{port}/",
        )

    @property
    def programs(self) -> list[Program]:
        """All processes, in the order in which they start."""
        return [self.center, self.office, *self.scanners, *self.kits]

    def office_person(self, username: str = "kepala") -> Person:
        """Somebody at the office's pages."""
        return Person(f"http://127.0.0.1:{OFFICE_PORT}", username, PASSWORD)

    def center_person(self, username: str = "pusat") -> Person:
        """Somebody at the center's pages."""
        return Person(f"http://127.0.0.1:{CENTER_PORT}", username, PASSWORD)

    @contextmanager
    def step(self, label: str) -> Iterator[Callable[[str], None]]:
        """Show a step as it runs; call what is yielded with its outcome."""
        outcome = [""]
        started = time.monotonic()
        with self.console.status(f"{label} …"):
            yield lambda words: outcome.__setitem__(0, words)
        took = time.monotonic() - started
        self.seconds[label] = round(took, 1)
        self.console.print(f"[green]✓[/] {label:<34} [dim]{took:6.1f} s[/]  {outcome[0]}")

    def stop(self) -> None:
        """Stop every process."""
        for program in reversed(self.programs):
            program.stop()


def until(found: Callable[[], T | None], *, what: str, seconds: float = 120, pause: float = 1) -> T:
    """Wait until `found()` gives something, asked every `pause` seconds; raises TimeoutError naming it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(pause)
    raise TimeoutError(what)
