"""Tells the node above our reports before anything else: they are small, and a weak line bears them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from jemput.node.exchange.actions.reporting import acknowledge_reports, bundle, next_batch, note_told
from jemput.node.exchange.client.link import Link
from jemput.node.exchange.errors import ParentUnreachable
from jemput.node.exchange.models import Parent
from jemput.node.exchange.reports import Batch
from jemput.packet.receipts import MAX_RECEIPT_BYTES

CONTENT_TYPE = "application/octet-stream"
TOLD_AGAIN = timedelta(minutes=10)
"""How often the state of the chain is told although nothing has changed: it also says that we live."""


def tell(link: Link, above: Parent) -> int:
    """Send all reports and the state of our chain, if there is anything new; return how many were taken."""
    done = 0
    while True:
        batch = next_batch(mine=link.mine, at=link.now)
        if not batch.entries and not _is_news(batch, above, link.now):
            return done
        raw = bundle(batch, mine=link.mine, above=above)
        answer = link.ask("POST", "/exchange/reports", body=raw, headers={"Content-Type": CONTENT_TYPE})
        receipt = answer.response.content
        if len(receipt) > MAX_RECEIPT_BYTES:
            raise ParentUnreachable(url=link.url)
        taken = acknowledge_reports(text=receipt, key=above.verify_key, mine=link.mine, at=link.now)
        note_told(above=above, batch=batch, at=link.now)
        done += taken
        if not taken:
            return done


def _is_news(batch: Batch, above: Parent, at: datetime) -> bool:
    if batch.chain is None:
        return False
    if above.told_at is None or not timedelta() <= at - above.told_at < TOLD_AGAIN:
        return True
    return above.told != json.dumps(batch.chain.to_json())
