"""Packets of 1.5 MB a second at a real office, and CPU time for each beside the floor without HTTP.

    python benchmarks/ingest.py --json ingest.json

Four kits deliver over four connections to `jemput office serve` (granian, one process, worker beside) on
SQLite and, where PostgreSQL is installed, on a fresh cluster of its own. The floor does in one bare process
what no receiver can leave out: one signature verified, SHA-256 of the bytes, a durable file, a FULL commit, a
signed receipt. Packets a second depend on what else the machine does; CPU milliseconds hardly do.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import field
from jemput.packet.envelope import SealedPacket
from jemput.packet.keys import SealingPublicKey, SigningKey
from jemput.packet.requests import SignedPart, sign_request
from report import machine, options, write

CONNECTIONS = 4
GOALS = {"cpu_to_floor": 1.4, "packets_a_second": 200}
POSTGRES = "JEMPUT_DATABASE_URL"


@dataclass
class Kit:
    """One sender: its keys, its sealed packets, and their hashes, which a van knows since it sealed them."""

    node_id: str
    key: SigningKey
    packets: list[SealedPacket]

    def __post_init__(self) -> None:
        self.hashes = {packet.manifest.packet_id: packet.sha256 for packet in self.packets}


def sealed(office: field.Office, folder: Path, each: int) -> tuple[list[Kit], str]:
    """Four kits that the office let in, each with `each` packets; and the office's node id."""
    from jemput.node.exchange.client.enroll import enroll
    from jemput.node.exchange.identity import make_me
    from jemput.node.exchange.models import Parent
    from jemput.packet.introductions import Kind
    from jemput.packet.keys import SealingKey

    everybody = [
        make_me(Kind.KIT, f"Kit {n}", SigningKey.generate(), SealingKey.generate())
        for n in range(1, CONNECTIONS + 1)
    ]
    for mine in everybody:
        enroll(url=office.url, mine=mine, at=datetime.now(UTC))
    office.approve_all()
    above = Parent.objects.get()
    kits = [
        Kit(mine.node_id, mine.signing, chain(mine.node_id, mine.signing, each, above.office_key))
        for mine in everybody
    ]
    return kits, above.node_id


def chain(kit_id: str, key: SigningKey, number: int, reader: SealingPublicKey) -> list[SealedPacket]:
    """`number` packets that follow each other."""
    packets: list[SealedPacket] = []
    for sequence in range(1, number + 1):
        before = packets[-1].signed.sha256 if packets else None
        packets.append(field.make_packet(key, kit_id, sequence, before, reader=reader))
    return packets


