"""What offices ask the center for: fingers that one of their kits compares a card's owner with."""

from __future__ import annotations

from datetime import datetime

from jemput.center.publication.references import release_reference
from jemput.node.exchange.errors import Revoked
from jemput.node.exchange.introducing import origin_of
from jemput.node.exchange.models import Peer
from jemput.node.exchange.reports import ReferenceWanted
from jemput.node.exchange.states import Standing
from jemput.packet.introductions import read_introduction


def reference_wanted(office: Peer, told: ReferenceWanted, at: datetime) -> None:
    """Release a reference to the kit that the office vouches for with its own signature.

    Raises UnknownPeer, Revoked, NoSuchRecord, and what a false introduction raises.
    """
    word = read_introduction(told.introduction.encode("utf-8"))
    kit_id = word.introduction.identity.node_id
    kit = origin_of(kit_id, deliverer=office, word=word, at=at)
    if kit.id != kit_id or kit.id == office.id or kit.state != Standing.APPROVED:
        raise Revoked(node_id=kit_id)
    release_reference(packet_id=told.packet_id, kit=kit, office=office, by=office.id, at=at)
