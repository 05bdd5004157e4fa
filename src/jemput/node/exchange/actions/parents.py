"""What we keep of the node above: who it is, pinned when first met, and how we stand with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange.errors import ParentChanged
from jemput.node.exchange.models import Parent
from jemput.node.exchange.rules import pause
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import announce, record
from jemput.packet.introductions import Identity, SignedIntroduction
from jemput.packet.keys import SealingPublicKey

FIRST_REST, LONGEST_REST = timedelta(seconds=5), timedelta(minutes=2)


@transaction.atomic
def meet(
    *, url: str, told: SignedIntroduction, center: SignedIntroduction | None, by: str, at: datetime
) -> Parent:
    """Remember the node above with its keys, and the center's, by their own signed words.

    Their signing keys are pinned when first met; a newer word signed by the same key may bring another
    sealing key, an older word may not. Raises ParentChanged, and what a false introduction raises.
    """
    identity, told_at = told.by_itself(), told.introduction.at
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
            introduced_at=told_at,
        )
        details = {"url": url, "name": identity.name, "key": identity.verify_key.key_id}
        record(action="parent.meet", subject=f"parent:{known.node_id}", by=by, at=at, details=details)
    if known.node_id != identity.node_id:
        raise ParentChanged(url=url, node_id=identity.node_id)
    if known.sealing_key != identity.sealing_key:
        _require_newer(known.introduced_at, told_at, url, identity)
        _note_new_key(known.node_id, known.sealing_key, identity, by, at)
        known.sealing_key = identity.sealing_key
    known.introduced_at = max(known.introduced_at or told_at, told_at)
    if center is not None:
        _pin_center(known, center, url, by, at)
    known.asked_at = at
    known.save()
    return known


def note_round(*, reached: bool, salt: str, at: datetime) -> None:
    """Remember whether anybody answered, and when to try again: sooner while the line is good."""
    above = Parent.objects.first()
    if above is None or (reached and not above.failures):
        return
    above.failures = 0 if reached else above.failures + 1
    rest = pause(first=FIRST_REST, longest=LONGEST_REST, failures=above.failures - 1, salt=salt)
    above.next_round_at = None if reached else at + rest
    above.save(update_fields=["failures", "next_round_at"])


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
    center, told_at = told.by_itself(), told.introduction.at
    if not known.center_id:
        subject = f"parent:{center.node_id}"
        record(action="parent.pin_center", subject=subject, by=by, at=at, details={"key": center.sealing_key})
    elif known.center_id != center.node_id:
        raise ParentChanged(url=url, node_id=center.node_id)
    elif known.center_sealing_key != center.sealing_key:
        _require_newer(known.center_introduced_at, told_at, url, center)
        _note_new_key(center.node_id, known.center_sealing_key, center, by, at)
        known.center_older_keys = [known.center_sealing_key, *known.center_older_keys]
    elif known.center_introduced_at and told_at <= known.center_introduced_at:
        return
    known.center_id, known.center_sealing_key = center.node_id, center.sealing_key
    known.center_introduction, known.center_introduced_at = told.text, told_at


def _require_newer(known_at: datetime | None, told_at: datetime, url: str, identity: Identity) -> None:
    """An old introduction, kept and shown again, must not bring an old key back."""
    if known_at is not None and told_at <= known_at:
        raise ParentChanged(url=url, node_id=identity.node_id)


def _note_new_key(node_id: str, old: str, identity: Identity, by: str, at: datetime) -> None:
    details = {
        "from": SealingPublicKey.from_text(old).key_id,
        "to": identity.public_sealing_key.key_id,
    }
    record(action="parent.new_key", subject=f"parent:{node_id}", by=by, at=at, details=details)
    announce(topic="parent.new_key", subject=node_id, payload=details, at=at)
