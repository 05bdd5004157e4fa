"""A kit whose database is damaged: detected before anything is built on it, explained, and rescued.

What is delivered afterwards goes over HTTP to a real office.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import Encounter
from jemput.kit.checkin.models import Person
from jemput.kit.config import safety
from jemput.kit.config.rescuing import finish_rescues, latest
from jemput.kit.door import schema_pages, sealed_log
from jemput.kit.door.database_file import KEPT, NAME, PAGE
from jemput.kit.door.examining import CHECKED, Kind, examine
from jemput.kit.door.server import STATE_HEADER
from jemput.kit.door.setting_aside import begun, pending, set_aside
from jemput.kit.outbox import queries as outbox
from jemput.node.accounts.models import User
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.ledger.actions import first_break
from jemput.node.ledger.models import Entry
from tests.integration.exchange.test_three_programs import Node, until
from tests.integration.kit import damaged_kit as made
from tests.integration.kit.conftest import PASSWORD
from tests.integration.kit.damaged_kit import Kit, each_damage, kit_to_damage, real_office, sound_kit
from tests.integration.kit.test_door import RealKit

pytestmark = pytest.mark.django_db
FIXTURES = (kit_to_damage, real_office, sound_kit)


# ── detection ──


def test_a_sound_kit_opens_and_looking_changes_nothing(kit: Kit) -> None:
    before = kit.file.read_bytes()
    assert kit.examined() is None and kit.file.read_bytes() == before


@each_damage
def test_each_damage_is_detected_and_says_what_is_not_lost(
    kit: Kit, damage: Callable[[Kit], None], kind: Kind
) -> None:
    damage(kit)
    found = examine(kit.node, kit.vault, at=time.time())
    assert found is not None and found.kind is kind
    unsent = made.SEALED - made.DELIVERED
    assert found.beside.packets == unsent and found.beside.packet_bytes > unsent * 3000
    said = found.problem().text("id")
    assert f"{unsent} paket tersegel" in said and "Selamatkan" in said and found.problem().code == "T601"


def test_a_large_database_is_checked_wholly_once_a_day(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jemput.kit.door.examining.SMALL_BYTES", 0)
    assert kit.examined() is None
    made.flipped_middle(kit)
    checked = (kit.node.data_dir / CHECKED).stat().st_mtime
    assert kit.examined(checked + 3600) is None
    assert kit.examined(checked + 25 * 3600) is Kind.PARTLY


def test_a_log_torn_by_a_power_cut_is_no_damage(kit: Kit) -> None:
    log = made.left_log(kit)
    for torn in (log, log[:-100], log[: len(log) - PAGE], log[:20]):
        kit.log.write_bytes(torn)
        assert kit.examined() is None


@given(st.data())
@hypothesis(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_bit_of_the_database_is_detected(kit: Kit, data: st.DataObject) -> None:
    good = kit.file.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    made.overwrite(kit.file, place, bytes([good[place] ^ (1 << data.draw(st.integers(0, 7)))]))
    assert kit.examined() in {Kind.PARTLY, Kind.UNREADABLE}
    made.overwrite(kit.file, place, good[place : place + 1])


# ── rescue ──


@each_damage
def test_every_sealed_packet_reaches_the_office_once_and_the_chain_goes_on(
    kit: Kit, office: Node, damage: Callable[[Kit], None], kind: Kind
) -> None:
    log = sealed_log.read(kit.node.data_dir)
    damage(kit)
    kit.rescued()
    waiting = {str(packet.packet_id) for packet in OutgoingPacket.objects.exclude(state="acknowledged")}
    assert waiting == {one.packet_id for place, one in log.items() if place > made.DELIVERED}
    until(
        lambda: made.delivered_round().problem is None and made.knows_center() and not outbox.unsent(),
        seconds=30,
    )
    taken = office.rows("SELECT packet_id FROM exchange_receivedpacket")
    assert sorted(str(UUID(row[0])) for row in taken) == sorted(one.packet_id for one in log.values())
    following = made.seal_one()
    assert (following.sequence, following.previous) == (made.SEALED + 1, log[made.SEALED].manifest_sha256)


@each_damage
def test_the_damaged_database_is_set_aside_untouched(
    kit: Kit, damage: Callable[[Kit], None], kind: Kind
) -> None:
    damage(kit)
    before = kit.file.read_bytes() if kit.file.exists() else None
    kit.rescued()
    (folder,) = (kit.node.data_dir / "damaged").iterdir()
    assert folder.name == "2018-02-26-020000" and not kit.file.exists()
    assert made.contents(folder).get(NAME) == before
    assert pending(kit.node) == [] and kit.examined() is Kind.MISSING


@pytest.mark.parametrize("damage", [made.zero_pages, made.flipped_middle, made.flipped_header, made.old_copy])
def test_what_can_be_read_is_salvaged(kit: Kit, damage: Callable[[Kit], None]) -> None:
    schema_pages.keep(kit.node, kit.vault)
    damage(kit)
    outcome = kit.rescued()
    assert User.objects.get().check_password(PASSWORD) and outcome.accounts == 1
    assert Person.objects.count() > made.PEOPLE * 0.8
    assert Entry.objects.filter(action="database.rescued").count() == 1
    if outcome.is_whole:
        assert Person.objects.count() == made.PEOPLE and Parent.objects.get().state == "approved"
        assert first_break() is None


def test_the_half_that_is_left_of_a_cut_file_is_salvaged(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    made.truncated(kit)
    outcome = kit.rescued()
    assert outcome.rows > 5 and not outcome.is_whole
    assert User.objects.get().check_password(PASSWORD)


def test_a_table_that_does_not_fit_keeps_no_other_from_being_salvaged(kit: Kit) -> None:
    made.run(
        kit,
        "DROP TABLE checkin_trip",
        "CREATE TABLE checkin_trip (id, title)",
        "INSERT INTO checkin_trip VALUES ('x', NULL)",
        "DELETE FROM exchange_outgoingpacket WHERE sequence > 3",
    )
    outcome = kit.rescued()
    assert "checkin_trip" in outcome.damaged_tables and outcome.accounts == 1
    assert outcome.packets == made.SEALED - made.DELIVERED


def test_good_pages_are_never_replaced_by_damaged_ones(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    kept = (kit.node.data_dir / KEPT).read_bytes()
    place = PAGE * (json.loads(kept.partition(b"\n")[0])["pages"][1] - 1) + 9
    made.overwrite(kit.file, place, b"damage")
    schema_pages.keep(kit.node, kit.vault)
    assert (kit.node.data_dir / KEPT).read_bytes() == kept
    assert kit.rescued().accounts == 1


def test_an_open_recording_goes_on_where_its_key_was_salvaged(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    made.flipped_header(kit)
    outcome = kit.rescued()
    encounter = Encounter.objects.get(sequence=None)
    (draft,) = draft_folder(encounter).path.glob("*.draft")
    assert draft_folder(encounter).read(UUID(draft.stem)) == b"a finger, encrypted"
    assert (outcome.open_encounters, outcome.lost_drafts) == (1, 0)


def test_an_open_recording_whose_key_is_lost_is_said_to_be_and_stays(kit: Kit) -> None:
    made.garbage(kit)
    outcome = kit.rescued()
    assert (outcome.open_encounters, outcome.lost_drafts) == (0, 1)
    assert "1 perekaman yang belum disegel tidak dapat dibuka lagi" in safety.told(outcome, "id")
    assert len(list((kit.node.data_dir / "drafts").glob("*/*.draft"))) == 1


def test_a_recording_sealed_after_the_old_copy_is_not_sealed_twice(kit: Kit) -> None:
    made.run(kit, "UPDATE capture_encounter SET sequence = NULL, draft_key = 'x'")
    with closing(made.connected(kit)) as connection:
        encounter = UUID(connection.execute("SELECT id FROM capture_encounter").fetchone()[0])
    sealed_log.append(kit.node.data_dir, sealed_log.Sealed(9, str(encounter), "a" * 64, "b" * 64, 10))
    kit.rescued()
    mended = Encounter.objects.get(id=encounter)
    assert (mended.state, mended.sequence, mended.draft_key) == ("sealed", 9, "")
    assert mended.person.attendance == "recorded"


def test_a_rescue_cut_by_the_power_is_finished_at_the_next_start(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.left_log(kit)
    made.garbage(kit)
    plain = Path.replace

    def power_cut(self: Path, target: Path) -> Path:
        if self.name == NAME:
            raise KeyboardInterrupt
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", power_cut)
    with pytest.raises(KeyboardInterrupt):
        set_aside(kit.node, kind=Kind.UNREADABLE, at=made.AT)
    monkeypatch.undo()
    assert len(begun(kit.node)) == 1 and kit.examined() is Kind.UNREADABLE
    settings.JEMPUT = replace(kit.node, vault=kit.vault)
    assert kit.rescued().packets == made.SEALED - made.DELIVERED
    assert finish_rescues(made.AT) == [] and latest(kit.node.data_dir) is not None


# ── the door, and a running kit ──


def test_a_running_kit_whose_file_is_overwritten_says_so(kit: Kit) -> None:
    real = RealKit(kit.node.data_dir)
    try:
        assert real.type(made.PASSPHRASE).status_code == 200
        real.until(lambda answer: STATE_HEADER not in answer.headers)
        made.overwrite(kit.file, 0, os.urandom(kit.file.stat().st_size))
        kit.log.write_bytes(b"")
        with httpx.Client(cookies={"jemput_kit_kit": "x" * 32}) as somebody:
            answers = [somebody.get(f"{real.url}/checkin/") for _ in range(8)]
        broken = next(answer for answer in answers if answer.status_code == 500)
        assert "T602" in broken.text and f"{made.SEALED - made.DELIVERED} paket tersegel" in broken.text
    finally:
        real.kill()
    assert kit.examined() is not None


def test_the_door_explains_rescues_and_opens(kit: Kit) -> None:
    made.garbage(kit)
    real = RealKit(kit.node.data_dir)
    try:
        assert real.type(made.PASSPHRASE).status_code == 409
        page = httpx.get(real.url).text
        assert (
            "T601" in page
            and f"{made.SEALED - made.DELIVERED} paket tersegel" in page
            and "autofocus" in page
        )
        asked = httpx.post(f"{real.url}/door/rescue", data={"once": "guessed"})
        assert asked.status_code == 403 and kit.file.exists()
        once = re.search(r'name="once" value="([^"]+)"', page)
        assert once
        said = httpx.post(f"{real.url}/door/rescue", data={"once": once[1]}, timeout=60)
        assert said.status_code == 303
        real.until(lambda answer: STATE_HEADER not in answer.headers)
        assert kit.examined() is None and pending(kit.node) == []
        outcome = latest(kit.node.data_dir)
        assert outcome is not None and outcome.packets == made.SEALED - made.DELIVERED
    finally:
        real.kill()


def test_the_command_rescues_and_says_what_came_of_it(kit: Kit) -> None:
    made.flipped_middle(kit)
    environ = {
        **os.environ,
        "JEMPUT_DATA": str(kit.node.data_dir),
        "JEMPUT_PASSPHRASE": made.PASSPHRASE,
        "COLUMNS": "500",
    }
    command = [sys.executable, "-m", "jemput.cli.main", "kit"]
    refused = subprocess.run([*command, "export", "/tmp"], env=environ, capture_output=True, text=True)
    assert refused.returncode == 1 and "T601" in refused.stderr
    done = subprocess.run([*command, "rescue"], env=environ, capture_output=True, text=True)
    assert done.returncode == 0 and "paket tersegel" in done.stdout, done.stderr


def test_whoever_signs_in_after_a_rescue_is_told(kit: Kit) -> None:
    schema_pages.keep(kit.node, kit.vault)
    made.flipped_header(kit)
    outcome = kit.rescued()
    report = next((kit.node.data_dir / "damaged").glob("*/rescue.json"))
    report.write_text(json.dumps({**json.loads(report.read_text()), "at": datetime.now(UTC).isoformat()}))
    client = Client()
    page = client.post("/accounts/sign-in/", {"username": "wayan", "password": PASSWORD}, follow=True)
    assert outcome.accounts == 1 and "Basis data kit diselamatkan" in page.content.decode()
