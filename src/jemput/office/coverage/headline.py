"""The small line above every page of the office: which kabupaten, how big, how long to the deadline."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import short_date, whole
from jemput.node.look.rooms import Headline, Pill
from jemput.office.coverage.queries.pacing import running_campaign
from jemput.office.regions import queries as regions
from jemput.office.regions.errors import NoHome


def headline(_request: HttpRequest) -> Headline:
    """Kabupaten Kapuas Hulu · 23 kecamatan · 282 desa/kelurahan, and the days left."""
    try:
        kabupaten = regions.home()
    except NoHome:
        return Headline()
    words = {
        "name": kabupaten.name,
        "kecamatan": whole(regions.kecamatan().count(), _language()),
        "villages": whole(regions.villages().count(), _language()),
    }
    text = _("%(name)s · %(kecamatan)s kecamatan · %(villages)s desa/kelurahan") % words
    return Headline(text, _deadline())


def _deadline() -> tuple[Pill, ...]:
    today = timezone.localdate()
    campaign = running_campaign(today)
    if campaign is None or campaign.deadline < today:
        return ()
    words = {"day": short_date(campaign.deadline, _language()), "n": (campaign.deadline - today).days}
    text = _("Tenggat %(day)s · %(n)s hari lagi") % words
    return (Pill(text, reverse("trips:campaign", args=[campaign.pk])),)


def _language() -> str:
    return get_language() or "id"
