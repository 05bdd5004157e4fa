"""Berita acara serah terima: one village a page, all of a morning's in one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from jemput.kernel.nik import Nik
from jemput.kernel.wording import long_date
from jemput.node.look.typesetting import typeset
from jemput.office.delivery.models import Consignment
from jemput.office.delivery.states import ParcelState

TEMPLATE = Path(__file__).parent / "paper_templates" / "handover.typ"


def handover_sheets(consignments: Sequence[Consignment]) -> bytes:
    """One page (or more) a consignment, in the given order, as one PDF."""
    told = {"office": settings.JEMPUT.node_name, "consignments": [_told(one) for one in consignments]}
    return typeset(TEMPLATE, told)


def _told(one: Consignment) -> dict[str, Any]:
    parcels = list(one.parcels.select_related("card").prefetch_related("card__jobs").order_by("card__name"))
    day = timezone.localdate(one.received_at or one.packed_at)
    return {
        "number": one.number,
        "day": long_date(day),
        "village": one.village.name,
        "district": one.village.parent.name if one.village.parent else "",
        "seal": one.seal,
        "count": len(parcels),
        "missing": sum(parcel.state == ParcelState.MISSING for parcel in parcels),
        "receiver": one.receiver,
        "giver": one.packed_by,
        "cards": [
            {"nik": Nik(p.card.nik).masked, "name": p.card.name, "serial": _serial(p.card.jobs.all())}
            for p in parcels
        ],
    }


def _serial(jobs: Any) -> str:
    return next((job.blank_id for job in jobs if job.outcome == "printed"), "")
