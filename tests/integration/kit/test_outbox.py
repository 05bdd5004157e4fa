"""What waits, why, and the two ways home; what the top bar knows of the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, TestCase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jemput.kernel.ids import new_id
from jemput.kit.capture.actions.sealing import receipt_code
from jemput.kit.outbox import jobs, queries
from jemput.kit.outbox.errors import NoOffice
from jemput.kit.outbox.power import read_battery
from jemput.kit.outbox.sticks import removable_folders
from jemput.node.accounts.models import User
from jemput.node.exchange.actions.outgoing import Link, seal_next
from jemput.node.exchange.identity import me
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.packet.envelope import Blob, Origin, SealedPacket, seal
from jemput.packet.receipts import Receipt, sign_receipt
from tests.integration.kit.conftest import AT, Above

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(supervisor: User) -> Client:
    """The kit's pages, with the supervisor signed in."""
    client = Client()
    client.force_login(supervisor, backend="jemput.kit.config.signing_in.KitBackend")
    return client


@pytest.fixture
def packet(above: Above) -> OutgoingPacket:
    """One sealed packet that waits."""

    def sealed(link: Link) -> SealedPacket:
        origin = Origin(new_id(), me().node_id, link.sequence, link.previous, AT, "test")
        facts = [Blob("facts.json", "application/json", b"{}")]
        return seal(
            origin,
            facts=facts,
            biometrics=[Blob("face.jpg", "image/jpeg", b"x" * 900)],
            office=above.office.public,
            center=above.center.public,
            key=me().signing,
        )

    return seal_next(kit_id=me().node_id, seal=sealed, by="wayan", at=AT)


def receipt_for(packet: OutgoingPacket, above: Above) -> str:
    """The office's signed word that it holds a packet."""
    held = Receipt(
        version=1,
        packet_id=packet.packet_id,
        kit_id=packet.kit_id,
        sequence=packet.sequence,
        sha256=packet.sha256,
        size=packet.size,
        received_at=AT,
        receiver_id=Parent.objects.get().node_id,
    )
    return sign_receipt(held, key=above.signing).text


