"""What the kit adds to a person's minutes: an encounter, the verdict on a slap, pages of a full trip, memory.

    python benchmarks/kit.py --json kit.json

A real kit (both processes, encrypted database, opened at its door) on a day with 1,000 people of whom 200
were recorded before, so that every capture is searched among them. The scanner is the simulator, in this
process: the time from its order to its answer is taken off, since a real scanner's glass takes its own.
Everything else counts: pages and their pictures, records read and verified, quality, templates, search,
drafts encrypted and synced to the disk, sealing. Wall time on a busy machine is too long; the least of them
and the CPU time of the kit stand beside it.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from jemput.biometrics.images import encode_jpeg
from jemput.demo.browser import Person
from jemput.demo.programs import DOOR, PASSPHRASE, Program, served
from jemput.kernel.clock import SystemClock
from jemput.simulator.errors import PortTaken
from jemput.simulator.keys import TRUST_FILE
from jemput.simulator.server import DeviceServer
from jemput.simulator.service import Service
from jemput.simulator.subjects import Subject
from jemput.simulator.words import PORTS, Kind
from jemput.synthesis import faces
from kit_day import OPERATOR, PASSWORD
from report import machine, options, write

ENCOUNTER_GOAL, SLAP_GOAL, MEMORY_GOAL, PAGES_GOAL, DOOR_GOAL = 20.0, 1.5, 900.0, 100.0, 5.0
SCANS = ("left_four", "right_four", "thumbs", "irises")
SCRIBBLE = json.dumps(
    {"width": 600, "height": 250, "strokes": [[[60 + 4 * i, 120 + 60 * ((i // 6) % 2)] for i in range(90)]]}
)
_PICTURES = re.compile(r'src="(/capture/[^"]+\.jpg)"')
_ENCOUNTER = re.compile(r"/capture/([0-9a-f-]{36})/")
_TICK = os.sysconf("SC_CLK_TCK")


class Scanners:
    """The simulator in this process, with a clock on its answers."""

    def __init__(self, folder: Path) -> None:
        self.spent = 0.0
        folder.mkdir()
        for port in reversed(PORTS):
            service = Service(port=port, kinds=list(Kind), keys=folder, clock=SystemClock())
            try:
                self.server = DeviceServer(service, port)
            except PortTaken:
                continue
            break
        self.port, self.trust, self.service = port, folder / TRUST_FILE, service
        self._capture = service.capture
        service.capture = self._timed  # type: ignore[method-assign]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _timed(self, body: object) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            return self._capture(body)
        finally:
            self.spent += time.perf_counter() - started


@dataclass
class Kit:
    """The kit's processes and what they use."""

    program: Program

    @property
    def pids(self) -> list[int]:
        """The pages' process and everything below it, which is the worker."""
        assert self.program.process is not None
        found, root = [self.program.process.pid], self.program.process.pid
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and _parent(entry) == root:
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    @property
    def cpu_seconds(self) -> float:
        """CPU time of the pages' process so far."""
        words = Path(f"/proc/{self.pids[0]}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / _TICK

    @property
    def memory_mb(self) -> float:
        """Proportional memory of all of them: shared pages count once."""
        return sum(_pss_kb(pid) for pid in self.pids) / 1024


def _parent(entry: Path) -> int:
    return int((entry / "stat").read_text().rpartition(")")[2].split()[1])


def _pss_kb(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


@dataclass
class Spent:
    """Seconds by part of an encounter, without the scanner's own."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)


class Operator:
    """Takes people through every page, as a browser would, and looks at the clock."""

    def __init__(self, url: str, kit: Kit, scanners: Scanners) -> None:
        self.person = Person(url, OPERATOR, PASSWORD)
        self.kit, self.scanners = kit, scanners
        self.spent = Spent()

    def step(self, name: str, path: str, fields: dict[str, str] | None = None, **files: Any) -> str:
        """Post a form, open the page it leads to and its pictures; return the page."""
        self.scanners.spent, cpu, started = 0.0, self.kit.cpu_seconds, time.perf_counter()
        answer = self.person.post(path, fields, files=files or None)
        for picture in _PICTURES.findall(answer.text):
            self.person.http.get(picture)
        wall = time.perf_counter() - started - self.scanners.spent
        self.spent.wall[name] = self.spent.wall.get(name, 0.0) + wall
        self.spent.cpu[name] = self.spent.cpu.get(name, 0.0) + self.kit.cpu_seconds - cpu
        return str(answer.url) if name == "check" else answer.text

    def record(self, who: str, body: int) -> tuple[Spent, str]:
        """One person from the queue to the review page; return what it took so far and the way's address."""
        self.spent = Spent()
        self.scanners.service.put(Subject(seed=body))
        photo = encode_jpeg(faces.capture(faces.identity(faces.separated()[body % 20]), 1))
        found = _ENCOUNTER.search(self.step("check", f"/capture/begin/{who}/"))
        assert found is not None
        at = f"/capture/{found.group(1)}"
        self.step("check", f"{at}/checked_in/")
        self.step("biodata", f"{at}/biodata/")
        for name in SCANS:
            self._take(name, at)
        self.step("face", f"{at}/face/", photo=("face.jpg", photo, "image/jpeg"))
        self.step("face", f"{at}/face/next/")
        self.step("signature", f"{at}/signature/", {"strokes": SCRIBBLE})
        self.step("signature", f"{at}/signature/next/")
        self._take("verification", at)
        return self.spent, at

    def _take(self, name: str, at: str) -> None:
        self.step(name, f"{at}/{name}/")
        self.step(f"{name}_on", f"{at}/{name}/next/")

    def seal(self, at: str) -> None:
        """Seal and open the receipt."""
        self.step("seal", f"{at}/review/")


def pages(operator: Operator, who: str, at: str, repeats: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each page, in turn, so that none is asked while still warm from the last time."""
    asked: dict[str, tuple[str, dict[str, str]]] = {
        "today": ("/checkin/", {}),
        "queue": ("/checkin/queue/", {}),
        "search": ("/checkin/queue/", {"q": "LUBIS"}),
        "person": (f"/checkin/queue/{who}/", {}),
        "review": (f"{at}/review/", {}),
        "outbox": ("/outbox/", {}),
    }
    spent: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(repeats):
        for name, (path, query) in asked.items():
            started = time.perf_counter()
            answer = operator.person.http.get(path, params=query or None)
            spent[name].append(1000 * (time.perf_counter() - started))
            assert answer.status_code == 200 and answer.url.path == path, f"{path}: {answer}"
    return {
        name: {
            "p50_ms": round(float(np.percentile(one, 50)), 1),
            "p95_ms": round(float(np.percentile(one, 95)), 1),
        }
        for name, one in spent.items()
    }


def set_day(folder: Path, people: int, recorded: int) -> list[str]:
    """The kit's day, made by its own actions in a process of its own."""
    environ = {**os.environ, "JEMPUT_DATA": str(folder), "JEMPUT_PASSPHRASE": PASSPHRASE}
    command = [sys.executable, str(Path(__file__).with_name("kit_day.py")), str(people), str(recorded)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    waiting: list[str] = json.loads(done.stdout)
    return waiting


class ClosedKit(Program):
    """A kit whose door nobody opens by itself."""

    def _wait(self) -> None:
        until_answered(self.url)

    def opened(self) -> float:
        """Type the passphrase; seconds until the sign-in page is there."""
        started = time.perf_counter()
        self._open()
        while True:
            answer = until_answered(self.url)
            if DOOR not in answer.headers:
                return time.perf_counter() - started
            time.sleep(0.05)


def until_answered(url: str) -> httpx.Response:
    """The first answer to come."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            return httpx.get(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(url)


def started(folder: Path, scanners: Scanners) -> ClosedKit:
    """The kit, running, with its door closed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    devices = {"JEMPUT_SBI_PORTS": str(scanners.port), "JEMPUT_DEVICE_TRUST": str(scanners.trust)}
    plain = served("kit", "Kit 1", folder, port, JEMPUT_PASSPHRASE="", **devices)
    kit = ClosedKit(plain.name, plain.command, folder, plain.url, plain.environ, PASSPHRASE)
    kit.start()
    return kit


def encounters(operator: Operator, waiting: list[str], count: int, repeats: int) -> dict[str, Any]:
    """Record some people; the first one pays for what is loaded once, the pages are timed at the last one."""
    taken: list[Spent] = []
    timed: dict[str, Any] = {}
    for number in range(count):
        spent, at = operator.record(waiting[number], 500 + number)
        if number == count - 1:
            timed = pages(operator, waiting[-1], at, repeats)
        operator.seal(at)
        taken.append(spent)
    totals = [sum(one.wall.values()) for one in taken]
    later = taken[1:]
    best = min(later, key=lambda one: sum(one.wall.values()))
    slaps = [one.wall[name] for one in later for name in SCANS[:2]]
    return {
        "encounter": {
            "count": count,
            "first_seconds": round(totals[0], 2),
            "least_seconds": round(min(totals), 2),
            "most_seconds_after_first": round(max(totals[1:]), 2),
            "least_cpu_seconds": round(min(sum(one.cpu.values()) for one in later), 2),
            "goal_seconds": ENCOUNTER_GOAL,
            "part_seconds": {name: round(value, 3) for name, value in best.wall.items()},
        },
        "slap_verdict": {
            "least_seconds": round(min(slaps), 3),
            "median_seconds": round(float(np.median(slaps)), 3),
            "first_seconds": round(taken[0].wall["left_four"], 3),
            "least_cpu_seconds": round(min(one.cpu[name] for one in later for name in SCANS[:2]), 3),
            "goal_seconds": SLAP_GOAL,
        },
        "page": {**timed, "goal_p95_ms": PAGES_GOAL},
    }


def main() -> None:
    """Run and print."""
    chosen = options(__doc__)
    chosen.add_argument("--people", type=int, default=1000)
    chosen.add_argument("--recorded", type=int, default=200)
    asked = chosen.parse_args()
    count, repeats = (2, 20) if asked.quick else (6, 60)
    report: dict[str, Any] = {"people": asked.people, "recorded_before": asked.recorded}
    with tempfile.TemporaryDirectory(prefix="jemput-kit-") as name:
        folder = Path(name)
        waiting = set_day(folder / "kit", asked.people, asked.recorded)
        scanners = Scanners(folder / "scanners")
        program = started(folder / "kit", scanners)
        try:
            report["door_to_sign_in"] = {"seconds": round(program.opened(), 2), "goal_seconds": DOOR_GOAL}
            kit = Kit(program)
            report["memory"] = {"after_start_mb": round(kit.memory_mb)}
            operator = Operator(program.url.rpartition("/accounts/")[0], kit, scanners)
            report |= encounters(operator, waiting, count, repeats)
            memory = {"with_models_mb": round(kit.memory_mb), "goal_mb": MEMORY_GOAL}
            report["memory"] |= memory
        finally:
            program.stop()
            scanners.server.shutdown()
    for part, value in report.items():
        print(f"{part}: {value}")
    print("machine:", machine())
    write(report, asked.json)


if __name__ == "__main__":
    main()
