"""A kit made by a process of its own, enrolled at a real office below a real center; copies to be damaged."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from jemput.kernel.ids import new_id
from jemput.kit.capture.folders import draft_folder
from jemput.kit.checkin.models import Person
from jemput.kit.config.rescuing import Outcome, finish_rescues
from jemput.kit.door.database_file import NAME, PAGE
from jemput.kit.door.examining import Kind, examine
from jemput.kit.door.setting_aside import set_aside
from jemput.kit.door.unlocking import KIT
from jemput.kit.outbox import queries as outbox
from jemput.node.exchange.actions.outgoing import Link, seal_next
from jemput.node.exchange.client.sync import Round, sync
from jemput.node.exchange.identity import me, readers
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.settings import NodeSettings, read
from jemput.packet.envelope import Blob, Origin, SealedPacket, seal
from jemput.packet.vault import Vault
from tests.conftest import ROOT
from tests.integration.exchange.test_three_programs import Node, _free_port, until
from tests.integration.kit.conftest import PASSWORD, person_message, trip_message

PASSPHRASE = "perahu kuning hujan pagi"
AT = datetime(2018, 2, 26, 2, 0, tzinfo=UTC)
SEALED, DELIVERED, PEOPLE = 6, 2, 400

# ── the kit that every test damages a copy of ──


def build() -> None:
    """In a process of its own: a kit with accounts, people, an open recording, packets sent and unsent."""
    from django.core.management import call_command

    from jemput.kit.capture.actions.encounters import begin
    from jemput.kit.checkin.actions import keep_person, keep_trip
    from jemput.node.accounts.actions import add_account

    call_command("migrate", verbosity=0)
    at = datetime.now(UTC)
    user = add_account(
        username="wayan", password=PASSWORD, role="operator", full_name="Wayan", by="test", at=at
    )
    trip = trip_message(new_id(), day=at.astimezone().date())
    keep_trip(message=trip, by="office", at=at)
    siti = keep_person(message=person_message(trip), by="office", at=at)
    Person.objects.bulk_create(replace_person(siti, number) for number in range(1, PEOPLE))
    until(lambda: delivered_round().problem is None and outbox.is_let_in() and knows_center(), seconds=60)
    for _ in range(DELIVERED):
        seal_one()
    until(lambda: delivered_round().problem is None and not outbox.unsent(), seconds=60)
    for _ in range(SEALED - DELIVERED):
        seal_one()
    encounter = begin(person=siti, profile_code="adult", operator=user, at=at)
    draft_folder(encounter).write(new_id(), b"a finger, encrypted")


def replace_person(siti: Person, number: int) -> Person:
    return Person(
        id=new_id(),
        stop=siti.stop,
        nik=f"{6106155503620003 + number}",
        name=f"ORANG {number}",
        sex="F",
        birth_date=siti.birth_date,
        village_code=siti.village_code,
        address="JALAN " * 20,
        received_at=siti.received_at,
    )


def knows_center() -> bool:
    return Parent.objects.exclude(center_id="").exists()


def delivered_round() -> Round:
    return sync(url=settings.JEMPUT.parent_url, mine=me(), at=datetime.now(UTC))


def seal_one(filler: int = 3000) -> OutgoingPacket:
    mine, to = me(), readers()

    def packet(link: Link) -> SealedPacket:
        return seal(
            Origin(new_id(), mine.node_id, link.sequence, link.previous, datetime.now(UTC), "test"),
            facts=[Blob("facts.json", "application/json", b"{}")],
            biometrics=[Blob("face.jpg", "image/jpeg", os.urandom(filler))],
            office=to.office,
            center=to.center,
            key=mine.signing,
        )

    return seal_next(kit_id=mine.node_id, seal=packet, by="wayan", at=datetime.now(UTC))


def in_kit(folder: Path, url: str, code: str, *arguments: str) -> None:
    environ = {
        **os.environ,
        "JEMPUT_DATA": str(folder),
        "JEMPUT_PASSPHRASE": PASSPHRASE,
        "JEMPUT_PARENT_URL": url,
        "DJANGO_SETTINGS_MODULE": "jemput.kit.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    program = f"import django; django.setup(); import {__name__} as t; {code}"
    subprocess.run([sys.executable, "-c", program, *arguments], env=environ, cwd=ROOT, check=True)


@pytest.fixture(scope="module", name="office")
def real_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A real office below a real center; it lets in whoever asks."""
    center = Node("center", tmp_path_factory.mktemp("nodes") / "center", port=_free_port())
    office = Node("office", center.folder.with_name("office"), above=center.url, port=_free_port())
    plain = os.environ.pop("DJANGO_SETTINGS_MODULE")
    try:
        center.start()
        office.start()
        os.environ["DJANGO_SETTINGS_MODULE"] = plain
        center.ready()
        office.ready()
        yield office
    finally:
        office.kill()
        center.kill()


