"""Whatever happens in whatever order, every packet is on the kit's disk or in custody, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jemput.node.exchange import usb
from jemput.node.exchange.models import OutgoingPacket, ReceivedPacket
from jemput.node.exchange.states import PACKET, PEER, Custody, Standing
from tests.integration.exchange.bad_link import BadLink
from tests.integration.exchange.conftest import OWN_TABLES, Van, now

pytestmark = OWN_TABLES

STEPS = ("seal", "sync", "cut", "down", "stick out", "stick in", "receipts", "stick lost")


@given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=12))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_history_loses_or_doubles(van: Van, bad_link: BadLink, tmp_path: Path, history: list[str]) -> None:
    for step in history:
        _take(step, van, bad_link, tmp_path / "stick")
        for packet in OutgoingPacket.objects.all():
            assert packet.path.exists() or ReceivedPacket.objects.filter(pk=packet.pk).exists()
    OutgoingPacket.objects.update(next_try_at=now())
    _take("sync", van, bad_link, tmp_path / "stick")
    sealed = set(OutgoingPacket.objects.values_list("packet_id", "sha256"))
    assert set(ReceivedPacket.objects.values_list("packet_id", "sha256")) == sealed
    assert not OutgoingPacket.objects.exclude(state=Custody.ACKNOWLEDGED).exists()


def _take(step: str, van: Van, link: BadLink, stick: Path) -> None:
    stick.mkdir(exist_ok=True)
    link.cut_after, link.is_down = {"cut": 1500}.get(step), step == "down"
    if step == "seal":
        van.seal()
    elif step == "stick out":
        usb.export_to_folder(stick, mine=van.mine, by="siti", at=now())
    elif step == "stick in":
        usb.import_from_folder(stick, mine=van.parent, by="sri", at=now())
    elif step == "receipts":
        usb.import_receipts(stick, by="siti", at=now())
    elif step == "stick lost":
        for file in stick.iterdir():
            file.unlink()
    else:
        van.sync()


def test_an_acknowledged_packet_stays_so() -> None:
    assert not [pair for pair in PACKET if pair[0] == Custody.ACKNOWLEDGED]
    assert set(PACKET.values()) <= set(Custody)


@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_can_be_decided_by_a_person(standing: Standing) -> None:
    assert [after for (before, _), after in PEER.items() if before == standing]
