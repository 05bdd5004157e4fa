"""The pace so far against what the deadline needs: counted, never foretold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import short_date, whole
from jemput.node.look.charts import Chart, Mark, Series
from jemput.office.coverage.figures import Pace, pace
from jemput.office.coverage.queries import counts
from jemput.office.coverage.states import UNRECORDED, ChainState
from jemput.office.trips.models import Campaign


def running_campaign(today: date) -> Campaign | None:
    """The open campaign whose deadline comes next; else the one that ended last."""
    open_ones = Campaign.objects.filter(closed=False)
    coming = open_ones.filter(deadline__gte=today).order_by("deadline").first()
    return coming or open_ones.order_by("-deadline").first()


def campaign_pace(campaign: Campaign, by_state: Mapping[ChainState, int], today: date) -> Pace:
    """The pace towards one campaign's deadline."""
    remaining = sum(by_state.get(state, 0) for state in UNRECORDED)
    return pace(counts.recorded_by_day(), remaining=remaining, today=today, deadline=campaign.deadline)


def pace_chart(campaign: Campaign, speed: Pace, today: date) -> Chart:
    """Recorded so far against the straight way to the deadline; a pace, not a forecast."""
    by_day = counts.recorded_by_day()
    done = sum(by_day.values())
    everybody = done + speed.remaining
    first = min([campaign.first_day, *by_day, today])
    last = max(campaign.deadline, today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    running = accumulate(by_day.get(day, 0) for day in days)
    needed = [_needed(day, today, campaign.deadline, done, speed.remaining) for day in days]
    return Chart(
        sentence=pace_sentence(speed, campaign),
        x=days,
        series=[
            Series(_("Terekam"), [n if day <= today else None for day, n in zip(days, running, strict=True)]),
            Series(_("Yang diperlukan"), needed, "wait", dashed=True),
        ],
        marks=[
            Mark(short_date(campaign.deadline, _language()), x=campaign.deadline, tone="danger"),
            Mark(_("%(n)s harus direkam") % {"n": whole(everybody, _language())}, y=everybody),
        ],
        unit=_("orang"),
        x_label=_("Tanggal"),
        note=_("Ini laju sejauh ini, bukan ramalan: mangkir, hujan dan alat rusak belum diperhitungkan."),
    )


def _needed(day: date, today: date, deadline: date, done: int, remaining: int) -> float | None:
    span = (deadline - today).days
    if day < today or span <= 0 or day > deadline:
        return None
    return round(done + remaining * (day - today).days / span, 1)


def pace_sentence(speed: Pace, campaign: Campaign) -> str:
    """Pace against deadline in one or two honest sentences."""
    told = {
        "pace": _decimal(speed.per_day),
        "n": whole(speed.remaining, _language()),
        "deadline": short_date(campaign.deadline, _language()),
    }
    if speed.remaining == 0:
        return _("Semua nama dalam daftar sudah direkam atau ditutup.")
    if speed.needed_per_day is None:
        return _("Tenggat %(deadline)s sudah lewat; %(n)s orang belum direkam.") % told
    told["needed"] = _decimal(speed.needed_per_day)
    holds, fails = _("Laju %(pace)s orang/hari cukup."), _("Laju %(pace)s orang/hari belum cukup.")
    enough = holds if speed.holds else fails
    need = _("Perlu %(needed)s/hari agar %(n)s orang terekam sebelum %(deadline)s.")
    return f"{enough % told} {need % told}"


def _decimal(value: Decimal) -> str:
    text = f"{value:,}"
    return text if _language().startswith("en") else text.translate(str.maketrans(",.", ".,"))


def _language() -> str:
    return get_language() or "id"
