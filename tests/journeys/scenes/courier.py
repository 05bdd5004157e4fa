"""An office that a courier reaches by stick alone: its keys, and the van's kit let in once it is known."""

from __future__ import annotations

from django.utils import timezone

from jemput.node.exchange.actions import peers
from jemput.node.exchange.identity import me
from tests.journeys.scenes import identity_of, told_by


def set_scene(*, kit: dict[str, str] | None = None) -> dict[str, str]:
    """Make the office's keys; approve the kit, where it is told; return what the office tells of itself."""
    if kit is not None:
        at = timezone.now()
        peers.approve(peer=peers.request(identity=identity_of(kit), at=at), by="test", at=at)
    return told_by(me().identity)
