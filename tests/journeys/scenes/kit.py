"""A kit fresh from its box: all it has is its own two keys."""

from __future__ import annotations

from jemput.node.exchange.identity import me


def set_scene() -> dict[str, str]:
    """Make the kit's keys; return what it tells others about itself."""
    return vars(me().identity) | {"kind": "kit"}
