"""Reports from below: kept durably and signed for at once, then handed to whoever hears their kind."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import ChainState, Peer, ReceivedReport
from jemput.node.exchange.reports import REPORTS, Batch, Report
from jemput.node.exchange.states import Hearing
from jemput.node.ledger.actions import record
from jemput.packet.bundles import read_bundle
from jemput.packet.errors import BadRecord
from jemput.packet.receipts import ReportsReceipt, ids_digest, sign_reports_receipt

log = logging.getLogger(__name__)

AT_ONCE = 500

R = TypeVar("R", bound=Report)
Handler = Callable[[Peer, R, datetime], object]

_handlers: dict[str, Handler[Any]] = {}


def hear_with(kind: type[R], handler: Handler[R]) -> None:
    """Call `handler(peer, report, at)` for every report of this kind; wired in a program's `config` only.

    `at` is when the node below made it. It runs in one transaction with the report's mark; a Problem it
    raises sets the report aside with the reason, any other exception stops this node's reports until mended.
    """
    _handlers[kind.topic] = cast(Handler[Any], handler)


def receive(*, raw: bytes, peer: Peer, mine: Me, at: datetime) -> str:
    """Keep all reports of a bundle and return the signed receipt; repeats are harmless.

    Raises what `read_bundle` raises, BadRecord.
    """
    batch = _opened(raw, peer, mine)
    numbers = [entry.number for entry in batch.entries]
    if numbers != sorted(set(numbers)):
        raise BadRecord(what="Batch", field="entries", reason="order")
    _keep(batch, peer, at)
    receipt = ReportsReceipt(
        version=1,
        sender_id=peer.id,
        first=min(numbers, default=0),
        last=max(numbers, default=0),
        sha256=ids_digest(entry.report_id for entry in batch.entries),
        received_at=at,
        receiver_id=mine.node_id,
    )
    return sign_reports_receipt(receipt, key=mine.signing)


def apply_waiting(at: datetime) -> int:
    """The worker's errand: hand on what waits, each node's reports in their order; return how many went well.

    What nobody hears yet keeps waiting, so a newer program hears it after all.
    """
    done = 0
    waiting = ReceivedReport.objects.filter(state=Hearing.WAITING, topic__in=list(_handlers))
    stopped: set[str] = set()
    for one in waiting.select_related("peer").order_by("peer_id", "number", "id")[:AT_ONCE]:
        if one.peer_id in stopped:
            continue
        try:
            done += _apply(one, at)
        except Exception:
            log.exception("report %s of %s stopped its node's reports", one.number, one.peer_id)
            stopped.add(one.peer_id)
    return done


def _opened(raw: bytes, peer: Peer, mine: Me) -> Batch:
    content = read_bundle(raw, receiver=mine.node_id, writer=peer.verify_key, key=mine.sealing)
    try:
        return Batch.from_json(json.loads(content))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadRecord(what="Batch", field="", reason="json") from error


@transaction.atomic
def _keep(batch: Batch, peer: Peer, at: datetime) -> None:
    rows = [
        ReceivedReport(
            peer=peer,
            report_id=entry.report_id,
            number=entry.number,
            topic=entry.topic,
            subject=entry.subject,
            payload=entry.payload,
            made_at=entry.at,
            received_at=at,
        )
        for entry in batch.entries
    ]
    ReceivedReport.objects.bulk_create(rows, ignore_conflicts=True)
    if batch.chain is not None:
        _keep_statement(batch, peer, at)
    if rows:
        details = {"first": rows[0].number, "last": rows[-1].number}
        record(action="reports.receive", subject=f"peer:{peer.id}", by=peer.id, at=at, details=details)


def _keep_statement(batch: Batch, peer: Peer, at: datetime) -> None:
    """The newest by the node's own clock counts: a stick may bring an older one later."""
    known = ChainState.objects.select_for_update().filter(peer=peer).first()
    if batch.chain is None or (known is not None and known.told_at > batch.told_at):
        return
    values = {
        "sealed_up_to": batch.chain.sealed_up_to,
        "last_manifest_sha256": batch.chain.last_manifest_sha256,
        "here": [[one.first, one.last] for one in batch.chain.here],
        "bytes_here": batch.chain.bytes_here,
        "oldest_sealed_at": batch.chain.oldest_sealed_at,
        "software": batch.chain.software,
        "told_at": batch.told_at,
        "heard_at": at,
    }
    ChainState.objects.update_or_create(peer=peer, defaults=values)


def _apply(one: ReceivedReport, at: datetime) -> int:
    try:
        with transaction.atomic():
            message = REPORTS[one.topic].from_json(one.payload)
            _handlers[one.topic](one.peer, message, one.made_at)
            one.state = Hearing.APPLIED.value
            one.save(update_fields=["state"])
    except Problem as problem:
        _set_aside(one, problem, at)
        return 0
    return 1


@transaction.atomic
def _set_aside(one: ReceivedReport, problem: Problem, at: datetime) -> None:
    one.state, one.problem = Hearing.REFUSED.value, f"{problem.code} {problem.text()}"[:500]
    one.save(update_fields=["state", "problem"])
    details = {"topic": one.topic, "problem": one.problem}
    record(action="report.refused", subject=f"report:{one.report_id}", by=one.peer_id, at=at, details=details)
