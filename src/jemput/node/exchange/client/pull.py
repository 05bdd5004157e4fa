"""Applies the news from above in its order, each entry in one transaction with our place in the feed."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.feed import move_cursor, refuse
from jemput.node.exchange.client.link import Link
from jemput.node.exchange.errors import ParentUnreachable, UnknownTopic
from jemput.node.exchange.messages import MESSAGES, Message
from jemput.node.exchange.models import FeedCursor, Parent
from jemput.packet.letters import read_letter

log = logging.getLogger(__name__)

PAGE, SMALLEST_PAGE = 500, 10

M = TypeVar("M", bound=Message)
Handler = Callable[[M, datetime], object]

_handlers: dict[str, Handler[Any]] = {}


@dataclass(frozen=True)
class Pulled:
    """What one pull did."""

    applied: int = 0
    refused: int = 0

    def __add__(self, other: Pulled) -> Pulled:
        return Pulled(self.applied + other.applied, self.refused + other.refused)


def apply_with(kind: type[M], handler: Handler[M]) -> None:
    """Call `handler(message, at)` for every message of this kind; wired in a program's `config` only.

    It runs inside the transaction that moves our place in the feed; a Problem it raises sets the entry
    aside with the reason, any other exception stops the feed until it is mended.
    """
    _handlers[kind.topic] = cast(Handler[Any], handler)


def pull(link: Link, above: Parent) -> Pulled:
    """Fetch and apply all news that we have not applied; raises ParentUnreachable, ParentRefused."""
    applied = refused = 0
    more = True
    while more:
        cursor = FeedCursor.objects.filter(parent_id=above.node_id).first()
        page = _fetch(link, above, cursor.sequence if cursor else 0)
        for entry in page["entries"]:
            if _apply(entry, above, link.now):
                applied += 1
            else:
                refused += 1
        more = bool(page["more"])
        move_cursor(parent_id=above.node_id, sequence=int(page["up_to"]))
    return Pulled(applied, refused)


def _fetch(link: Link, above: Parent, after: int) -> dict[str, Any]:
    """The next page; where the line does not bear it, a smaller one."""
    size = PAGE
    while True:
        try:
            answer = link.ask("GET", f"/exchange/feed?after={after}&limit={size}")
            break
        except ParentUnreachable:
            if size <= SMALLEST_PAGE:
                raise
            size = max(SMALLEST_PAGE, size // 8)
    content = read_letter(
        answer.response.content, writer=above.verify_key, question=answer.nonce, key=link.mine.sealing
    )
    page: dict[str, Any] = json.loads(content)
    if int(page["up_to"]) < after:
        raise ParentUnreachable(url=link.url)
    return page


def _apply(entry: dict[str, Any], above: Parent, at: datetime) -> bool:
    sequence, topic, payload = int(entry["sequence"]), str(entry["topic"]), entry["payload"]
    try:
        with transaction.atomic():
            _handle(topic, payload, at)
            move_cursor(parent_id=above.node_id, sequence=sequence)
    except Problem as problem:
        log.warning("feed entry %s (%s) was set aside: %s", sequence, topic, problem.code)
        reason = f"{problem.code} {problem.text()}"
        refuse(
            parent_id=above.node_id, sequence=sequence, topic=topic, payload=payload, problem=reason, at=at
        )
        return False
    return True


def _handle(topic: str, payload: dict[str, Any], at: datetime) -> None:
    kind, handler = MESSAGES.get(topic), _handlers.get(topic)
    if kind is None or handler is None:
        raise UnknownTopic(topic=topic)
    handler(kind.from_json(payload), at)
