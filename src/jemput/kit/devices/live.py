"""Where a page finds the live picture of the scanner that would capture now, and how it is looked for."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from django.urls import reverse

from jemput.kit.devices.queries import device_of
from jemput.kit.devices.samples import Spot
from jemput.kit.devices.sbi.wire import TYPES, sub_device


@dataclass(frozen=True)
class Live:
    """The address of the picture; `search` is where to ask for a search first, empty where one is known."""

    address: str
    search: str


def live_picture(spots: Set[Spot]) -> Live | None:
    """The live picture of the scanner for these spots; None where nothing is scanned."""
    kind = TYPES.get(next(iter(spots)).modality) if spots else None
    if kind is None:
        return None
    address = reverse("devices:preview", args=[kind, sub_device(frozenset(spots))])
    return Live(address, "" if device_of(kind) else reverse("devices:search"))
