"""What a kit tells beside packets: once, in order, sealed, by network or stick, before any packet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from jemput.kernel.errors import Problem
from jemput.kernel.ids import new_id
from jemput.node.exchange import usb
from jemput.node.exchange.actions import hearing, peers
from jemput.node.exchange.actions.reporting import bundle, next_batch, report
from jemput.node.exchange.models import ChainState, OutgoingReport, Parent, Peer, ReceivedReport
from jemput.node.exchange.reports import ObstacleReport, OfficerReport, Report
from jemput.node.exchange.rules import stretches
from jemput.node.exchange.sweeping import sweep
from jemput.packet.errors import BadRecord
from jemput.packet.receipts import ReportsReceipt, ids_digest, sign_reports_receipt
from tests.integration.exchange.bad_link import BadLink
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received

pytestmark = OWN_TABLES

Heard = list[tuple[str, str]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What the office heard of village officers, as (kit, note)."""
    told: Heard = []
    monkeypatch.setattr(hearing, "_handlers", {})
    hearing.hear_with(OfficerReport, lambda peer, one, at: told.append((peer.id, one.reason)))
    return told


def officer(reason: str) -> OfficerReport:
    return OfficerReport(new_id(), new_id(), "absent", "Pak Kasi", reason, now(), "siti")


def tell(message: Report, report_id: UUID | None = None) -> OutgoingReport:
    return report(message=message, subject="stop:1", by="siti", at=now(), report_id=report_id)


def test_reports_arrive_once_and_in_order(van: Van, heard: Heard) -> None:
    for number in range(3):
        tell(officer(f"r{number}"))
    assert (van.sync().told, van.sync().told) == (3, 0)
    assert hearing.apply_waiting(now()) == 3 and hearing.apply_waiting(now()) == 0
    assert heard == [(van.mine.node_id, f"r{number}") for number in range(3)]
    assert not OutgoingReport.objects.filter(acknowledged_at=None).exists()


def test_telling_the_same_thing_twice_tells_it_once(van: Van) -> None:
    one = new_id()
    assert tell(officer("x"), one).number == tell(officer("y"), one).number == 1
    van.sync()
    assert ReceivedReport.objects.get().payload["reason"] == "x"


def test_a_lost_answer_repeats_harmlessly(van: Van, heard: Heard) -> None:
    tell(officer("x"))
    van.sync()
    OutgoingReport.objects.update(acknowledged_at=None)
    tell(officer("y"))
    assert van.sync().told == 2
    hearing.apply_waiting(now())
    assert [note for _, note in heard] == ["x", "y"]


def test_reports_pass_a_line_that_bears_no_packet(van: Van, bad_link: BadLink) -> None:
    van.seal(bytes(900_000))
    tell(officer("x"))
    van.sync()
    bad_link.cut_after, bad_link.stays_down = 40_000, True
    van.seal(bytes(900_000))
    tell(officer("y"))
    assert van.sync().problem is not None
    assert ReceivedReport.objects.count() == 2 and len(received()) == 1


def test_one_that_cannot_be_used_is_set_aside_and_the_next_is_heard(van: Van, heard: Heard) -> None:
    def refuse(peer: Peer, message: ObstacleReport, at: object) -> None:
        raise BadRecord(what="stop", field="stop_id", reason="unknown")

    hearing.hear_with(ObstacleReport, refuse)
    tell(ObstacleReport(new_id(), new_id(), new_id(), "power", "", now(), None, "siti"))
    tell(officer("y"))
    van.sync()
    assert hearing.apply_waiting(now()) == 1 and [note for _, note in heard] == ["y"]
    assert ReceivedReport.objects.get(state="refused").problem.startswith("P102")


def test_a_bug_stops_one_kits_reports_until_it_is_mended(van: Van, heard: Heard) -> None:
    hearing.hear_with(OfficerReport, lambda peer, one, at: 1 / 0)
    tell(officer("x"))
    tell(officer("y"))
    van.sync()
    assert hearing.apply_waiting(now()) == 0
    hearing.hear_with(OfficerReport, lambda peer, one, at: heard.append((peer.id, one.reason)))
    assert hearing.apply_waiting(now()) == 2 and [note for _, note in heard] == ["x", "y"]


