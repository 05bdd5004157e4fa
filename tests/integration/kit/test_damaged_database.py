"""A kit whose database is damaged: detected before anything is built on it, explained, and rescued.

The kit is made once by a process of its own, enrolled at a real office below a real center; each test damages
a copy of its folder. What is delivered afterwards goes over HTTP to that office.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from jemput.kernel.ids import new_id
from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import Encounter
from jemput.kit.checkin.models import Person
from jemput.kit.config import safety
from jemput.kit.config.rescuing import Outcome, finish_rescues, latest
from jemput.kit.door import schema_pages, sealed_log
from jemput.kit.door.database_file import NAME, PAGE
from jemput.kit.door.examining import CHECKED, Kind, examine
from jemput.kit.door.server import STATE_HEADER
from jemput.kit.door.setting_aside import begun, pending, set_aside
from jemput.kit.door.unlocking import KIT
from jemput.kit.outbox import queries as outbox
from jemput.node.accounts.models import User
from jemput.node.exchange.actions.outgoing import Link, seal_next
from jemput.node.exchange.client.sync import Round, sync
from jemput.node.exchange.identity import me, readers
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.ledger.actions import first_break
from jemput.node.ledger.models import Entry
from jemput.node.settings import NodeSettings, read
from jemput.packet.envelope import Blob, Origin, SealedPacket, seal
from jemput.packet.vault import Vault
from tests.conftest import ROOT
from tests.integration.exchange.test_three_programs import Node, _free_port, until
from tests.integration.kit.conftest import PASSWORD, person_message, trip_message
from tests.integration.kit.test_door import RealKit

PASSPHRASE = "perahu kuning hujan pagi"
AT = datetime(2018, 2, 26, 2, 0, tzinfo=UTC)
SEALED, DELIVERED, PEOPLE = 6, 2, 400

pytestmark = pytest.mark.django_db


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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A real office below a real center; it lets in whoever asks."""
    center = Node("center", tmp_path_factory.mktemp("nodes") / "center", port=_free_port())
    office = Node("office", center.folder.with_name("office"), above=center.url, port=_free_port())
    plain = os.environ.pop("DJANGO_SETTINGS_MODULE")
    try:
        center.start()
        office.start()
        center.ready()
        office.ready()
        yield office
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = plain
        office.kill()
        center.kill()


@pytest.fixture(scope="module")
def sound(office: Node, tmp_path_factory: pytest.TempPathFactory) -> Path:
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


@pytest.fixture
def kit(sound: Path, tmp_path: Path, office: Node) -> Kit:
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


