"""What encounters know of one person, for the person's page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Event, Tone
from jemput.office.encounters.models import Encounter


def timeline(nik: str) -> Iterable[Event]:
    """Every time somebody was recorded; two of one NIK are both there."""
    for one in Encounter.objects.filter(nik=nik).select_related("village"):
        where = one.village.full_name if one.village else ""
        url = reverse("encounters:one", args=[one.pk])
        tone: Tone = "wait" if one.twin else "good"
        yield Event(one.started_at, _("Direkam"), where, one.operator, tone, url)
