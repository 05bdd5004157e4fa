"""Sealed files outlive the rows that knew them: taken up again at the kit, or carried over at the office."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jemput.node.exchange import usb
from jemput.node.exchange.actions import peers
from jemput.node.exchange.actions.rescue import rescue_sealed
from jemput.node.exchange.models import OutgoingPacket
from jemput.node.ledger.models import Entry
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received
from tests.unit.packet.making import make_packet

pytestmark = OWN_TABLES


def test_files_without_rows_are_taken_up_in_the_order_of_the_chain(van: Van) -> None:
    sealed = [van.seal() for _ in range(4)]
    OutgoingPacket.objects.filter(sequence__gt=1).delete()
    found = rescue_sealed(mine=van.mine, at=now())
    assert [(one.sequence, one.problem) for one in found] == [(2, None), (3, None), (4, None)]
    assert rescue_sealed(mine=van.mine, at=now()) == []
    assert van.sync().pushed.acknowledged == 4
    assert {one.packet_id for one in received()} == {one.packet_id for one in sealed}


def test_a_file_of_an_encounter_that_is_still_open_waits_to_be_sealed_again(van: Van) -> None:
    packet = van.seal()
    OutgoingPacket.objects.all().delete()
    assert rescue_sealed(mine=van.mine, at=now(), is_open=lambda one: one == packet.packet_id) == []
    assert packet.path.exists() and not OutgoingPacket.objects.exists()


def test_a_file_that_does_not_fit_or_is_not_ours_is_shown_and_stays(van: Van) -> None:
    kept, gone = van.seal(), van.seal()
    OutgoingPacket.objects.filter(pk=kept.pk).delete()
    foreign = kept.path.with_name("other.jemput")
    foreign.write_bytes(make_packet().content)
    codes = {one.file.name: one.problem.code for one in rescue_sealed(mine=van.mine, at=now()) if one.problem}
    assert codes == {"other.jemput": "P113", kept.path.name: "N323"}
    assert kept.path.exists() and foreign.exists() and gone.path.exists()


def test_the_packets_of_a_broken_kit_are_recovered_from_its_disk(van: Van, tmp_path: Path) -> None:
    sealed = [van.seal() for _ in range(3)]
    disk = tmp_path / "disk"
    shutil.copytree(sealed[0].path.parents[2], disk)
    (disk / "kit.sqlite3").write_bytes(b"broken")
    for half in (disk / "packets").rglob(f"{sealed[2].id_text}.jemput"):
        half.rename(half.with_suffix(".jemput.tmp"))
    peers.revoke(peer=van.peer, reason="rusak", by="kabid", at=now())
    done = usb.recover_from_disk(disk, mine=van.parent, by="kabid", at=now())
    assert [one.problem for one in done] == [None] * 3
    assert {one.sha256 for one in received()} == {one.sha256 for one in sealed}
    assert Entry.objects.get(action="disk.recovered").by == "kabid"
    assert len(usb.recover_from_disk(disk, mine=van.parent, by="kabid", at=now())) == 3 == len(received())


def test_a_disk_with_a_stranger_s_packet_yields_the_rest(van: Van, tmp_path: Path) -> None:
    good = van.seal()
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "a").write_bytes(make_packet(kit_id="kit-0000000000000000").content)
    (disk / "b").write_bytes(good.path.read_bytes()[:-5])
    (disk / "c").write_bytes(good.path.read_bytes())
    done = usb.recover_from_disk(disk, mine=van.parent, by="kabid", at=now())
    assert [one.problem.code if one.problem else "" for one in done] == ["N301", "N313", ""]


@pytest.mark.parametrize("times", [1, 2])
def test_a_disk_and_the_network_bring_the_same_packet_once(van: Van, tmp_path: Path, times: int) -> None:
    packet = van.seal()
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "x.jemput").write_bytes(packet.path.read_bytes())
    for _ in range(times):
        usb.recover_from_disk(tmp_path / "disk", mine=van.parent, by="kabid", at=now())
    assert van.sync().pushed.acknowledged == 1 and len(received()) == 1
