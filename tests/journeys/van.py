"""The kit in the van: a real process behind its door, that loses its power and comes back."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from jemput.demo.programs import DOOR, READY_SECONDS, Program, command, served
from tests.journeys.stage import Scanners, free_ports, scanners_of, set_scene

PASSPHRASE = os.environ.setdefault("JEMPUT_PASSPHRASE", "kata sandi untuk uji coba")
"""The kit's; the scenes open the kit's folder by the same."""
NO_NETWORK = "http://127.0.0.1:9"


class ClosedKit(Program):
    """A kit whose door nobody opens by itself."""

    def _wait(self) -> None:
        self.answer()

    def answer(self) -> httpx.Response:
        """The first answer to come, of the door or of the kit behind it."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            try:
                return httpx.get(self.url, timeout=20)
            except httpx.TransportError:
                time.sleep(0.05)
        raise TimeoutError(self.url)

    def is_closed(self) -> bool:
        """Whether the door stands before the kit."""
        return DOOR in self.answer().headers

    def open(self) -> None:
        """Type the passphrase as the door's page does, and wait for the kit's own first page."""
        self._open()
        while self.is_closed():
            time.sleep(0.05)


@dataclass(frozen=True)
class Van:
    """The kit, its scanners, and an office that only a courier reaches."""

    url: str
    kit: ClosedKit
    scanners: Scanners
    folder: Path
    told: dict[str, Any]

    def loses_power(self) -> None:
        """SIGKILL to every process of the kit, and the laptop started again: its door is closed."""
        self.kit.kill()
        self.kit.start()

    def comes_back_with_a_damaged_disk(self) -> None:
        """The power goes, and a page in the middle of the kit's database no longer reads."""
        self.kit.kill()
        file = self.kit.folder / "kit.sqlite3"
        with file.open("r+b") as database:
            database.seek(file.stat().st_size // 2 // 4096 * 4096)
            database.write(b"\0" * 4096)
        self.kit.start()

    def is_left_alone_for_an_hour(self) -> None:
        """Nobody touches the laptop."""
        set_scene("kit:idle", self.kit.folder)

    def carries_to_the_office(self, stick: Path) -> None:
        """The courier brings the stick to the office, which writes its receipts on it."""
        office = self.folder / "office"
        set_scene("office:courier", office, **self.told)
        command("office", office, "import-packets", str(stick))


@contextmanager
def van(folder: Path) -> Iterator[Van]:
    """The van in the village, its kit opened; everything stops afterwards."""
    office = set_scene("office:courier", folder / "office")
    told = set_scene("kit:van", folder / "kit", office=office)
    with scanners_of(folder / "scanners") as (scanners, trust):
        environ = {
            "JEMPUT_PARENT_URL": NO_NETWORK,
            "JEMPUT_SBI_PORTS": str(scanners.port),
            "JEMPUT_DEVICE_TRUST": str(trust),
            "JEMPUT_PASSPHRASE": "",
        }
        (port,) = free_ports(1)
        plain = served("kit", "Kit 1", folder / "kit", port, **environ)
        kit = ClosedKit(plain.name, plain.command, plain.folder, plain.url, plain.environ, PASSPHRASE)
        try:
            kit.start()
            kit.open()
            yield Van(f"http://127.0.0.1:{port}", kit, scanners, folder, told)
        finally:
            kit.stop()
