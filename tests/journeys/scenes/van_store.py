"""An office whose van keeps blanks of its own: a place that no page adds, since vans are few."""

from __future__ import annotations

from django.utils import timezone

from jemput.office.stock.actions import add_place


def set_scene(*, van: str) -> dict[str, str]:
    """Add the van to the places of the stock."""
    add_place(code="van-1", name=van, kind="van", by="test", at=timezone.now())
    return {}
