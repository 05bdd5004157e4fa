"""The same packets by stick: out, in, receipts back; both ways at once; a bad file stops no other."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jemput.node.exchange import storage, usb
from jemput.node.exchange.actions import peers
from jemput.node.exchange.errors import DiskFull, NoFolder
from jemput.node.exchange.models import OutgoingPacket
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received

pytestmark = OWN_TABLES


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def _out(van: Van, stick: Path) -> list[usb.Handled]:
    return usb.export_to_folder(stick, mine=van.mine, by="siti", at=now())


def _in(van: Van, stick: Path) -> list[usb.Handled]:
    return usb.import_from_folder(stick, mine=van.parent, by="sri", at=now())


def _back(stick: Path) -> list[usb.Handled]:
    return usb.import_receipts(stick, by="siti", at=now())


def test_a_round_trip_by_stick(van: Van, stick: Path) -> None:
    sent = [van.seal(), van.seal()]
    assert len(_out(van, stick)) == 2 and all(packet.path.exists() for packet in sent)
    assert all(one.problem is None for one in _in(van, stick))
    assert {packet.route for packet in received()} == {"usb"}
    assert {one.packet_id for one in _back(stick)} == {packet.packet_id for packet in sent}
    assert not any(packet.path.exists() for packet in sent)
    assert set(OutgoingPacket.objects.values_list("state", flat=True)) == {"acknowledged"}


def test_stick_and_network_may_both_run(van: Van, stick: Path) -> None:
    van.seal()
    _out(van, stick)
    assert van.sync().pushed.acknowledged == 1
    (again,) = _in(van, stick)
    assert again.problem is None and len(received()) == 1
    assert (stick / f"{received()[0].packet_id}.receipt.json").read_text() == received()[0].receipt
    _back(stick)
    assert OutgoingPacket.objects.get().state == "acknowledged"


def test_bad_files_on_a_stick_stop_no_good_one(van: Van, stick: Path) -> None:
    good, bad = van.seal(), van.seal()
    _out(van, stick)
    content = bytearray((stick / f"{bad.packet_id}.jemput").read_bytes())
    content[-1] ^= 1
    (stick / f"{bad.packet_id}.jemput").write_bytes(content)
    (stick / "0.jemput").write_bytes(b"bukan paket")
    (stick / "1.jemput").write_bytes(b"")
    codes = {one.file: one.problem.code for one in _in(van, stick) if one.problem}
    assert codes == {"0.jemput": "P140", "1.jemput": "P141", f"{bad.packet_id}.jemput": "N313"}
    assert [packet.packet_id for packet in received()] == [good.packet_id]


def test_forged_and_foreign_receipts_delete_nothing(van: Van, stick: Path) -> None:
    sent = van.seal()
    _out(van, stick)
    _in(van, stick)
    receipt = stick / f"{sent.packet_id}.receipt.json"
    receipt.write_text(receipt.read_text().replace('"sequence":1', '"sequence":2'))
    (stick / "x.receipt.json").write_bytes(b"{" * 5000)
    assert [one.problem.code for one in _back(stick) if one.problem] == ["P112", "P103"]
    assert sent.path.exists()


def test_a_stick_of_a_kit_that_was_never_approved(stranger: Van, stick: Path) -> None:
    stranger.seal()
    _out(stranger, stick)
    assert [one.problem.code for one in _in(stranger, stick) if one.problem] == ["N301"]
    stranger.sync()
    assert [one.problem.code for one in _in(stranger, stick) if one.problem] == ["N302"]
    peers.approve(peer=stranger.peer, by="kabid", at=now())
    assert [one.problem for one in _in(stranger, stick)] == [None]


def test_a_full_stick_holds_only_whole_packets(
    van: Van, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = van.seal(), van.seal()
    copied = storage.copy

    def fills(source: Path, target: Path) -> None:
        if source == second.path:
            raise DiskFull
        copied(source, target)

    monkeypatch.setattr(storage, "copy", fills)
    with pytest.raises(DiskFull):
        _out(van, stick)
    assert [file.name for file in stick.iterdir()] == [f"{first.packet_id}.jemput"]
    second.refresh_from_db()
    assert second.state == "waiting"


def test_our_own_full_disk_is_one_files_problem(
    van: Van, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    van.seal()
    _out(van, stick)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert [one.problem.code for one in _in(van, stick) if one.problem] == ["N320", "N320"]
    monkeypatch.undo()
    assert [one.problem for one in _in(van, stick)] == [None]


def test_a_stick_that_is_not_there_or_is_our_own_folder(van: Van, stick: Path, own_folder: Path) -> None:
    (own_folder / "packets").mkdir(parents=True, exist_ok=True)
    for folder in (stick / "none", own_folder / "packets"):
        with pytest.raises(NoFolder):
            _out(van, folder)
