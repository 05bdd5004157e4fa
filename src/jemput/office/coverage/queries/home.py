"""The office's home: where everybody is, whether the pace holds, what we have, where to go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import short_date, whole
from jemput.node.look.parts import Figure, Layer
from jemput.office.coverage.queries import counts, statements
from jemput.office.coverage.queries.pacing import campaign_pace, pace_chart, running_campaign
from jemput.office.coverage.queries.resources import resources
from jemput.office.coverage.rules import count_links
from jemput.office.coverage.states import ChainState, Link
from jemput.office.encounters.models import Encounter
from jemput.office.encounters.queries.packets import unsent_count
from jemput.office.regions import queries as regions
from jemput.office.roster.models import ListImport
from jemput.office.trips.models import StopPerson, Trip
from jemput.office.trips.states import ACTIVE_TRIPS

Counts = Mapping[ChainState, int]


def home_page(at: datetime) -> dict[str, Any]:
    """Everything on the home page."""
    today = timezone.localdate(at)
    by_state = counts.state_counts()
    kabupaten = regions.home()
    campaign = running_campaign(today)
    speed = campaign_pace(campaign, by_state, today) if campaign else None
    return {
        "chain": chain(by_state),
        "campaign": campaign,
        "pace": speed,
        "pace_chart": pace_chart(campaign, speed, today) if campaign and speed else None,
        "sides": statements.side_by_side(kabupaten.code),
        "resources": resources(at),
        "map": Layer(
            url=reverse("coverage:map.json", args=[kabupaten.code]),
            property="unrecorded",
            sentence=_("Belum rekam per kecamatan"),
            unit=_("orang"),
        ),
        "most": counts.most_unrecorded(9),
        "plan_url": plan_url(),
        "causes": counts.queue_by_cause(),
        "last_look": counts.last_look(),
    }


def plan_url() -> str:
    """The planner's page with the three kecamatan to go to first chosen already."""
    chosen = "&".join(f"kecamatan={code}" for code in counts.top_kecamatan())
    return f"{reverse('trips:campaign-new')}?{chosen}" if chosen else ""


def chain(by_state: Counts) -> list[Figure]:
    """The seven links in words, each leading to the rows it counts, with what waits there and why."""
    passed = count_links(by_state)
    notes = _notes(by_state)
    labels = {
        Link.LISTED: _("Belum rekam"),
        Link.SCHEDULED: _("Terjadwal"),
        Link.RECORDED: _("Terekam"),
        Link.SENT: _("Terkirim"),
        Link.PRINT_READY: _("Siap cetak"),
        Link.PRINTED: _("Tercetak"),
        Link.HANDED_OVER: _("Diserahkan"),
    }
    return [
        Figure(
            label=labels[link],
            value=passed[link],
            note=notes[link][0],
            tone="wait" if notes[link][1] else "plain",
            url=counts.names_url(link=str(link.value)),
        )
        for link in Link
    ]


def _notes(by_state: Counts) -> dict[Link, tuple[str, bool]]:
    """Below each number: what waits and why; amber where a person is needed."""
    waiting_cards = by_state.get(ChainState.PRINT_READY, 0)
    at_office = by_state.get(ChainState.RECEIVED_AT_OFFICE, 0)
    at_village = by_state.get(ChainState.DELIVERED_TO_VILLAGE, 0)
    unsent = unsent_count()
    return {
        Link.LISTED: (_list_note(), False),
        Link.SCHEDULED: (_trips_note(), False),
        Link.RECORDED: _recorded_note(by_state),
        Link.SENT: (
            _("%(n)s menunggu dikirim") % {"n": whole(max(unsent, at_office), _language())},
            bool(unsent or at_office),
        ),
        Link.PRINT_READY: (
            _("%(a)s adjudikasi, %(r)s rekam ulang")
            % {"a": _n(by_state, ChainState.ADJUDICATION), "r": _n(by_state, ChainState.RE_RECORD)},
            bool(by_state.get(ChainState.RE_RECORD)),
        ),
        Link.PRINTED: (
            _("%(n)s menunggu dicetak") % {"n": whole(waiting_cards, _language())},
            bool(waiting_cards),
        ),
        Link.HANDED_OVER: (_("%(n)s di desa") % {"n": whole(at_village, _language())}, False),
    }


def _n(by_state: Counts, state: ChainState) -> str:
    return whole(by_state.get(state, 0), _language())


def _language() -> str:
    return get_language() or "id"


def _recorded_note(by_state: Counts) -> tuple[str, bool]:
    missed = by_state.get(ChainState.NO_SHOW, 0)
    if missed:
        return _("%(n)s tidak hadir") % {"n": whole(missed, _language())}, True
    kits = Encounter.objects.order_by().values("kit_id").distinct().count()
    return _("oleh %(n)s kit") % {"n": kits}, False


def _list_note() -> str:
    last = ListImport.objects.filter(state="imported", kind="unrecorded").order_by("-as_of").first()
    if last is None:
        return _("belum ada daftar")
    return f"{last.source} {short_date(last.as_of, _language())}"


def _trips_note() -> str:
    active = Trip.objects.filter(state__in=sorted(ACTIVE_TRIPS))
    called = StopPerson.objects.filter(stop__trip__in=active)
    villages = called.values("stop__place__village").distinct().count()
    days = active.values("day").distinct().count()
    return _("%(villages)s desa, %(days)s hari") % {"villages": villages, "days": days}