def test_what_nobody_hears_yet_waits_for_a_newer_program(van: Van, heard: Heard) -> None:
    tell(ObstacleReport(new_id(), new_id(), new_id(), "power", "", now(), None, "siti"))
    van.sync()
    assert hearing.apply_waiting(now()) == 0 and ReceivedReport.objects.get().state == "waiting"


def test_reports_go_by_stick_and_come_back_acknowledged(van: Van, tmp_path: Path) -> None:
    van.seal()
    tell(officer("x"))
    van.sync(at=now())
    tell(officer("y"))
    usb.export_to_folder(tmp_path, mine=van.mine, by="siti", at=now())
    for _ in range(2):
        assert usb.import_from_folder(tmp_path, mine=van.parent, by="sri", at=now()) == []
    assert ReceivedReport.objects.count() == 2
    usb.import_receipts(tmp_path, mine=van.mine, by="siti", at=now())
    assert not OutgoingReport.objects.filter(acknowledged_at=None).exists()


def test_nobody_reads_reports_on_a_stick(van: Van, tmp_path: Path) -> None:
    tell(officer("RAHASIA"))
    van.sync()
    OutgoingReport.objects.update(acknowledged_at=None)
    raw = bundle(next_batch(mine=van.mine, at=now()), mine=van.mine, above=Parent.objects.get())
    assert b"RAHASIA" not in raw and b"absent" not in raw


def test_a_forged_or_strange_receipt_lets_go_of_nothing(van: Van) -> None:
    told = tell(officer("x"))
    van.sync()
    OutgoingReport.objects.update(acknowledged_at=None)
    right = ReportsReceipt(1, van.mine.node_id, 1, 1, ids_digest([told.report_id]), now(), "office-1")
    other = ReportsReceipt(1, van.mine.node_id, 1, 1, "0" * 64, now(), "office-1")
    from jemput.node.exchange.actions.reporting import acknowledge_reports

    for receipt, key in ((right, van.mine.signing), (other, van.parent.signing)):
        text = sign_reports_receipt(receipt, key=key)
        with pytest.raises(Problem):
            acknowledge_reports(text=text, key=van.parent.signing.public, mine=van.mine, at=now())
    assert OutgoingReport.objects.get().acknowledged_at is None


def test_a_kit_that_was_shut_out_reports_nothing(van: Van) -> None:
    van.sync()
    peers.revoke(peer=van.peer, reason="hilang", by="kabid", at=now())
    tell(officer("x"))
    van.sync()
    assert not ReceivedReport.objects.exists() and OutgoingReport.objects.get().acknowledged_at is None


def test_the_office_knows_what_is_still_in_the_van(van: Van, bad_link: BadLink) -> None:
    for _ in range(2):
        van.seal()
    van.sync()
    van.sync()
    assert (ChainState.objects.get().sealed_up_to, ChainState.objects.get().here) == (2, [])
    van.seal(bytes(900_000))
    bad_link.cut_after, bad_link.stays_down = 40_000, True
    van.sync()
    state = ChainState.objects.get()
    assert (state.sealed_up_to, state.here) == (3, [[3, 3]]) and state.bytes_here > 900_000


def test_an_older_statement_from_a_stick_changes_nothing(van: Van, tmp_path: Path) -> None:
    van.seal()
    van.sync(at=now())
    usb.export_to_folder(tmp_path, mine=van.mine, by="siti", at=now() - timedelta(hours=1))
    newest = ChainState.objects.get().told_at
    usb.import_from_folder(tmp_path, mine=van.parent, by="sri", at=now())
    assert ChainState.objects.get().told_at == newest


def test_numbers_become_stretches() -> None:
    assert stretches([3, 1, 2, 7]) == ((1, 3), (7, 7)) and stretches([]) == ()


def test_reports_are_forgotten_a_month_after_they_were_of_use(van: Van, heard: Heard) -> None:
    for reason in ("x", "y"):
        tell(officer(reason))
    van.sync()
    hearing.apply_waiting(now())
    assert sweep(now()).reports == 0
    assert sweep(now() + timedelta(days=31)).reports == 3
    assert OutgoingReport.objects.get().number == 2 and tell(officer("z")).number == 3
