"""Who is let in: asked by machines, decided by people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.node.exchange.actions.feed import publish
from jemput.node.exchange.errors import TooManyRequests
from jemput.node.exchange.messages import RevokedMessage
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import PEER, PeerEvent, Standing
from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance
from jemput.packet.introductions import Identity

MAX_WAITING = 200


@transaction.atomic
def request(*, identity: Identity, at: datetime) -> Peer:
    """Note that a machine asks to be let in; asking again changes nothing but its shown name."""
    known = Peer.objects.select_for_update().filter(id=identity.node_id).first()
    if known is not None and known.via_id is None:
        if known.state == Standing.REQUESTED:
            known.name, known.sealing_key = identity.name, identity.sealing_key
            known.save(update_fields=["name", "sealing_key"])
        return known
    if Peer.objects.filter(state=Standing.REQUESTED).count() >= MAX_WAITING:
        raise TooManyRequests
    peer, _ = Peer.objects.update_or_create(
        id=identity.node_id, defaults={**_columns(identity, at), "state": Standing.REQUESTED, "via": None}
    )
    record(action="peer.request", subject=f"peer:{peer.id}", by=peer.id, at=at, details={"name": peer.name})
    announce(topic="peer.requested", subject=peer.id, payload={"name": peer.name}, at=at)
    return peer


@transaction.atomic
def approve(*, peer: Peer, by: str, at: datetime) -> Peer:
    """Let a machine in; raises NotPossible where it is in already."""
    advance(peer, PeerEvent.APPROVE, table=PEER, by=by, at=at)
    announce(topic="peer.approved", subject=peer.id, payload={"name": peer.name}, at=at)
    return peer


@transaction.atomic
def revoke(*, peer: Peer, reason: str, by: str, at: datetime) -> Peer:
    """Shut a machine out: all it may still fetch is this news."""
    advance(peer, PeerEvent.REVOKE, table=PEER, by=by, at=at, details={"reason": reason})
    publish(scope=peer.id, message=RevokedMessage(reason=reason, at=at), at=at)
    announce(topic="peer.revoked", subject=peer.id, payload={"reason": reason}, at=at)
    return peer


@transaction.atomic
def vouch(*, identity: Identity, via: Peer, at: datetime) -> Peer:
    """Take over a kit from the office that approved it; one known already stays as a person left it."""
    defaults = {**_columns(identity, at), "state": Standing.APPROVED, "via": via}
    peer, created = Peer.objects.get_or_create(id=identity.node_id, defaults=defaults)
    if created:
        record(
            action="peer.vouched", subject=f"peer:{peer.id}", by=via.id, at=at, details={"name": peer.name}
        )
    return peer


def _columns(identity: Identity, at: datetime) -> dict[str, object]:
    return {
        "kind": identity.kind.value,
        "name": identity.name,
        "signing_key": identity.signing_key,
        "sealing_key": identity.sealing_key,
        "requested_at": at,
    }
