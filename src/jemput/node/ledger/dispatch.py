"""Carries news to its subscribers: at least once, in order, each subscriber at its own pace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from jemput.node.ledger.models import News, Reader

log = logging.getLogger(__name__)

Handler = Callable[[News], None]


@dataclass(frozen=True)
class Subscription:
    """One subscriber: a name that keeps its place over restarts, a topic, and what it does with the news."""

    name: str
    topic: str
    handler: Handler


_subscriptions: list[Subscription] = []


def subscribe(topic: str, handler: Handler, *, name: str = "") -> None:
    """Call `handler` for every news of `topic`; wired in a program's `config` only."""
    full = name or f"{handler.__module__}.{handler.__qualname__}:{topic}"
    if all(known.name != full for known in _subscriptions):
        _subscriptions.append(Subscription(full, topic, handler))


def run_once(*, limit: int = 500) -> int:
    """Hand each subscriber up to `limit` unread news; return how many were handled.

    Each news is handled in one transaction with the reader's place. A handler that raises stops its own
    reader there (it will be tried again), never the others.
    """
    return sum(_read(subscription, limit) for subscription in _subscriptions)


def _read(subscription: Subscription, limit: int) -> int:
    reader, _ = Reader.objects.get_or_create(name=subscription.name)
    unread = News.objects.filter(id__gt=reader.last_read, topic=subscription.topic).order_by("id")[:limit]
    done = 0
    for news in list(unread):
        try:
            with transaction.atomic():
                subscription.handler(news)
                Reader.objects.filter(pk=reader.pk).update(last_read=news.pk)
        except Exception:
            log.exception("news %s stopped reader %s", news.pk, subscription.name)
            break
        done += 1
    return done
