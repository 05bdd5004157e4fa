"""A kit is stolen or lost: its machine is shut out at once, and whoever answers for privacy hears of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance
from jemput.office.trips.actions.announcing import shut_out
from jemput.office.trips.models import Kit
from jemput.office.trips.states import KIT, KitEvent


@transaction.atomic
def report_lost(*, kit: Kit, words: str, by: str, at: datetime) -> Kit:
    """Give a kit up and revoke its machine; the news "kit.lost" opens a draft incident."""
    kit = Kit.objects.select_for_update().get(pk=kit.pk)
    peer = Peer.objects.filter(pk=kit.peer_id or "", state=Standing.APPROVED.value).first()
    if peer is not None:
        shut_out(peer=peer, reason=words[:300], by=by, at=at)
        kit.refresh_from_db()
    if (kit.state, KitEvent.RETIRE) in KIT:
        advance(kit, KitEvent.RETIRE, table=KIT, by=by, at=at)
    record(action="kit.lost", subject=kit.name, by=by, at=at, details={"words": words[:300]})
    payload = {"kit": kit.pk, "words": words, "by": by}
    announce(topic="kit.lost", subject=kit.name, payload=payload, at=at)
    return kit