@pytest.fixture(scope="module", name="sound")
def sound_kit(office: Node, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit's folder after a clean stop."""
    folder = tmp_path_factory.mktemp("sound") / "kit"
    in_kit(folder, office.url, "t.build()")
    return folder


@dataclass
class Kit:
    """A copy of that folder, to be damaged."""

    node: NodeSettings
    vault: Vault

    @property
    def file(self) -> Path:
        return self.node.data_dir / NAME

    @property
    def log(self) -> Path:
        return self.file.with_name(f"{NAME}-wal")

    def examined(self, at: float | None = None) -> Kind | None:
        damage = examine(self.node, self.vault, at=time.time() if at is None else at)
        return damage.kind if damage else None

    def rescued(self) -> Outcome:
        """As the door does it, into this process's own new database."""
        damage = examine(self.node, self.vault, at=time.time())
        assert damage is not None
        set_aside(self.node, kind=damage.kind, at=AT)
        settings.JEMPUT = replace(self.node, vault=self.vault)
        return finish_rescues(AT)[0]


_opened: dict[Path, bytes] = {}


@pytest.fixture(name="kit")
def kit_to_damage(sound: Path, tmp_path: Path, office: Node) -> Kit:
    shutil.copytree(sound, tmp_path / "kit")
    if sound not in _opened:
        _opened[sound] = Vault.open(sound / "keys" / "vault.json", owner=KIT, passphrase=PASSPHRASE).master
    node = replace(read("kit", {}), data_dir=tmp_path / "kit", parent_url=office.url)
    vault = Vault(node.keys_dir / "vault.json", _opened[sound])
    settings.JEMPUT = replace(node, vault=vault)
    return Kit(node, vault)


# ── the damages ──


def truncated(kit: Kit) -> None:
    os.truncate(kit.file, kit.file.stat().st_size // 2 // PAGE * PAGE)


def emptied(kit: Kit) -> None:
    os.truncate(kit.file, 0)


def zero_pages(kit: Kit) -> None:
    overwrite(kit.file, kit.file.stat().st_size // 2 // PAGE * PAGE, bytes(4 * PAGE))


def flipped_header(kit: Kit) -> None:
    overwrite(kit.file, 8, bytes([kit.file.read_bytes()[8] ^ 0x40]))


def flipped_middle(kit: Kit) -> None:
    middle = kit.file.stat().st_size // 2
    overwrite(kit.file, middle, bytes([kit.file.read_bytes()[middle] ^ 1]))


def garbage(kit: Kit) -> None:
    kit.file.write_bytes(random.Random(7).randbytes(kit.file.stat().st_size))


def missing(kit: Kit) -> None:
    kit.file.unlink()


def old_copy(kit: Kit) -> None:
    """An older database put back: it knows three packets fewer than were sealed."""
    run(kit, "DELETE FROM exchange_outgoingpacket WHERE sequence > 3")


def hidden_log(kit: Kit) -> None:
    """A killed kit whose log is damaged in its middle: SQLite would silently go back to before."""
    log = bytearray(left_log(kit))
    log[40 + PAGE + 24] ^= 1
    kit.log.write_bytes(log)


DAMAGES: list[tuple[Callable[[Kit], None], Kind]] = [
    (truncated, Kind.UNREADABLE),
    (emptied, Kind.MISSING),
    (zero_pages, Kind.PARTLY),
    (flipped_header, Kind.UNREADABLE),
    (flipped_middle, Kind.PARTLY),
    (garbage, Kind.UNREADABLE),
    (missing, Kind.MISSING),
    (old_copy, Kind.BEHIND),
    (hidden_log, Kind.LOG),
]
each_damage = pytest.mark.parametrize(("damage", "kind"), DAMAGES, ids=[one.__name__ for one, _ in DAMAGES])


def overwrite(file: Path, place: int, content: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek(place)
        opened.write(content)


def connected(kit: Kit) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(kit.file))
    connection.execute(f"PRAGMA key = \"x'{kit.vault.secret('database').hex()}'\"")
    return connection


def run(kit: Kit, *statements: str) -> None:
    with closing(connected(kit)) as connection:
        for one in statements:
            connection.execute(one)
        connection.commit()


def left_log(kit: Kit, commits: int = 8) -> bytes:
    """What a killed kit leaves: a log with that many finished transactions."""
    with closing(connected(kit)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        for number in range(commits):
            connection.execute("UPDATE checkin_trip SET title = ?", (f"hari {number}",))
            connection.commit()
        return kit.log.read_bytes()


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
