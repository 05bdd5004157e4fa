"""A kit fresh from its box: all it has is its own two keys."""

from __future__ import annotations

from jemput.node.exchange.identity import me
from tests.journeys.scenes import told_by


def set_scene() -> dict[str, str]:
    """Make the kit's keys; return what it tells others about itself."""
    return told_by(me().identity)
