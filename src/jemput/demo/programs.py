"""The programs of the rehearsal as real processes: started, watched, killed, started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

READY_SECONDS = 90
DOOR = "X-Jemput-Door"
PASSPHRASE = "perahu kuning hujan pagi"
"""The kits' passphrase in the rehearsal."""


@dataclass
class Program:
    """One process group with its own folder, port and log."""

    name: str
    command: list[str]
    folder: Path
    url: str
    environ: dict[str, str] = field(default_factory=dict)
    passphrase: str = ""
    """What is typed at its door, where it has one."""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it in a process group of its own and wait until it answers; its port must be free."""
        self._require_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        log = (self.folder / "log.txt").open("ab")
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, "MALLOC_ARENA_MAX": "2", **self.environ},
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        log.close()
        self._wait()

    def _require_port(self) -> None:
        address = urlsplit(self.url)
        with socket.socket() as probe:
            probe.settimeout(2)
            if probe.connect_ex((address.hostname or "", address.port or 0)) == 0:
                raise RuntimeError(
                    f"{self.name}: port {address.port} is taken by another program; stop that one"
                )

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if DOOR in httpx.get(self.url, timeout=2).headers:
                    self._open()
                    continue
                return
            except httpx.TransportError:
                time.sleep(0.2)
        tail = (self.folder / "log.txt").read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{self.name} does not answer at {self.url}\n{tail}")

    def _open(self) -> None:
        """Type the passphrase at the door; the program itself comes up behind it."""
        typed = {"password": self.passphrase, "again": self.passphrase}
        httpx.post(urljoin(self.url, "/door/open"), data=typed, timeout=30)
        time.sleep(0.5)

    def kill(self) -> None:
        """SIGKILL to every process of the group, as a power cut would do it."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """Ask it to leave, and insist after a while."""
        if not self.process:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None


def served(program: str, name: str, folder: Path, port: int, **environ: str) -> Program:
    """One of the three programs, served by its own command on its own port and data folder."""
    return Program(
        name=name,
        command=[sys.executable, "-m", "jemput.cli.main", program, "serve", "--port", str(port)],
        folder=folder,
        url=f"http://127.0.0.1:{port}/accounts/sign-in/",
        environ={"JEMPUT_DATA": str(folder), "JEMPUT_NODE_NAME": name, **environ},
        passphrase=PASSPHRASE,
    )


def command(program: str, folder: Path, *words: str, **environ: str) -> None:
    """Run one `jemput …` command to its end; raises with its words when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "jemput.cli.main", program, *words],
        env={**os.environ, "JEMPUT_DATA": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"jemput {program} {' '.join(words)}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        )


class MemoryWatch:
    """Notes the largest memory that this process and everything below it held together."""

    def __init__(self) -> None:
        self.peak_mb = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(1.0):
            self.peak_mb = max(self.peak_mb, _family_mb(os.getpid()))


def _family_mb(root: int) -> int:
    """Proportional memory of a process and its descendants, in MB; shared pages are counted once."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    family = {root}
    grown = True
    while grown:
        below = {pid for pid, parent in parents.items() if parent in family} - family
        family |= below
        grown = bool(below)
    return sum(map(_process_kb, family)) // 1024


def _process_kb(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
