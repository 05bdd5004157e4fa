"""Kills and power cuts while a kit seals and an office receives: what was acknowledged must be there, once.

    python benchmarks/crash.py --json crash.json

Kills: a kit process (SQLCipher, sealing and syncing at once) and a real office (`jemput office serve`) are
ended by SIGKILL at random moments until enough receipts have come; encounters that a kill interrupted are
sealed again under their own id, as the capture room does. Power: the system calls of sealing (kit) and of
receiving (office) are recorded and replayed into the disks that a power cut at any call could have left.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import field
import powerloss
from crash_roles import KEY, PACKET_BYTES
from report import machine, options, write

ROLES = str(Path(__file__).with_name("crash_roles.py"))


class Kit:
    """The kit's process."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url, self.log = folder, url, folder.with_suffix(".acknowledged")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, sealing: bool = True) -> None:
        """Start it; it needs no waiting for."""
        command = [sys.executable, ROLES, "kit", str(self.folder), self.url, str(self.log)]
        self.process = subprocess.Popen(
            [*command, "seal" if sealing else "drain"], env=field.environ(self.folder), cwd=field.ROOT
        )

    def kill(self) -> None:
        """SIGKILL."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def received(office: field.Office) -> dict[str, tuple[str, str, int]]:
    """What the office's database holds: id → hash, file and how often."""
    database = sqlite3.connect(f"file:{office.folder / 'office.sqlite3'}?mode=ro", uri=True, timeout=60)
    rows = database.execute("SELECT packet_id, sha256, file FROM exchange_receivedpacket").fetchall()
    database.close()
    found: dict[str, tuple[str, str, int]] = {}
    for packet_id, sha256, file in rows:
        found[packet_id] = (sha256, file, found.get(packet_id, ("", "", 0))[2] + 1)
    return found


def killing(folder: Path, *, receipts: int, most_seconds: float, seed: int = 5) -> dict[str, Any]:
    """Kill one or the other until enough receipts have come; then let all arrive and count."""
    chance = random.Random(seed)
    office = field.Office(folder / "office")
    office.start()
    kit = Kit(folder / "kit", office.url)
    kit.start()
    kills = {"kit": 0, "office": 0}
    started = time.monotonic()
    try:
        until(lambda: asked_in(office), seconds=120)
        office.approve_all()
        kit.kill()
        kit.start()
        while len(received(office)) < receipts and time.monotonic() - started < most_seconds:
            time.sleep(chance.uniform(2.0, 12.0))
            if chance.random() < 0.6:
                kit.kill()
                kit.start()
                kills["kit"] += 1
            else:
                office.kill()
                office.start()
                kills["office"] += 1
        kit.kill()
        kit.start(sealing=False)
        assert kit.process is not None
        kit.process.wait(timeout=300)
        time.sleep(3)
    finally:
        kit.kill()
        office.kill()
    return {"kills": kills, "seconds": round(time.monotonic() - started), **verdict(kit, office)}


def asked_in(office: field.Office) -> bool:
    """Whether the kit has asked to be let in."""
    database = sqlite3.connect(f"file:{office.folder / 'office.sqlite3'}?mode=ro", uri=True, timeout=60)
    number: int = database.execute("SELECT COUNT(*) FROM exchange_peer").fetchone()[0]
    database.close()
    return number > 0


