"""A kit that tells this office something, in the signed and sealed bundle that its worker would send."""

from __future__ import annotations

import json
from datetime import datetime

from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.hearing import apply_waiting, receive
from jemput.node.exchange.identity import Me, make_me, me
from jemput.node.exchange.models import Peer, ReceivedReport
from jemput.node.exchange.reports import Batch, Entry, Report
from jemput.packet.bundles import write_bundle
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey
from tests.integration.office.outing import KIT_KEY, NOW

KIT_SEALING = SealingKey(bytes(range(32, 64)))


def kit_one() -> Me:
    """The machine that `outing.make_peer` lets in, with its private keys."""
    return make_me(Kind.KIT, "Laptop kit 1", KIT_KEY, KIT_SEALING)


def tell(*reports: Report, at: datetime = NOW, kit: Me | None = None) -> list[str]:
    """Send these reports up and let the office's worker apply them; return the problems of those refused."""
    sender, office = kit or kit_one(), me()
    first = ReceivedReport.objects.filter(peer_id=sender.node_id).count() + 1
    entries = [
        Entry(number, new_id(), one.topic, "stop:test", at, one.to_json())
        for number, one in enumerate(reports, start=first)
    ]
    raw = write_bundle(
        json.dumps(Batch(1, at, tuple(entries), None).to_json()).encode(),
        sender=sender.node_id,
        receiver=office.node_id,
        reader=office.sealing.public,
        key=sender.signing,
    )
    receive(raw=raw, peer=Peer.objects.get(pk=sender.node_id), mine=office, at=at)
    apply_waiting(at)
    told = [entry.report_id for entry in entries]
    return list(
        ReceivedReport.objects.filter(report_id__in=told, state="refused").values_list("problem", flat=True)
    )
