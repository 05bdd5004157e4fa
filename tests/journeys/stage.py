"""The three programs and the scanners as real processes, each with its own folder and port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from jemput.demo.programs import Program, served
from jemput.simulator.keys import TRUST_FILE
from jemput.simulator.words import PORTS

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Scanners:
    """The device service of the kit: fingerprints and irises of whoever is put before it."""

    port: int

    def put(self, body: int, *, missing: tuple[str, ...] = ()) -> None:
        """Put a generated body before the scanners, without these fingers (as MOSIP SBI names them)."""
        order = {"seed": body, "missing": list(missing)}
        self._order("subject", order)

    def will(self, fault: str, *, device: str) -> None:
        """Let the next capture of a device go wrong, as the simulator's scripted faults name it."""
        self._order("faults", {"kind": fault, "device": device})

    def plug_in(self, device: str) -> None:
        """Put a device's cable in again."""
        self._order(f"devices/{device}", {"plugged": True})

    def _order(self, what: str, order: dict[str, Any]) -> None:
        httpx.post(f"http://127.0.0.1:{self.port}/simulator/{what}", json=order).raise_for_status()


@dataclass(frozen=True)
class Stage:
    """Where the programs answer."""

    office: str
    kit: str
    center: str
    scanners: Scanners
    folder: Path


@contextmanager
def stage(folder: Path, **environ: str) -> Iterator[Stage]:
    """Set the scenes, start everything, and stop everything afterwards; `environ` is for all programs."""
    ports = dict(zip(("office", "kit", "center"), free_ports(3), strict=True))
    url = {program: f"http://127.0.0.1:{port}" for program, port in ports.items()}
    _set_scenes(folder)
    with ExitStack() as running:
        scanners, trust = running.enter_context(scanners_of(folder / "scanners"))
        above = {"office": url["center"], "kit": url["office"], "center": ""}
        programs = [
            served(
                program,
                _NAMES[program],
                folder / program,
                ports[program],
                JEMPUT_PARENT_URL=above[program],
                JEMPUT_SBI_PORTS=str(scanners.port),
                JEMPUT_DEVICE_TRUST=str(trust),
                **environ,
            )
            for program in ports
        ]
        running.callback(_together, Program.stop, programs)
        _together(Program.start, programs)
        yield Stage(**url, scanners=scanners, folder=folder)


_NAMES = {"kit": "Kit 1", "office": "Dinas Batanghari", "center": "Pusat"}


def _set_scenes(folder: Path) -> None:
    """Each program's own actions put in place what is true before the first journey."""
    kit = set_scene("kit", folder / "kit")
    office = set_scene("office", folder / "office", kit=kit)
    set_scene("center", folder / "center", office=office)


def set_scene(name: str, own: Path, **told: Any) -> dict[str, Any]:
    """Set a scene, PROGRAM or PROGRAM:SCENE, in a process of its own on the program's folder."""
    own.mkdir(parents=True, exist_ok=True)
    program = name.partition(":")[0]
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.scenes", name, json.dumps(told)],
        cwd=ROOT,
        env={**os.environ, "JEMPUT_DATA": str(own), "JEMPUT_NODE_NAME": _NAMES[program]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the scene of {name} failed\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _together(act: Callable[[Program], None], programs: list[Program]) -> None:
    """Do one thing to all programs at once; fails where one fails."""
    with ThreadPoolExecutor(len(programs)) as hands:
        list(hands.map(act, programs))


@contextmanager
def scanners_of(folder: Path) -> Iterator[tuple[Scanners, Path]]:
    """The simulator of MOSIP SBI devices as its own process on a free port of the standard's range."""
    folder.mkdir()
    port = next(port for port in reversed(PORTS) if _is_free(port))
    command = [sys.executable, "-m", "jemput.simulator", "--port", str(port), "--keys", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        if process.stdout is None or not process.stdout.readline().startswith("http"):
            raise RuntimeError(f"the scanners do not start on port {port}")
        yield Scanners(port), folder / TRUST_FILE
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=10)


def free_ports(count: int) -> list[int]:
    """So many ports of 127.0.0.1 that nobody listens on."""
    with ExitStack() as held:
        doors = [held.enter_context(closing(socket.create_server(("127.0.0.1", 0)))) for _ in range(count)]
        return [door.getsockname()[1] for door in doors]


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