def deliver(kit: Kit, port: int, office_id: str, packets: list[SealedPacket], took: list[float]) -> None:
    """Post packets one after another over one connection; raises where one is not acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    path = "/exchange/packets"
    for packet in packets:
        sha256 = kit.hashes[packet.manifest.packet_id]
        part = SignedPart("POST", path, b"", office_id, body_sha256=sha256, offset=0)
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
        headers = {
            "Authorization": sign_request(part, node_id=kit.node_id, key=kit.key, at=datetime.now(UTC)),
            "Upload-Length": str(len(packet.content)),
            "Upload-Checksum": f"sha256 {checksum}",
            "Content-Type": "application/offset+octet-stream",
        }
        started = time.monotonic()
        connection.request("POST", path, packet.content, headers)
        answer = connection.getresponse()
        answer.read()
        took.append(time.monotonic() - started)
        if not answer.headers.get("Jemput-Receipt"):
            raise RuntimeError(f"{answer.status} {answer.headers.get('Jemput-Problem')}")


def burst(kits: list[Kit], office: field.Office, office_id: str, first: int, last: int) -> dict[str, Any]:
    """Packets `first` to `last` of every kit at once."""
    took: list[float] = []
    errors: list[BaseException] = []

    def run(kit: Kit) -> None:
        try:
            deliver(kit, office.port, office_id, kit.packets[first:last], took)
        except Exception as error:
            errors.append(error)

    before, started = office.cpu_seconds(), time.monotonic()
    threads = [threading.Thread(target=run, args=(kit,)) for kit in kits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, after = time.monotonic() - started, office.cpu_seconds()
    if errors:
        print(errors[0])
    return {
        "packets": len(took),
        "errors": len(errors),
        "packets_a_second": round(len(took) / seconds, 1),
        "mb_a_second": round(len(took) * field.PACKET_BYTES / seconds / 1e6, 1),
        "p50_ms": round(1000 * float(np.percentile(took, 50)), 1),
        "p99_ms": round(1000 * float(np.percentile(took, 99)), 1),
        "cpu_ms_a_packet": round(1000 * (after[0] - before[0]) / max(len(took), 1), 2),
        "worker_cpu_ms_meanwhile": round(1000 * (after[1] - before[1]) / max(len(took), 1), 2),
    }


def floor(packets: list[SealedPacket], folder: Path, key: SigningKey) -> float:
    """CPU milliseconds a packet in one bare process: verify, hash, durable file, FULL commit, receipt."""
    from jemput.packet.receipts import Receipt, sign_receipt

    folder.mkdir()
    rows = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    rows.execute("PRAGMA journal_mode=WAL")
    rows.execute("PRAGMA synchronous=FULL")
    rows.execute("CREATE TABLE packet (id TEXT PRIMARY KEY, kit TEXT, n INTEGER, sha TEXT, receipt TEXT)")
    handle, verify = os.open(folder, os.O_RDONLY), key.public
    started = time.process_time()
    for packet in packets:
        packet.signed.verify(verify)
        manifest, digest = packet.manifest, hashlib.sha256(packet.content).hexdigest()
        path = folder / f"{manifest.packet_id}.jemput"
        with path.with_suffix(".tmp").open("wb") as file:
            file.write(packet.content)
            file.flush()
            os.fsync(file.fileno())
        path.with_suffix(".tmp").replace(path)
        os.fsync(handle)
        size, at = len(packet.content), datetime.now(UTC)
        receipt = Receipt(
            1, manifest.packet_id, manifest.kit_id, manifest.sequence, digest, size, at, "office-1"
        )
        row = (
            str(manifest.packet_id),
            manifest.kit_id,
            manifest.sequence,
            digest,
            sign_receipt(receipt, key=key).text,
        )
        rows.execute("INSERT INTO packet VALUES (?, ?, ?, ?, ?)", row)
    return 1000 * (time.process_time() - started) / len(packets)


def measure(folder: Path, *, bursts: int, each: int, warm: int) -> dict[str, Any]:
    """One office with its store; the burst with the least CPU time counts, and the floor's least too."""
    office = field.Office(folder / "office", database_url=os.environ.get(POSTGRES, ""))
    field.become_kit(folder / "kit")
    office.start()
    try:
        kits, office_id = sealed(office, folder, warm + bursts * each)
        burst(kits, office, office_id, 0, warm)
        floors, runs = [], []
        for number in range(bursts):
            first = warm + number * each
            runs.append(burst(kits, office, office_id, first, first + each))
            packets = kits[0].packets[first : first + each]
            floors.append(floor(packets, folder / f"floor-{number}", kits[0].key))
        least = min(runs, key=lambda run: run["cpu_ms_a_packet"])
        return {
            **least,
            "errors": sum(run["errors"] for run in runs),
            "packets_in_all": sum(run["packets"] for run in runs),
            "best_packets_a_second": max(run["packets_a_second"] for run in runs),
            "floor_cpu_ms": round(min(floors), 2),
            "cpu_to_floor": round(least["cpu_ms_a_packet"] / min(floors), 2),
        }
    finally:
        office.kill()


def on_postgres(asked_quick: bool) -> dict[str, Any]:
    """The same in a process of its own, with a cluster of its own."""
    tool = field.ROOT / "tools" / "with_postgres.py"
    with tempfile.TemporaryDirectory(prefix="jemput-ingest-") as folder:
        result = Path(folder) / "result.json"
        command = [sys.executable, str(tool), sys.executable, __file__, "--json", str(result)]
        subprocess.run(
            [*command, *(["--quick"] if asked_quick else [])], check=True, stdout=subprocess.DEVNULL
        )
        figures: dict[str, Any] = json.loads(result.read_text())
        return {
            name.removeprefix("postgresql_"): v for name, v in figures.items() if name.startswith("postg")
        }


def main() -> None:
    """Run and print."""
    asked = options(__doc__).parse_args()
    sizes = {"bursts": 2, "each": 12, "warm": 3} if asked.quick else {"bursts": 4, "each": 60, "warm": 15}
    store = "postgresql" if os.environ.get(POSTGRES) else "sqlite"
    report: dict[str, Any] = {
        "connections": CONNECTIONS,
        "packet_bytes": field.PACKET_BYTES,
        "goal": GOALS,
    }
    with tempfile.TemporaryDirectory(prefix="jemput-ingest-") as folder:
        report[store] = measure(Path(folder), **sizes)
    if store == "sqlite" and importlib.util.find_spec("psycopg") and Path("/usr/lib/postgresql").is_dir():
        report["postgresql"] = on_postgres(asked.quick)
    for name, value in report.items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, asked.json)


if __name__ == "__main__":
    main()
