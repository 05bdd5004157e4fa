"""Who speaks for whom: our own introductions downward, and the kits we vouch for upward."""

from __future__ import annotations

from datetime import datetime

from jemput.node.exchange.actions.peers import vouch
from jemput.node.exchange.errors import UnknownPeer
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import Parent, Peer
from jemput.packet.introductions import Identity, Kind, SignedIntroduction, read_introduction


def introduction_of(kit_id: str, *, mine: Me, at: datetime) -> SignedIntroduction | None:
    """Our word for a kit whose packet we pass on; None for our own packets."""
    if kit_id == mine.node_id:
        return None
    peer = Peer.objects.get(id=kit_id)
    return mine.introduce(identity_of(peer), at=at)


def identity_of(peer: Peer) -> Identity:
    """A peer as the identity it showed us."""
    return Identity(peer.id, Kind(peer.kind), peer.name, peer.signing_key, peer.sealing_key)


def who_is_here(mine: Me, *, at: datetime) -> list[SignedIntroduction]:
    """Ourselves, and the center as it introduced itself to us."""
    above = Parent.objects.exclude(center_introduction="").first()
    return [
        mine.introduce(mine.identity, at=at),
        *([read_introduction(above.center_introduction.encode("utf-8"))] if above else []),
    ]


def origin_of(kit_id: str, *, deliverer: Peer, word: SignedIntroduction | None, at: datetime) -> Peer:
    """The kit that sealed a packet: the deliverer itself, or one the delivering office vouches for.

    Raises UnknownPeer, and what a false introduction raises.
    """
    if kit_id == deliverer.id:
        return deliverer
    if word is None or deliverer.kind != Kind.OFFICE:
        raise UnknownPeer(node_id=kit_id)
    identity = word.by(deliverer.id, deliverer.verify_key)
    if identity.node_id != kit_id or identity.kind is not Kind.KIT:
        raise UnknownPeer(node_id=kit_id)
    return vouch(identity=identity, via=deliverer, at=at)
