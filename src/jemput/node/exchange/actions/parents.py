"""What we keep of the node above: who it is, pinned when first met, and how we stand with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange.errors import ParentChanged
from jemput.node.exchange.models import Parent
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import announce, record
from jemput.packet.introductions import Identity, SignedIntroduction


@transaction.atomic
def meet(*, url: str, identity: Identity, center: SignedIntroduction | None, by: str, at: datetime) -> Parent:
    """Remember the node above with its keys, and the center's; raises ParentChanged for other ones later."""
    known = Parent.objects.select_for_update().first()
    if known is None:
        known = Parent.objects.create(
            url=url,
            node_id=identity.node_id,
            kind=identity.kind.value,
            name=identity.name,
            signing_key=identity.signing_key,
            sealing_key=identity.sealing_key,
            state=Standing.REQUESTED.value,
        )
        details = {"url": url, "name": identity.name, "key": identity.verify_key.key_id}
        record(action="parent.meet", subject=f"parent:{known.node_id}", by=by, at=at, details=details)
    if (known.node_id, known.sealing_key) != (identity.node_id, identity.sealing_key):
        raise ParentChanged(url=url, node_id=identity.node_id)
    if center is not None:
        _pin_center(known, center, url, by, at)
    return known


@transaction.atomic
def note_standing(*, above: Parent, state: Standing, by: str, at: datetime) -> None:
    """Keep what the node above says of us; a change is recorded and told."""
    if above.state == state:
        return
    details = {"from": above.state, "to": state.value}
    above.state = state.value
    above.save(update_fields=["state"])
    record(action="parent.standing", subject=f"parent:{above.node_id}", by=by, at=at, details=details)
    announce(topic=f"parent.{state.value}", subject=above.node_id, payload=details, at=at)


def note_contact(*, above: Parent, clock_offset_seconds: float, at: datetime) -> None:
    """Remember that the node above answered, and how far its clock is from ours."""
    above.last_contact, above.last_problem = at, ""
    above.clock_offset_seconds = clock_offset_seconds
    above.save(update_fields=["last_contact", "last_problem", "clock_offset_seconds"])


def note_trouble(*, problem: Problem) -> None:
    """Keep why the last sync stopped, for the page that shows it."""
    Parent.objects.update(last_problem=f"{problem.code} {problem.text()}"[:500])


def _pin_center(known: Parent, told: SignedIntroduction, url: str, by: str, at: datetime) -> None:
    center = told.introduction.identity
    if not known.center_id:
        known.center_id, known.center_sealing_key = center.node_id, center.sealing_key
        known.center_introduction = told.text
        known.save(update_fields=["center_id", "center_sealing_key", "center_introduction"])
        subject = f"parent:{center.node_id}"
        record(action="parent.pin_center", subject=subject, by=by, at=at, details={"key": center.sealing_key})
    elif (known.center_id, known.center_sealing_key) != (center.node_id, center.sealing_key):
        raise ParentChanged(url=url, node_id=center.node_id)
