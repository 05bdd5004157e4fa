"""Reads of pickup: whose card is printed, of the people this kit knows."""

from __future__ import annotations

from django.db.models import QuerySet

from jemput.kernel.statuses import NationalStatus
from jemput.kit.checkin.models import Person

READY = (NationalStatus.CARD_PRINTED, NationalStatus.CARD_SHIPPED)
"""Printed, and not yet in the resident's hand."""


def cards_ready() -> QuerySet[Person]:
    """People of this kit's trips whose card waits for them, by name."""
    return Person.objects.filter(national_status__in=READY).select_related("stop").order_by("name")
