"""Copied kits, borrowed numbers and packets for others: refused with a number, an alarm, and nothing lost."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.custody import Delivery, take_in
from jemput.node.exchange.models import OutgoingPacket, ReceivedPacket
from jemput.node.exchange.rules import Stretch, stretches
from jemput.node.exchange.states import Route
from jemput.node.ledger.models import Entry, News
from jemput.packet.envelope import SealedPacket
from jemput.packet.keys import SealingKey
from tests.integration.exchange.conftest import OTHER_OFFICE, OWN_TABLES, Van, now, received
from tests.unit.packet.making import make_packet

pytestmark = OWN_TABLES


def test_another_packet_of_the_same_place_is_refused_with_an_alarm(van: Van) -> None:
    van.seal()
    van.sync()
    clash = _forged(van, sequence=1)
    _queue(van, clash)
    assert van.sync().pushed.refused == 1
    assert "N315" in OutgoingPacket.objects.get(packet_id=clash.manifest.packet_id).last_problem
    assert Entry.objects.get(action="packet.alarm").details["code"] == "N315"
    assert News.objects.filter(topic="packet.alarm").count() == 1 and len(received()) == 1


def test_another_packet_of_the_same_id_is_refused_with_an_alarm(van: Van) -> None:
    first = van.seal()
    van.sync()
    OutgoingPacket.objects.all().delete()
    _queue(van, _forged(van, sequence=2, previous="0" * 64, packet_id=first.packet_id))
    van.sync()
    assert Entry.objects.get(action="packet.alarm").details["code"] == "N314"
    assert [packet.sha256 for packet in received()] == [first.sha256]


def test_a_packet_that_nobody_here_could_open_stays_at_the_kit(van: Van) -> None:
    _queue(van, _forged(van, sequence=1, center=SealingKey.generate().public))
    assert van.sync().pushed.refused == 1
    packet = OutgoingPacket.objects.get()
    assert "N316" in packet.last_problem and packet.path.exists() and received() == []


def test_a_packet_signed_by_another_kit_is_refused(van: Van) -> None:
    forged = make_packet(kit_id=van.mine.node_id, office=OTHER_OFFICE, center=van.parent.sealing.public)
    _queue(van, forged)
    van.sync()
    assert "P113" in OutgoingPacket.objects.get().last_problem and received() == []


def test_a_break_in_the_chain_is_kept_and_told(van: Van) -> None:
    van.seal()
    van.sync()
    _queue(van, _forged(van, sequence=2, previous="0" * 64))
    assert van.sync().pushed.acknowledged == 1
    assert Entry.objects.filter(action="packet.chain_broken").count() == 1


def _arrived(van: Van) -> tuple[Stretch, ...]:
    return stretches(ReceivedPacket.objects.filter(peer=van.peer).values_list("sequence", flat=True))


def test_missing_places_of_a_chain_are_counted(van: Van) -> None:
    sealed = [van.seal() for _ in range(5)]
    OutgoingPacket.objects.filter(pk__in=[sealed[1].pk, sealed[3].pk]).update(next_try_at=_never())
    van.sync()
    assert _arrived(van) == ((1, 1), (3, 3), (5, 5))
    OutgoingPacket.objects.update(next_try_at=now())
    van.sync()
    assert _arrived(van) == ((1, 5),)
    assert not Entry.objects.filter(action="packet.chain_broken").exists()


def test_one_packet_by_two_ways_at_once_is_taken_once(van: Van, tmp_path: Path) -> None:
    content = _forged(van, sequence=1).content
    taken: list[ReceivedPacket] = []
    ready = threading.Barrier(4)

    def bring(number: int) -> None:
        file = tmp_path / f"{number}.part"
        file.write_bytes(content)
        ready.wait()
        delivery = Delivery(van.peer, van.peer, Route.USB, now())
        taken.append(take_in(file=file, delivery=delivery, mine=van.parent))
        connection.close()

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.receipt for one in taken}) == 1 and len(taken) == 4
    assert [one.path.read_bytes() for one in received()] == [content]
    assert Entry.objects.filter(action="packet.receive").count() == 1


def _forged(van: Van, **more: Any) -> SealedPacket:
    """A packet that the van's key signed, but not by the van's rules."""
    fields: dict[str, Any] = {
        "packet_id": new_id(),
        "center": van.parent.sealing.public,
        "office": OTHER_OFFICE,
    } | more
    return make_packet(key=van.mine.signing, kit_id=van.mine.node_id, **fields)


def _queue(van: Van, packet: SealedPacket) -> None:
    """Put a packet into the van's queue past its own rules, as a copied or restored kit would."""
    OutgoingPacket.objects.filter(sequence=packet.manifest.sequence).delete()
    file = f"packets/{packet.manifest.packet_id}.jemput"
    queued = OutgoingPacket(
        packet_id=packet.manifest.packet_id,
        kit_id=van.mine.node_id,
        sequence=packet.manifest.sequence,
        manifest_sha256=packet.signed.sha256,
        sha256=packet.sha256,
        size=len(packet.content),
        file=file,
        queued_at=now(),
        next_try_at=now(),
    )
    queued.path.parent.mkdir(parents=True, exist_ok=True)
    queued.path.write_bytes(packet.content)
    queued.save()


def _never() -> datetime:
    return now() + timedelta(minutes=50)
