"""One round with the node above: who we are to it, then push, then pull."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
from django.conf import settings

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.parents import note_contact, note_standing, note_trouble
from jemput.node.exchange.client.enroll import ask_standing, enroll
from jemput.node.exchange.client.link import Link, new_client, refusal
from jemput.node.exchange.client.pull import Pulled, pull
from jemput.node.exchange.client.push import Pushed, push
from jemput.node.exchange.errors import Revoked
from jemput.node.exchange.identity import Me, me
from jemput.node.exchange.models import Parent
from jemput.node.exchange.states import Standing


@dataclass(frozen=True)
class Round:
    """What one round did, and the problem that ended it early."""

    pushed: Pushed = field(default_factory=Pushed)
    pulled: Pulled = field(default_factory=Pulled)
    problem: Problem | None = None


def run_once(at: datetime) -> Round:
    """The worker's errand: one round with the node that JEMPUT_PARENT_URL names, if any."""
    url: str = settings.JEMPUT.parent_url
    return sync(url=url, mine=me(), at=at) if url else Round()


def sync(*, url: str, mine: Me, at: datetime, http: httpx.Client | None = None) -> Round:
    """Introduce ourselves if need be, push before pull, and keep what went wrong for people to see."""
    try:
        above = Parent.objects.first() or enroll(url=url, mine=mine, at=at)
        offset = timedelta(seconds=above.clock_offset_seconds)
        link = Link(url, above.node_id, mine, at, offset, http or new_client())
        with link:
            return _converse(link, above)
    except Problem as problem:
        note_trouble(problem=problem)
        return Round(problem=problem)


def _converse(link: Link, above: Parent) -> Round:
    if above.state != Standing.APPROVED or not above.center_id:
        above = ask_standing(link)
    if above.state == Standing.REQUESTED:
        return Round()
    pushed = Pushed()
    if above.state == Standing.APPROVED:
        try:
            pushed = push(link, above)
        except Problem as problem:
            if refusal(problem) != Revoked.code:
                raise
            note_standing(above=above, state=Standing.REVOKED, by=link.mine.node_id, at=link.at)
    pulled = pull(link, above)
    note_contact(above=above, clock_offset_seconds=link.offset.total_seconds(), at=link.at)
    return Round(pushed, pulled)
