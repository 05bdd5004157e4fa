"""Our own reports on their way up: kept with the act they tell of, let go by a signed receipt."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from jemput.kernel.ids import new_id
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import OutgoingPacket, OutgoingReport, Parent
from jemput.node.exchange.reports import MAX_AT_ONCE, Batch, ChainStatement, Entry, Report, Stretch
from jemput.node.exchange.rules import stretches
from jemput.node.exchange.states import UNSENT
from jemput.node.ledger.actions import record
from jemput.packet.bundles import write_bundle
from jemput.packet.errors import BadRecord
from jemput.packet.keys import VerifyKey
from jemput.packet.receipts import ReportsReceipt, ids_digest, read_reports_receipt

MAX_CONTENT_BYTES = 900_000


@transaction.atomic
def report(
    *, message: Report, subject: str, by: str, at: datetime, report_id: UUID | None = None
) -> OutgoingReport:
    """Tell the node above; call it inside the transaction of the act. The same `report_id` tells it once.

    `subject` says what it is about ("stop:…"). Raises BadRecord for a message that nobody could read back.
    """
    chosen = report_id or new_id()
    known = OutgoingReport.objects.filter(report_id=chosen).first()
    if known is not None:
        return known
    last = OutgoingReport.objects.select_for_update().order_by("-number").first()
    told = OutgoingReport.objects.create(
        number=last.number + 1 if last else 1,
        report_id=chosen,
        topic=message.topic,
        subject=subject,
        payload=message.to_json(),
        at=at,
    )
    details = {"topic": message.topic, "number": told.number}
    record(action="report.made", subject=subject, by=by, at=at, details=details)
    return told


def next_batch(*, mine: Me, at: datetime) -> Batch:
    """All reports that nobody has signed for, lowest number first, and the state of our chain."""
    waiting = OutgoingReport.objects.filter(acknowledged_at=None).order_by("number")
    entries: list[Entry] = []
    size = 0
    for one in waiting[:MAX_AT_ONCE]:
        size += len(json.dumps(one.payload)) + 300
        if entries and size > MAX_CONTENT_BYTES:
            break
        entries.append(Entry(one.number, one.report_id, one.topic, one.subject, one.at, one.payload))
    return Batch(1, at, tuple(entries), chain_statement(mine))


def chain_statement(mine: Me) -> ChainStatement | None:
    """How far we have sealed and what of it is still here; None for a node that seals nothing."""
    own = OutgoingPacket.objects.filter(kit_id=mine.node_id)
    last = own.order_by("-sequence").first()
    if last is None:
        return None
    unsent = own.filter(state__in=UNSENT)
    oldest = unsent.order_by("queued_at").first()
    here = [Stretch(*one) for one in stretches(unsent.values_list("sequence", flat=True))]
    return ChainStatement(
        sealed_up_to=last.sequence,
        last_manifest_sha256=last.manifest_sha256,
        here=tuple(here[:200]),
        bytes_here=unsent.aggregate(sum=Sum("size"))["sum"] or 0,
        oldest_sealed_at=oldest.queued_at if oldest else None,
        software=f"jemput {version('jemput')}",
    )


def bundle(batch: Batch, *, mine: Me, above: Parent) -> bytes:
    """A batch signed by us and sealed to the node above: the same bytes for the network and for a stick."""
    return write_bundle(
        json.dumps(batch.to_json()).encode("utf-8"),
        sender=mine.node_id,
        receiver=above.node_id,
        reader=above.office_key,
        key=mine.signing,
    )


def acknowledge_reports(*, text: str | bytes, key: VerifyKey, mine: Me, at: datetime) -> int:
    """Let go of the reports that a receipt names; return how many. Another node's receipt changes nothing.

    Raises what `read_reports_receipt` raises, and BadRecord for a genuine receipt of other reports.
    """
    receipt = read_reports_receipt(text, key=key)
    if receipt.sender_id != mine.node_id or not receipt.last:
        return 0
    return _let_go(receipt, at)


@transaction.atomic
def _let_go(receipt: ReportsReceipt, at: datetime) -> int:
    told = OutgoingReport.objects.filter(number__range=(receipt.first, receipt.last)).order_by("number")
    if ids_digest(told.values_list("report_id", flat=True)) != receipt.sha256:
        raise BadRecord(what="ReportsReceipt", field="sha256", reason="other_reports")
    return told.filter(acknowledged_at=None).update(acknowledged_at=at)


def note_told(*, above: Parent, batch: Batch, at: datetime) -> None:
    """Remember what of our chain the node above knows, so that it is told again only when it changes."""
    above.told, above.told_at = json.dumps(batch.chain.to_json()) if batch.chain else "", at
    above.save(update_fields=["told", "told_at"])