DAMAGES: list[tuple[Callable[[Kit], None], Kind]] = [
    (truncated, Kind.UNREADABLE),
    (emptied, Kind.MISSING),
    (zero_pages, Kind.PARTLY),
    (flipped_header, Kind.UNREADABLE),
    (flipped_middle, Kind.PARTLY),
    (garbage, Kind.UNREADABLE),
    (missing, Kind.MISSING),
    (old_copy, Kind.BEHIND),
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


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


# ── detection ──


def test_a_sound_kit_opens_and_looking_changes_nothing(kit: Kit) -> None:
    before = kit.file.read_bytes()
    assert kit.examined() is None and kit.file.read_bytes() == before


def test_a_kit_that_was_never_used_is_not_damaged(tmp_path: Path) -> None:
    node = replace(read("kit", {}), data_dir=tmp_path)
    assert examine(node, Vault(tmp_path / "vault.json", bytes(32)), at=0) is None


@each_damage
def test_each_damage_is_detected_and_says_what_is_not_lost(
    kit: Kit, damage: Callable[[Kit], None], kind: Kind
) -> None:
    damage(kit)
    found = examine(kit.node, kit.vault, at=time.time())
    assert found is not None and found.kind is kind
    unsent = SEALED - DELIVERED
    assert found.beside.packets == unsent and found.beside.packet_bytes > unsent * 3000
    said = found.problem().text("id")
    assert f"{unsent} paket tersegel" in said and "Selamatkan" in said and found.problem().code == "T601"


def test_a_large_database_is_checked_wholly_once_a_day(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jemput.kit.door.examining.SMALL_BYTES", 0)
    assert kit.examined() is None
    flipped_middle(kit)
    checked = (kit.node.data_dir / CHECKED).stat().st_mtime
    assert kit.examined(checked + 3600) is None
    assert kit.examined(checked + 25 * 3600) is Kind.PARTLY


def left_log(kit: Kit, commits: int = 8) -> bytes:
    """What a killed kit leaves: a log with that many finished transactions."""
    with closing(connected(kit)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        for number in range(commits):
            connection.execute("UPDATE checkin_trip SET title = ?", (f"hari {number}",))
            connection.commit()
        return kit.log.read_bytes()


def test_a_log_torn_by_a_power_cut_is_no_damage(kit: Kit) -> None:
    log = left_log(kit)
    for torn in (log, log[:-100], log[: len(log) - PAGE], log[:20]):
        kit.log.write_bytes(torn)
        assert kit.examined() is None


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_log_that_hides_finished_work_is_damage(kit: Kit, place: int) -> None:
    log = bytearray(left_log(kit))
    log[40 + place * (PAGE + 24)] ^= 1
    if place == 0:
        log[4:32] = bytes(28)
    kit.log.write_bytes(log)
    assert kit.examined() is Kind.LOG


@given(st.data())
@hypothesis(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_bit_of_the_database_is_detected(kit: Kit, data: st.DataObject) -> None:
    good = kit.file.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    overwrite(kit.file, place, bytes([good[place] ^ (1 << data.draw(st.integers(0, 7)))]))
    assert kit.examined() in {Kind.PARTLY, Kind.UNREADABLE}
    overwrite(kit.file, place, good[place : place + 1])


# ── rescue ──


@each_damage
def test_every_sealed_packet_reaches_the_office_once_and_the_chain_goes_on(
    kit: Kit, office: Node, damage: Callable[[Kit], None], kind: Kind
) -> None:
    log = sealed_log.read(kit.node.data_dir)
    damage(kit)
    kit.rescued()
    waiting = {str(packet.packet_id) for packet in OutgoingPacket.objects.exclude(state="acknowledged")}
    assert waiting == {one.packet_id for place, one in log.items() if place > DELIVERED}
    until(lambda: delivered_round().problem is None and knows_center() and not outbox.unsent(), seconds=30)
    taken = office.rows("SELECT packet_id FROM exchange_receivedpacket")
    assert sorted(str(UUID(row[0])) for row in taken) == sorted(one.packet_id for one in log.values())
    following = seal_one()
    assert (following.sequence, following.previous) == (SEALED + 1, log[SEALED].manifest_sha256)


@each_damage
def test_the_damaged_database_is_set_aside_untouched(
    kit: Kit, damage: Callable[[Kit], None], kind: Kind
) -> None:
    damage(kit)
    before = kit.file.read_bytes() if kit.file.exists() else None
    kit.rescued()
    (folder,) = (kit.node.data_dir / "damaged").iterdir()
    assert folder.name == "2018-02-26-020000" and not kit.file.exists()
    assert contents(folder).get(NAME) == before
    assert pending(kit.node) == [] and kit.examined() is Kind.MISSING


@pytest.mark.parametrize("damage", [zero_pages, flipped_middle, flipped_header, old_copy])
def test_what_can_be_read_is_salvaged(kit: Kit, damage: Callable[[Kit], None]) -> None:
    schema_pages.keep(kit.node, kit.vault)
    damage(kit)
    outcome = kit.rescued()
    assert User.objects.get().check_password(PASSWORD) and outcome.accounts == 1
    assert Person.objects.count() > PEOPLE * 0.8
    assert Entry.objects.filter(action="database.rescued").count() == 1
    if outcome.is_whole:
        assert Person.objects.count() == PEOPLE and Parent.objects.get().state == "approved"
        assert first_break() is None


def test_the_half_that_is_left_of_a_cut_file_is_salvaged(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    truncated(kit)
    outcome = kit.rescued()
    assert outcome.rows > 5 and not outcome.is_whole
    assert User.objects.get().check_password(PASSWORD)


def test_an_open_recording_goes_on_where_its_key_was_salvaged(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    flipped_header(kit)
    outcome = kit.rescued()
    encounter = Encounter.objects.get(sequence=None)
    (draft,) = draft_folder(encounter).path.glob("*.draft")
    assert draft_folder(encounter).read(UUID(draft.stem)) == b"a finger, encrypted"
    assert (outcome.open_encounters, outcome.lost_drafts) == (1, 0)


def test_an_open_recording_whose_key_is_lost_is_said_to_be_and_stays(kit: Kit) -> None:
    garbage(kit)
    outcome = kit.rescued()
    assert (outcome.open_encounters, outcome.lost_drafts) == (0, 1)
    assert "1 perekaman yang belum disegel tidak dapat dibuka lagi" in safety.told(outcome, "id")
    assert len(list((kit.node.data_dir / "drafts").glob("*/*.draft"))) == 1


def test_a_recording_sealed_after_the_old_copy_is_not_sealed_twice(kit: Kit) -> None:
    run(kit, "UPDATE capture_encounter SET sequence = NULL, draft_key = 'x'")
    with closing(connected(kit)) as connection:
        encounter = UUID(connection.execute("SELECT id FROM capture_encounter").fetchone()[0])
    sealed_log.append(kit.node.data_dir, sealed_log.Sealed(9, str(encounter), "a" * 64, "b" * 64, 10))
    kit.rescued()
    mended = Encounter.objects.get(id=encounter)
    assert (mended.state, mended.sequence, mended.draft_key) == ("sealed", 9, "")
    assert mended.person.attendance == "recorded"


def test_a_rescue_cut_by_the_power_is_finished_at_the_next_start(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_log(kit)
    garbage(kit)
    plain = Path.replace

    def power_cut(self: Path, target: Path) -> Path:
        if self.name == NAME:
            raise KeyboardInterrupt
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", power_cut)
    with pytest.raises(KeyboardInterrupt):
        set_aside(kit.node, kind=Kind.UNREADABLE, at=AT)
    monkeypatch.undo()
    assert len(begun(kit.node)) == 1 and kit.examined() is Kind.UNREADABLE
    settings.JEMPUT = replace(kit.node, vault=kit.vault)
    assert kit.rescued().packets == SEALED - DELIVERED
    assert finish_rescues(AT) == [] and latest(kit.node.data_dir) is not None


# ── the door, and a running kit ──


def test_the_door_explains_rescues_and_opens(kit: Kit) -> None:
    garbage(kit)
    real = RealKit(kit.node.data_dir)
    try:
        assert real.type(PASSPHRASE).status_code == 409
        page = httpx.get(real.url).text
        assert "T601" in page and f"{SEALED - DELIVERED} paket tersegel" in page and "autofocus" in page
        asked = httpx.post(f"{real.url}/door/rescue", data={"once": "guessed"})
        assert asked.status_code == 403 and kit.file.exists()
        once = re.search(r'name="once" value="([^"]+)"', page)
        assert once
        said = httpx.post(f"{real.url}/door/rescue", data={"once": once[1]}, timeout=60)
        assert said.status_code == 303
        real.until(lambda answer: STATE_HEADER not in answer.headers)
        assert kit.examined() is None and pending(kit.node) == []
        outcome = latest(kit.node.data_dir)
        assert outcome is not None and outcome.packets == SEALED - DELIVERED
    finally:
        real.kill()


def test_the_command_rescues_and_says_what_came_of_it(kit: Kit) -> None:
    flipped_middle(kit)
    environ = {
        **os.environ,
        "JEMPUT_DATA": str(kit.node.data_dir),
        "JEMPUT_PASSPHRASE": PASSPHRASE,
        "COLUMNS": "500",
    }
    command = [sys.executable, "-m", "jemput.cli.main", "kit"]
    refused = subprocess.run([*command, "export", "/tmp"], env=environ, capture_output=True, text=True)
    assert refused.returncode == 1 and "T601" in refused.stderr
    done = subprocess.run([*command, "rescue"], env=environ, capture_output=True, text=True)
    assert done.returncode == 0 and "paket tersegel" in done.stdout, done.stderr
    again = subprocess.run([*command, "rescue"], env=environ, capture_output=True, text=True)
    assert again.returncode == 1 and "T603" in again.stderr


def test_whoever_signs_in_after_a_rescue_is_told(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    flipped_header(kit)
    outcome = kit.rescued()
    report = next((kit.node.data_dir / "damaged").glob("*/rescue.json"))
    report.write_text(json.dumps({**json.loads(report.read_text()), "at": datetime.now(UTC).isoformat()}))
    client = Client()
    page = client.post("/accounts/sign-in/", {"username": "wayan", "password": PASSWORD}, follow=True)
    assert outcome.accounts == 1 and "Basis data kit diselamatkan" in page.content.decode()


@pytest.mark.parametrize("words", ["database disk image is malformed", "file is not a database"])
def test_damage_met_by_a_running_kit_is_explained(
    kit: Kit, client: Client, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError(words)

    closed: list[bool] = []
    monkeypatch.setattr(safety, "connection", SimpleNamespace(close=lambda: closed.append(True)))
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    (kit.node.data_dir / CHECKED).touch()
    answer = client.get("/checkin/")
    assert answer.status_code == 500 and "T602" in answer.content.decode() and closed
    assert f"{SEALED - DELIVERED} paket tersegel" in answer.content.decode()
    assert not (kit.node.data_dir / CHECKED).exists()


def test_any_other_error_stays_what_it_was() -> None:
    assert not safety.is_damage(DatabaseError("UNIQUE constraint failed"))
    assert not safety.is_damage(ValueError("malformed"))
    assert safety.broken(RequestFactory().get("/")).status_code == 500


def test_a_damaged_line_of_the_log_of_seals_hides_no_other(tmp_path: Path) -> None:
    lines = [sealed_log.Sealed(place, f"p{place}", "m", "s", 5) for place in (1, 2, 3)]
    sealed_log.append(tmp_path, lines[0])
    with (tmp_path / sealed_log.NAME).open("ab") as file:
        file.write(b'{"sequence": 2, "pack')
    sealed_log.append(tmp_path, lines[2])
    assert sealed_log.read(tmp_path) == {1: lines[0], 3: lines[2]}
