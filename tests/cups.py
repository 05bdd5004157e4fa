"""A printing system of our own: a real cupsd on a free port, one raw queue, and what may become of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUEUE = "kartu"
PROGRAMS = Path("/usr/lib/cups")
"""Where Debian puts the backends and filters of CUPS."""
SECONDS = 10
_CONFIGURATION = """
Listen 127.0.0.1:{port}
DefaultAuthType None
WebInterface No
PreserveJobFiles No
Browsing No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_PRINTER = """#!/bin/sh
[ $# = 0 ] && exit 0
cat ${{6:+"$6"}} >> {0}
"""
"""A backend as CUPS starts one: the sixth word is the sheet's file, without one it comes through the pipe."""
_FILES = """
ServerBin {0}/bin
ServerRoot {0}
RequestRoot {0}/spool
TempDir {0}/tmp
CacheDir {0}/cache
StateDir {0}/state
AccessLog {0}/access
ErrorLog {0}/error
PageLog {0}/page
"""


def has_cups() -> bool:
    """Whether this machine has CUPS, and we may start one."""
    return shutil.which("cupsd") is not None and PROGRAMS.is_dir() and os.getuid() == 0


@dataclass(frozen=True)
class Cups:
    """The scheduler; its printer is a file that holds all that came out."""

    server: str
    folder: Path
    scheduler: subprocess.Popen[bytes]

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in its environment to print here."""
        return {"CUPS_SERVER": self.server}

    @property
    def paper(self) -> Path:
        """Where the printer puts what it is handed."""
        return self.folder / "printed.pdf"

    def run(self, *command: str) -> str:
        """Run one of the commands of CUPS; returns what it says, fails where it fails."""
        env = {**os.environ, **self.environ}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    def add_queue(self) -> None:
        """Set the queue up, as the office's technician does once."""
        self.run("lpadmin", "-p", QUEUE, "-E", "-v", "van:/printer", "-m", "raw")

    def forget_all(self) -> None:
        """Nothing waits, nothing is remembered, nothing came out."""
        self.run("cancel", "-a", "-x")
        self.paper.unlink(missing_ok=True)

    def stop_queue(self) -> None:
        """The queue takes jobs and prints none."""
        self.run("cupsdisable", QUEUE)

    def remove_queue(self) -> None:
        """Nobody knows the printer any more."""
        self.run("lpadmin", "-x", QUEUE)

    def start_queue(self) -> None:
        """The queue prints again what waits in it."""
        self.run("cupsenable", QUEUE)

    def jobs(self, which: str = "all") -> list[str]:
        """Numbers of the jobs it knows: `all`, or those `not-completed`."""
        return [line.split()[0] for line in self.run("lpstat", "-W", which, "-o").splitlines()]

    def spooled(self) -> list[bytes]:
        """The sheets that lie in its own folder, as docs/kit.md has it: none but those that wait."""
        return [path.read_bytes() for path in sorted((self.folder / "spool").glob("d*"))]

    def out_of_the_printer(self) -> bytes:
        """What came out, waiting for it a little; nothing where nothing came."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and self.jobs("not-completed"):
            time.sleep(0.1)
        return self.paper.read_bytes() if self.paper.exists() else b""

    def end(self) -> None:
        """Stop the scheduler."""
        self.scheduler.terminate()
        self.scheduler.wait(timeout=SECONDS)


@contextmanager
def cups(folder: Path) -> Iterator[Cups]:
    """A scheduler with one queue, running; everything stops afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("tmp", "cache", "state"):
        (folder / name).mkdir(parents=True)
    _put_printer(folder)
    (folder / "cupsd.conf").write_text(_CONFIGURATION.format(port=port))
    (folder / "cups-files.conf").write_text(_FILES.format(folder))
    command = ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    scheduler = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    running = Cups(f"127.0.0.1:{port}", folder, scheduler)
    try:
        _add_first_queue(running)
        yield running
    finally:
        if scheduler.poll() is None:
            running.end()


def _put_printer(folder: Path) -> None:
    """CUPS' own programs beside one more: the van's printer, which writes what comes out to a file."""
    shutil.copytree(PROGRAMS, folder / "bin", symlinks=True)
    printer = folder / "bin" / "backend" / "van"
    printer.write_text(_PRINTER.format(folder / "printed.pdf"))
    printer.chmod(0o700)


def _add_first_queue(running: Cups) -> None:
    until = time.monotonic() + SECONDS
    while True:
        try:
            running.add_queue()
        except subprocess.CalledProcessError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
