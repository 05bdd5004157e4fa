"""Who may pass and how far a packet is: the transition tables of the exchange."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Standing(StrEnum):
    """How a node stands with the one above it."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REVOKED = "revoked"


class PeerEvent(StrEnum):
    """What a person of the node above may decide."""

    APPROVE = "approve"
    REVOKE = "revoke"


PEER: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (Standing.REQUESTED, PeerEvent.APPROVE): Standing.APPROVED,
        (Standing.REQUESTED, PeerEvent.REVOKE): Standing.REVOKED,
        (Standing.APPROVED, PeerEvent.REVOKE): Standing.REVOKED,
        (Standing.REVOKED, PeerEvent.APPROVE): Standing.APPROVED,
    }
)
"""A person may take back either decision; the ledger keeps both."""


class Custody(StrEnum):
    """Where one of our packets is, as far as we know."""

    WAITING = "waiting"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"


class PacketEvent(StrEnum):
    """What happens to one of our packets."""

    SEND = "send"
    RETURN = "return"
    ACKNOWLEDGE = "acknowledge"


PACKET: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (Custody.WAITING, PacketEvent.SEND): Custody.SENT,
        (Custody.SENT, PacketEvent.SEND): Custody.SENT,
        (Custody.SENT, PacketEvent.RETURN): Custody.WAITING,
        (Custody.WAITING, PacketEvent.ACKNOWLEDGE): Custody.ACKNOWLEDGED,
        (Custody.SENT, PacketEvent.ACKNOWLEDGE): Custody.ACKNOWLEDGED,
    }
)
"""Sent means on its way, over the network or on a stick; only a verified receipt acknowledges."""

UNSENT = (Custody.WAITING, Custody.SENT)


class Route(StrEnum):
    """How a packet travels."""

    NETWORK = "network"
    USB = "usb"


class Hearing(StrEnum):
    """What became of a report from below."""

    WAITING = "waiting"
    APPLIED = "applied"
    REFUSED = "refused"