def until(true: Callable[[], bool], *, seconds: float) -> None:
    """Wait for what another process brings about."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise SystemExit("it never came about")
        time.sleep(0.2)


def verdict(kit: Kit, office: field.Office) -> dict[str, Any]:
    """Compare what was acknowledged to the operator with what the office holds, byte for byte."""
    acknowledged = {
        UUID(word[1]).hex: word[2]
        for word in map(str.split, kit.log.read_text().splitlines())
        if word[0] == "sealed"
    }
    held = received(office)
    paths = {key: office.folder / file for key, (_, file, _) in held.items()}
    on_disk = set((office.folder / "packets").rglob("*.jemput"))
    kits_files = set((kit.folder / "packets").rglob("*.jemput"))
    return {
        "receipts": len(held),
        "acknowledged_encounters": len(acknowledged),
        "missing": sum(key not in held for key in acknowledged),
        "doubled": sum(times > 1 for _, _, times in held.values()),
        "corrupt": sum(_differs(paths[key], sha) for key, (sha, _, _) in held.items())
        + sum(held[key][0] != sha for key, sha in acknowledged.items() if key in held),
        "orphan_files_at_office": len(on_disk - set(paths.values())),
        "files_left_at_kit": len(kits_files),
        "half_files_left_to_the_sweeper": len(list(office.folder.rglob("*.tmp")))
        + len(list(office.folder.rglob("*.part")))
        + len(list(kit.folder.rglob("*.tmp"))),
        "office_database": integrity(office.folder / "office.sqlite3"),
    }


def _differs(path: Path, sha256: str) -> bool:
    return not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256


def integrity(file: Path) -> str:
    """What SQLite says of a database."""
    database = sqlite3.connect(file)
    word: str = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    return word


def cut_power(role: str, folder: Path, *, packets: int, states: int, seed: int = 3) -> dict[str, Any]:
    """Record one writer, rebuild disks at random calls, and look for what it had acknowledged."""
    data, base, chance = folder / f"power-{role}", folder / f"power-{role}-before", random.Random(seed)
    command = [sys.executable, ROLES, "power", role, str(data)]
    subprocess.run([*command, "0"], check=True, env=field.environ(data), cwd=field.ROOT)
    shutil.copytree(data, base)
    trace = folder / f"{role}.trace"
    ops = powerloss.record([*command, str(packets)], data, trace, field.environ(data))
    trace.unlink()
    disk, acknowledged = powerloss.Disk.of(base, str(data)), {}
    chosen = sorted(chance.sample(range(len(ops)), min(len(ops), states // len(powerloss.MODES))))
    found: dict[str, int] = {"states": 0, "lost_states": 0, "lost": 0, "corrupt": 0, "with_orphan_files": 0}
    wanted = set(chosen)
    for at, op in enumerate(ops):
        disk.do(op)
        if op.kind == "said":
            for line in op.data.decode().splitlines():
                if line.startswith("ACK "):
                    acknowledged[line.split()[1]] = line.split()[2]
        if at in wanted:
            for mode in powerloss.MODES:
                files = disk.after_power_loss(mode, chance)
                _look(role, files, str(data), folder / "after", acknowledged, found)
    return {"calls": len(ops), "acknowledged": len(acknowledged), **found}


def _look(
    role: str,
    files: dict[str, bytes],
    origin: str,
    target: Path,
    acknowledged: dict[str, str],
    found: dict[str, int],
) -> None:
    powerloss.lay_out(files, origin, target)
    found["states"] += 1
    try:
        rows = rows_of(role, target)
    except Exception as error:
        found["corrupt"] += 1
        print("unreadable:", error)
        return
    lost = 0
    for packet_id, sha256 in acknowledged.items():
        file = rows.get(UUID(packet_id).hex)
        lost += file is None or _differs(target / file, sha256)
    found["lost"] += lost
    found["lost_states"] += lost > 0
    on_disk = {str(one.relative_to(target)) for one in target.rglob("*.jemput")}
    found["with_orphan_files"] += bool(on_disk - set(rows.values()))


def rows_of(role: str, folder: Path) -> dict[str, str]:
    """id → file, as the database tells after the power came back; raises where it is damaged."""
    if role == "kit":
        from sqlcipher3 import dbapi2

        database = dbapi2.connect(str(folder / "kit.sqlite3"))
        database.execute(f"PRAGMA key = \"x'{KEY}'\"")
        table = "exchange_outgoingpacket"
    else:
        database = sqlite3.connect(folder / "kit.sqlite3")
        table = "exchange_receivedpacket"
    try:
        word = database.execute("PRAGMA integrity_check").fetchone()[0]
        if word != "ok":
            raise RuntimeError(word)
        return dict(database.execute(f"SELECT packet_id, file FROM {table}").fetchall())  # noqa: S608
    finally:
        database.close()


def main() -> None:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--receipts", type=int, default=5000)
    parser.add_argument("--states", type=int, default=1200, help="disks to rebuild for kit and for office")
    parser.add_argument("--most-seconds", type=float, default=3000)
    asked = parser.parse_args()
    receipts, states = (150, 120) if asked.quick else (asked.receipts, asked.states)
    report: dict[str, Any] = {"packet_bytes": PACKET_BYTES, "goal": {"receipts": 5000, "states": 1000}}
    with tempfile.TemporaryDirectory(prefix="jemput-crash-") as folder:
        for role in ("kit", "office"):
            report[f"power_{role}"] = cut_power(
                role, Path(folder), packets=6 if asked.quick else 25, states=states
            )
            print(f"power_{role}: {report[f'power_{role}']}", flush=True)
        most = 14 if asked.quick else asked.most_seconds
        report["kills"] = killing(Path(folder), receipts=receipts, most_seconds=most)
    print(f"kills: {report['kills']}")
    print("machine:", machine())
    write(report, asked.json)


if __name__ == "__main__":
    main()