def test_a_packet_goes_by_stick_and_is_deleted_only_after_its_receipt(
    boss: Client, packet: OutgoingPacket, above: Above, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stick = tmp_path_factory.mktemp("stick")
    boss.post("/outbox/export/", {"folder": str(stick)})
    assert (stick / f"{packet.id_text}.jemput").read_bytes() == packet.path.read_bytes()
    assert "Di USB, menunggu tanda terima" in boss.get("/outbox/").content.decode()
    (stick / f"{packet.id_text}.receipt.json").write_text(receipt_for(packet, above))
    with TestCase.captureOnCommitCallbacks(execute=True):
        boss.post("/outbox/receipts/", {"folder": str(stick)})
    packet.refresh_from_db()
    assert packet.state == "acknowledged" and not packet.path.exists()
    assert "Semua paket sudah diterima Dinas." in boss.get("/outbox/").content.decode()


def test_a_stick_that_is_not_there_is_told_on_the_page(boss: Client, packet: OutgoingPacket) -> None:
    assert boss.post("/outbox/export/", {"folder": "/nowhere"})["X-Jemput-Problem"] == "N322"
    assert "tidak dapat dipakai" in boss.get("/outbox/").content.decode()
    assert boss.post("/outbox/receipts/", {"folder": " "})["X-Jemput-Problem"] == "T401"


def test_a_forged_receipt_deletes_nothing(
    boss: Client, packet: OutgoingPacket, above: Above, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stick = tmp_path_factory.mktemp("stick")
    forger = replace(above, signing=above.signing.generate())
    (stick / f"{packet.id_text}.receipt.json").write_text(receipt_for(packet, forger))
    boss.post("/outbox/receipts/", {"folder": str(stick)})
    packet.refresh_from_db()
    assert packet.state == "waiting" and packet.path.exists()


def test_an_operator_sees_the_outbox_but_moves_no_packets(kit: Client, packet: OutgoingPacket) -> None:
    assert kit.get("/outbox/").status_code == 200
    assert kit.post("/outbox/export/", {"folder": "/tmp"}).status_code == 403


def test_sending_now_is_the_workers_and_needs_an_office(kit: Client, packet: OutgoingPacket) -> None:
    answer = kit.post("/outbox/send/")
    assert answer.status_code == 409 and NoOffice.code in answer.content.decode()
    settings.JEMPUT = replace(settings.JEMPUT, parent_url="http://127.0.0.1:9")
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert kit.post("/outbox/send/").status_code == 302
    packet.refresh_from_db()
    assert DBTaskResult.objects.count() == 1 and packet.next_try_at > AT


def test_why_a_packet_waits_is_on_the_page(kit: Client, packet: OutgoingPacket) -> None:
    OutgoingPacket.objects.update(last_problem="N330 Dinas tidak dapat dihubungi.")
    page = kit.get("/outbox/", headers={"HX-Request": "true"}).content.decode()
    assert "Dinas tidak dapat dihubungi." in page and "<html" not in page


def test_a_packet_s_way_and_why_it_waits_have_a_page(kit: Client, packet: OutgoingPacket) -> None:
    page = kit.get(f"/outbox/{packet.id_text}/").content.decode()
    assert "Disegel" in page and "Menunggu jaringan ke Dinas." in page
    OutgoingPacket.objects.update(last_problem="N320 Penyimpanan penuh.")
    assert "Penyimpanan penuh." in kit.get(f"/outbox/{packet.id_text}/").content.decode()
    assert kit.get(f"/outbox/{new_id()}/").status_code == 404


def test_the_chain_says_which_packets_are_still_here(kit: Client, packet: OutgoingPacket) -> None:
    assert "1 masih di kit ini, dari 1 paket." in kit.get("/outbox/").content.decode()
    OutgoingPacket.objects.update(state="acknowledged")
    assert "1–1 sudah diterima Dinas." in kit.get("/outbox/").content.decode()


def test_keys_are_shown_for_comparing_before_anybody_signs_in(above: Above) -> None:
    page = Client().get("/outbox/enrollment/").content.decode()
    keys = (me().sealing.key_id, above.office.public.key_id, above.center.public.key_id)
    assert all(key in page for key in keys)


def test_a_sealed_file_without_a_row_is_taken_up_again(packet: OutgoingPacket) -> None:
    OutgoingPacket.objects.all().delete()
    assert jobs.rescue(AT) == 1 and OutgoingPacket.objects.get().sha256 == packet.sha256
    assert jobs.rescue(AT) == 0


def test_the_top_bar_counts_and_knows_when_the_office_was_there_last(
    kit: Client, packet: OutgoingPacket
) -> None:
    now = timezone.now()
    assert not queries.is_online(at=now)
    Parent.objects.update(last_contact=now - timedelta(minutes=1))
    assert queries.is_online(at=now) and not queries.is_online(at=now + timedelta(minutes=10))
    assert "1 paket menunggu" in kit.get("/outbox/status/").content.decode()


@pytest.mark.parametrize(
    ("capacity", "status", "expected"),
    [("64", "Discharging", (64, False)), ("100", "Full", (100, True)), ("x", "Full", None)],
)
def test_the_battery_is_read_as_linux_tells_it(
    tmp_path: Path, capacity: str, status: str, expected: tuple[int, bool] | None
) -> None:
    folder = tmp_path / "BAT0"
    folder.mkdir()
    (folder / "capacity").write_text(capacity)
    (folder / "status").write_text(status)
    battery = read_battery(tmp_path)
    assert (battery and (battery.percent, battery.charging)) == expected
    assert read_battery(tmp_path / "none") is None


def test_only_removable_folders_are_offered(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/wayan/USB\\040BARU vfat rw 0 0\nnone\n")
    assert removable_folders(mounts) == ["/media/wayan/USB BARU"]
    assert removable_folders(tmp_path / "gone") == []


def test_a_receipt_code_can_be_read_aloud() -> None:
    code = receipt_code(new_id())
    assert len(code) == 14 and code.count("-") == 2 and code == code.upper()
