"""What became of a village's people, in the village's words: recorded, card on its way, come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jemput.node.look.parts import Badge, Tone
from jemput.office.coverage.models import NameState
from jemput.office.coverage.states import ChainState
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.delivery.states import ParcelState
from jemput.office.regions.models import Region


@dataclass(frozen=True)
class Result:
    """One thing a village wants to know of a name: its key, its words, what to do."""

    key: str
    label: Promise
    tone: Tone
    advice: Promise | str = ""


AGAIN = Result("again", _("harus datang lagi"), "danger", _("Minta datang pada kunjungan berikutnya."))
_RESULTS: Mapping[Result, tuple[ChainState, ...]] = {
    AGAIN: (ChainState.RE_RECORD, ChainState.NO_SHOW),
    Result("scheduled", _("dijadwalkan"), "plain"): (ChainState.SCHEDULED,),
    Result("recorded", _("sudah direkam"), "wait", _("Diproses; kartunya menyusul.")): (
        ChainState.RECEIVED_AT_OFFICE,
        ChainState.SENT_TO_CENTER,
        ChainState.IN_PROCESS_AT_CENTER,
        ChainState.ADJUDICATION,
        ChainState.DUPLICATE,
    ),
    Result("waiting_birthday", _("sudah direkam"), "wait", _("Kartu dicetak begitu berusia 17 tahun.")): (
        ChainState.WAITING_BIRTHDAY,
    ),
    Result("ready", _("siap cetak"), "wait"): (ChainState.PRINT_READY,),
    Result("printed", _("tercetak"), "wait", _("Menunggu dikirim ke desa.")): (
        ChainState.PRINTED,
        ChainState.RETURNED,
    ),
    Result("on_its_way", _("kartu di jalan"), "wait"): (ChainState.CONSIGNED,),
    Result("arrived", _("kartu di desa"), "good", _("Bisa diambil di kantor desa.")): (
        ChainState.DELIVERED_TO_VILLAGE,
    ),
    Result("handed_over", _("kartu diserahkan"), "good"): (ChainState.HANDED_OVER,),
}
RESULT_OF = {state: result for result, states in _RESULTS.items() for state in states}
RESULTS = tuple(_RESULTS)
"""In the order of the way, those who must come again first."""

PARCELS = {
    ParcelState.ON_ITS_WAY: Badge(_("di jalan"), "wait"),
    ParcelState.AT_VILLAGE: Badge(_("di desa, bisa diambil"), "wait"),
    ParcelState.MISSING: Badge(_("tidak ada saat dihitung"), "danger"),
    ParcelState.HANDED_OVER: Badge(_("diserahkan"), "good"),
    ParcelState.RETURNED: Badge(_("kembali ke Dinas"), "muted"),
}


def results(region: Region, key: str = "") -> QuerySet[NameState]:
    """The names of a region that have come as far as a schedule, or those of one result."""
    states = [state for state, result in RESULT_OF.items() if not key or result.key == key]
    found = NameState.objects.filter(
        Q(list_name__village=region.code) | Q(list_name__village__code__startswith=f"{region.code}."),
        state__in=states,
    )
    return found.select_related("list_name__village").order_by("list_name__name", "list_name")


def result_counts(region: Region) -> list[tuple[Result, int]]:
    """How many names have each result; those that nobody has are left out."""
    counted: Counter[str] = Counter()
    for state, n in results(region).order_by().values_list("state").annotate(n=Count("pk")):
        counted[RESULT_OF[ChainState(state)].key] += n
    return [(result, counted[result.key]) for result in RESULTS if counted[result.key]]


def consignments(region: Region) -> QuerySet[Consignment]:
    """What was sent to a region, latest first, with its counts."""
    inside = Q(village=region.code) | Q(village__code__startswith=f"{region.code}.")
    counts = {
        name: Count("parcels", filter=Q(parcels__state=state))
        for name, state in (("handed", ParcelState.HANDED_OVER), ("here", ParcelState.AT_VILLAGE))
    }
    found = Consignment.objects.filter(inside).annotate(cards=Count("parcels"), **counts)
    return found.order_by("-packed_at", "-pk")


def parcels(consignment: Consignment) -> list[tuple[Parcel, Badge]]:
    """The cards of one consignment, each with where it is."""
    found = consignment.parcels.select_related("card").order_by("card__name")
    return [(parcel, PARCELS[ParcelState(parcel.state)]) for parcel in found]
