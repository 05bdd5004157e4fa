"""Several kits at once, lines that die and come back, clocks a year off: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from jemput.kernel.ids import new_id
from jemput.node.exchange.actions import peers, uploads
from jemput.node.exchange.actions.parents import note_round
from jemput.node.exchange.client import sync as syncing
from jemput.node.exchange.client.link import Link, Slice
from jemput.node.exchange.identity import Me, make_me
from jemput.node.exchange.models import OutgoingPacket, Parent, ReceivedPacket
from jemput.node.exchange.rules import pause
from jemput.node.exchange.storage import Growing, Overtaken
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from tests.integration.exchange.conftest import OTHER_OFFICE, OWN_TABLES, Van, now, received
from tests.unit.packet.making import make_packet

pytestmark = OWN_TABLES


def test_several_kits_deliver_at_once(live_server: LiveServer, parent: Me, tmp_path: Path) -> None:
    kits = [make_me(Kind.KIT, f"Kit {n}", SigningKey.generate(), SealingKey.generate()) for n in range(4)]
    for mine in kits:
        peer = peers.request(identity=mine.identity, at=now())
        peers.approve(peer=peer, by="kabid", at=now())
    receipts: list[str] = []

    def deliver(mine: Me) -> None:
        link, before = Link(live_server.url, parent.node_id, mine, now()), None
        for sequence in (1, 2, 3):
            packet = make_packet(
                sequence=sequence,
                previous=before,
                key=mine.signing,
                kit_id=mine.node_id,
                filler=os.urandom(200_000),
                office=OTHER_OFFICE,
                center=parent.sealing.public,
            )
            before = packet.signed.sha256
            file = tmp_path / f"{mine.node_id}-{sequence}"
            file.write_bytes(packet.content)
            headers = {"Upload-Length": str(len(packet.content)), "Tus-Resumable": "1.0.0"}
            body = Slice(file, 0, len(packet.content))
            answer = link.upload("POST", "/exchange/packets", body=body, headers=headers)
            receipts.append(answer.response.headers["Jemput-Receipt"])

    threads = [threading.Thread(target=deliver, args=(mine,)) for mine in kits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == len(received()) == 12
    assert {packet.peer_id for packet in received()} == {mine.node_id for mine in kits}


def test_a_line_left_behind_can_no_longer_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.part"
    left_behind = Growing(path)
    left_behind.append(b"abc")
    with Growing(path) as fresh:
        assert fresh.offset == 3
        fresh.append(b"def")
        with pytest.raises(Overtaken):
            left_behind.append(b"xyz")
        with pytest.raises(Overtaken):
            left_behind.take_back(0)
        path.rename(tmp_path / "in-custody")
        with pytest.raises(Overtaken):
            fresh.append(b"late")
    assert (tmp_path / "in-custody").read_bytes() == b"abcdef"


def test_what_a_power_cut_left_of_a_head_is_begun_anew(van: Van) -> None:
    sent = van.seal(os.urandom(20_000))
    part = uploads.part_of(sent.packet_id, van.mine.node_id)
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(5_000))
    assert van.sync().pushed.acknowledged == 1 and not part.exists()


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_a_year_wrong_and_put_right_again_holds_up_nothing(van: Van, days: int) -> None:
    wrong = now() + timedelta(days=days)
    van.sync(at=wrong)
    gone = van.seal(at=wrong)
    OutgoingPacket.objects.update(next_try_at=wrong + timedelta(minutes=30))
    note_round(reached=False, salt="kit", at=wrong)
    assert not syncing._is_resting(Parent.objects.get(), now())
    assert van.sync().pushed.acknowledged == 1
    assert ReceivedPacket.objects.get().packet_id == gone.packet_id


def test_rounds_grow_rarer_while_nobody_answers_and_return_at_once(
    van: Van, monkeypatch: pytest.MonkeyPatch
) -> None:
    van.sync()
    rests = []
    for _ in range(8):
        note_round(reached=False, salt="kit-1", at=now())
        rests.append((Parent.objects.get().next_round_at or now()) - now())
    assert rests[1] > rests[0] and timedelta(seconds=80) < rests[-1] < timedelta(seconds=151)
    assert syncing._is_resting(Parent.objects.get(), now())
    note_round(reached=True, salt="kit-1", at=now())
    assert Parent.objects.get().next_round_at is None


def test_two_kits_do_not_come_back_in_the_same_second() -> None:
    first, longest = timedelta(seconds=15), timedelta(minutes=48)
    rests = {pause(first=first, longest=longest, failures=3, salt=str(new_id())) for _ in range(20)}
    assert len(rests) == 20
    assert all(timedelta(seconds=90) <= rest <= timedelta(seconds=150) for rest in rests)
