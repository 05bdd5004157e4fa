"""Kit, office and center as three processes with a database each: killed, started again, nothing lost."""

from __future__ import annotations

import hashlib
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jemput.node.exchange.actions.outgoing import Link, seal_next
from jemput.node.exchange.identity import make_me, me, readers
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.packet.envelope import SealedPacket
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from tests.integration.exchange.bad_link import BadLink
from tests.integration.exchange.conftest import OWN_TABLES, Van, now
from tests.unit.packet.making import make_packet

pytestmark = OWN_TABLES
ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Node:
    """A program in a process of its own."""

    program: str
    folder: Path
    port: int
    above: str = ""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("JEMPUT_")},
            "JEMPUT_DATA": str(self.folder),
            "JEMPUT_PARENT_URL": self.above,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        command = [sys.executable, "-m", "tests.integration.exchange.served", self.program, str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ)

    def ready(self) -> None:
        """Wait until it listens."""
        until(lambda: _listens(self.port), seconds=90)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / f"{self.program}.sqlite3", timeout=30)) as database:
            return list(database.execute(query))


@pytest.fixture
def center(tmp_path: Path) -> Iterator[Node]:
    node = Node("center", tmp_path / "center", port=_free_port())
    node.start()
    yield node
    node.kill()


@pytest.fixture
def office(tmp_path: Path, center: Node) -> Iterator[Node]:
    node = Node("office", tmp_path / "office", above=center.url, port=_free_port())
    node.start()
    center.ready()
    node.ready()
    yield node
    node.kill()


@pytest.fixture
def kit(transactional_db: None, office: Node) -> Van:
    mine = make_me(Kind.KIT, "Kit 3", SigningKey.generate(), SealingKey.generate())
    van = Van(mine, me(), office.url)
    until(lambda: van.sync().problem is None and _is_let_in(), seconds=60)
    return van


def test_from_the_kit_through_a_killed_office_to_the_center(kit: Van, office: Node, center: Node) -> None:
    sealed = [_seal(kit) for _ in range(3)]
    link = BadLink(("127.0.0.1", office.port), cut_after=400_000, stays_down=True)
    kit.url = link.url
    assert kit.sync().problem is not None
    office.kill()
    office.start()
    office.ready()
    link.cut_after, link.is_down = None, False
    until(lambda: _all_acknowledged(kit), seconds=60)
    until(lambda: len(_custody(center)) == 3, seconds=60)
    assert dict(_custody(center)) == {packet.packet_id.hex: packet.sha256 for packet in sealed}
    assert [(row[0], row[1][:7]) for row in center.rows(VIA)] == [(kit.mine.node_id, "office-")]
    assert {_sha256(file) for file in center.folder.glob("packets/**/*.jemput")} == {p.sha256 for p in sealed}
    until(lambda: office.rows(STATES) == [("acknowledged",)] * 3, seconds=60)
    until(lambda: list(office.folder.glob("packets/**/*.jemput")) == [], seconds=60)


VIA = "SELECT id, via_id FROM exchange_peer WHERE via_id IS NOT NULL"
STATES = "SELECT state FROM exchange_outgoingpacket"


def _seal(kit: Van) -> OutgoingPacket:
    whom = readers()

    def packet(link: Link) -> SealedPacket:
        return make_packet(
            sequence=link.sequence,
            previous=link.previous,
            key=kit.mine.signing,
            kit_id=kit.mine.node_id,
            filler=os.urandom(600_000),
            office=whom.office,
            center=whom.center,
        )

    return seal_next(kit_id=kit.mine.node_id, seal=packet, by="siti", at=now())


def _is_let_in() -> bool:
    return Parent.objects.filter(state="approved").exclude(center_id="").exists()


def _all_acknowledged(kit: Van) -> bool:
    kit.sync()
    return not OutgoingPacket.objects.exclude(state="acknowledged").exists()


def _custody(node: Node) -> list[Any]:
    return node.rows("SELECT packet_id, sha256 FROM exchange_receivedpacket")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(true: Callable[[], bool], *, seconds: float) -> None:
    """Wait for something that another process brings about."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it never came about"
        time.sleep(0.1)
