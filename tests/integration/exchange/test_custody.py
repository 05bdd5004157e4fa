"""Packets reach the parent once, whole and acknowledged, whatever the link and the disk do."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import httpx
import pytest

from jemput.node.exchange import storage
from jemput.node.exchange.actions.outgoing import LONGEST_PAUSE
from jemput.node.exchange.client.link import Link
from jemput.node.exchange.errors import DiskFull
from jemput.node.exchange.models import OutgoingPacket, ReceivedPacket, Upload
from jemput.node.ledger.models import Entry, News
from jemput.packet.envelope import open_part, read_packet
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.manifest import Part
from jemput.packet.receipts import read_receipt
from tests.integration.exchange.bad_link import BadLink
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received

FILLER = os.urandom(1_500_000)
pytestmark = OWN_TABLES


def test_a_packet_arrives_whole_and_is_deleted_only_then(van: Van) -> None:
    sent = van.seal(FILLER)
    content = sent.path.read_bytes()
    assert van.sync().pushed.acknowledged == 1
    (packet,) = received()
    assert packet.path.read_bytes() == content
    sent.refresh_from_db()
    assert (sent.state, sent.path.exists()) == ("acknowledged", False)
    assert read_receipt(sent.receipt, key=van.parent.signing.public).sha256 == sent.sha256


def test_the_parent_opens_what_the_kit_sealed(van: Van) -> None:
    van.seal()
    van.sync()
    packet = read_packet(received()[0].path.read_bytes(), key=van.mine.signing.public)
    facts = Facts.from_bytes(open_part(packet, Part.FACTS, van.parent.sealing)[FACTS_BLOB])
    assert facts.name == "RATNA DEWI"


def test_every_step_of_custody_is_in_the_ledger(van: Van) -> None:
    sent = van.seal()
    van.sync()
    acts = Entry.objects.filter(subject=f"packet:{sent.packet_id}").values_list("action", flat=True)
    moves = Entry.objects.filter(subject=f"outgoingpacket:{sent.packet_id}").values_list("action", flat=True)
    assert set(acts) == {"packet.seal", "packet.receive", "packet.purge"}
    assert list(moves) == ["outgoingpacket.send", "outgoingpacket.acknowledge"]
    assert News.objects.filter(topic="packet.received", subject=str(sent.packet_id)).count() == 1


def test_a_link_that_cuts_every_300_kb_costs_little(van: Van, bad_link: BadLink) -> None:
    sent = van.seal(FILLER)
    bad_link.cut_after = 300_000
    done = van.sync()
    assert bad_link.cuts >= 4 and done.pushed.acknowledged == 1
    assert bad_link.bytes_up < 1.5 * sent.size
    assert [packet.sha256 for packet in received()] == [sent.sha256]


def test_a_link_that_goes_down_resumes_where_it_stopped(van: Van, bad_link: BadLink) -> None:
    sent = van.seal(FILLER)
    bad_link.cut_after, bad_link.stays_down = 700_000, True
    assert van.sync().problem is not None
    half = Upload.objects.get(packet_id=sent.packet_id).offset
    bad_link.cut_after, bad_link.is_down = None, False
    done = van.sync()
    assert done.pushed.acknowledged == 1 and 0 < half < sent.size
    assert done.pushed.bytes_sent < sent.size - half + 10_000


def test_nothing_is_lost_while_the_network_is_away(van: Van, bad_link: BadLink) -> None:
    bad_link.is_down = True
    sent = [van.seal() for _ in range(3)]
    done = van.sync()
    assert done.problem is not None and done.problem.code == "N330"
    assert all(packet.path.exists() for packet in sent)
    bad_link.is_down = False
    assert van.sync().pushed.acknowledged == 3


def test_a_byte_flipped_on_the_way_is_sent_again(van: Van, bad_link: BadLink) -> None:
    sent = van.seal(FILLER)
    bad_link.flip_at = 200_000
    assert van.sync().pushed.acknowledged == 1
    assert bad_link.flip_at is None and received()[-1].sha256 == sent.sha256


def test_a_byte_flipped_on_the_kits_disk_is_found_and_holds_up_nobody(van: Van) -> None:
    bad, good = van.seal(FILLER), van.seal()
    content = bytearray(bad.path.read_bytes())
    content[-1000] ^= 1
    bad.path.write_bytes(content)
    done = van.sync()
    assert (done.pushed.acknowledged, done.pushed.refused) == (1, 1)
    bad.refresh_from_db()
    assert bad.last_problem.startswith("N321") and bad.path.exists()
    assert [packet.packet_id for packet in received()] == [good.packet_id]
    assert Entry.objects.filter(action="packet.refuse", details__code="N313").count() == 1


def test_a_missing_file_holds_up_nobody(van: Van) -> None:
    gone, good = van.seal(), van.seal()
    gone.path.unlink()
    assert (van.sync().pushed.acknowledged, len(received())) == (1, 1)
    gone.refresh_from_db()
    assert gone.last_problem.startswith("N321") and gone.next_try_at > gone.queued_at
    assert received()[0].packet_id == good.packet_id


def test_a_refused_packet_waits_longer_each_time_but_never_over_an_hour(van: Van) -> None:
    gone = van.seal()
    gone.path.unlink()
    pauses = []
    for _ in range(12):
        OutgoingPacket.objects.update(next_try_at=now())
        van.sync()
        gone.refresh_from_db()
        pauses.append(gone.next_try_at - now())
    assert pauses[1] > pauses[0] and pauses[-1] <= LONGEST_PAUSE < pauses[-1] + timedelta(minutes=1)


def test_a_full_disk_is_said_and_nothing_is_lost(van: Van, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = van.seal(FILLER)
    monkeypatch.setattr(os, "fsync", _no_space)
    done = van.sync()
    sent.refresh_from_db()
    assert "N320" in sent.last_problem and sent.path.exists() and received() == []
    monkeypatch.undo()
    OutgoingPacket.objects.update(next_try_at=now())
    done = van.sync()
    assert done.pushed.acknowledged == 1 and done.pushed.bytes_sent < 10_000


def test_a_disk_that_fills_in_the_middle_keeps_what_is_there(
    van: Van, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = van.seal(FILLER)
    appended = storage.append
    monkeypatch.setattr(
        storage,
        "append",
        lambda path, chunk, offset: appended(path, chunk, offset=offset) if offset < 500_000 else _no_space(),
    )
    van.sync()
    upload = Upload.objects.get(packet_id=sent.packet_id)
    assert 500_000 <= upload.offset < sent.size
    monkeypatch.undo()
    OutgoingPacket.objects.update(next_try_at=now())
    assert van.sync().pushed.acknowledged == 1


def test_a_full_disk_at_the_kit_seals_nothing_and_says_so(van: Van, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", _no_space)
    with pytest.raises(DiskFull):
        van.seal()
    monkeypatch.undo()
    assert OutgoingPacket.objects.count() == 0
    assert van.seal().sequence == 1


def test_repeats_are_harmless(van: Van) -> None:
    sent = van.seal()
    content = sent.path.read_bytes()
    van.sync()
    first = received()[0].receipt
    OutgoingPacket.objects.update(state="waiting", purged_at=None)
    sent.path.write_bytes(content)
    done = van.sync()
    assert done.pushed.acknowledged == 1 and done.pushed.bytes_sent < len(content)
    assert [packet.receipt for packet in received()] == [first]


def test_a_receipt_lost_on_the_way_back_is_given_again(van: Van, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = van.seal()
    ask = Link.ask

    def lossy(self: Link, method: str, path: str, **more: object) -> object:
        answer = ask(self, method, path, **more)  # type: ignore[arg-type]
        if method == "PATCH":
            raise httpx.ReadError("cut")
        return answer

    monkeypatch.setattr(Link, "ask", lossy)
    with pytest.raises(httpx.ReadError):
        van.sync()
    monkeypatch.undo()
    assert len(received()) == 1 and OutgoingPacket.objects.get().state == "sent"
    van.sync()
    assert OutgoingPacket.objects.get(packet_id=sent.packet_id).state == "acknowledged"


def test_a_receipt_of_other_bytes_deletes_nothing(van: Van, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = van.seal()
    OutgoingPacket.objects.update(sha256="0" * 64)
    van.sync()
    sent.refresh_from_db()
    assert sent.last_problem.startswith("P102") and sent.path.exists() and sent.state == "sent"


def test_sequence_numbers_follow_each_other_and_name_the_one_before(van: Van) -> None:
    first, second = van.seal(), van.seal()
    van.sync()
    third = van.seal()
    assert [one.sequence for one in (first, second, third)] == [1, 2, 3]
    assert third.previous == second.manifest_sha256
    van.sync()
    assert (
        ReceivedPacket.objects.count() == 3
        and not Entry.objects.filter(action="packet.chain_broken").exists()
    )


def _no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
