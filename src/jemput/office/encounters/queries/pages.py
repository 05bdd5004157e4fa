"""What the pages of encounters show: one with its packet's way, drawn outcomes, who must come again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from jemput.kernel.body import ExceptionReason, Modality, Outcome
from jemput.kernel.statuses import RE_RECORD
from jemput.node.exchange.models import ReceivedReport
from jemput.node.exchange.states import Hearing
from jemput.node.look.parts import Badge, Entry, Event, Sample, Tab, Tone
from jemput.office.encounters.models import (
    CorrectionProposal,
    Encounter,
    ExceptionApproval,
    SampleResult,
    StatusEvent,
)
from jemput.office.encounters.queries.packets import KitCustody, unsent_count
from jemput.office.encounters.rules import sample_label
from jemput.office.trips.models import Kit

MOST_REFUSED = 30

HANDS = (
    (Modality.FINGER, (10, 9, 8, 7, 6), gettext_lazy("Tangan kiri")),
    (Modality.FINGER, (1, 2, 3, 4, 5), gettext_lazy("Tangan kanan")),
    (Modality.IRIS, (1, 2), gettext_lazy("Mata")),
    (Modality.FACE, (0,), gettext_lazy("Wajah")),
)

PROFILES = {
    "adult": gettext_lazy("Dewasa"),
    "pemula": gettext_lazy("Pemula (16 tahun)"),
    "bedridden": gettext_lazy("Berbaring"),
    "mental_illness": gettext_lazy("Perlu pendekatan khusus"),
    "no_left_hand": gettext_lazy("Tanpa tangan kiri"),
    "no_right_hand": gettext_lazy("Tanpa tangan kanan"),
    "kia_under_5": gettext_lazy("KIA, di bawah 5 tahun"),
    "kia": gettext_lazy("KIA, 5 sampai 17 tahun"),
}
"""What the kits' profiles are called; a newer kit's unknown one shows its code."""

REPORTS = {
    "obstacle": gettext_lazy("kendala"),
    "village_officer": gettext_lazy("perangkat desa"),
    "attendance": gettext_lazy("kehadiran"),
    "stop": gettext_lazy("jam di tempat"),
    "reference_wanted": gettext_lazy("permintaan jari pembanding"),
    "card": gettext_lazy("penyerahan kartu"),
    "photo_wanted": gettext_lazy("permintaan foto cetak"),
    "printed": gettext_lazy("hasil cetak di mobil"),
}

_TONES: dict[str, Tone] = {Outcome.CAPTURED: "good", Outcome.EXCEPTION: "wait", Outcome.FAILED: "danger"}


def encounters() -> QuerySet[Encounter]:
    """Every encounter, with what a list shows."""
    return Encounter.objects.select_related("village__parent", "trip", "list_name")


def to_re_record() -> QuerySet[Encounter]:
    """People whose newest recording failed at the center: they must be recorded again."""
    failed = encounters().filter(national_status__in=sorted(RE_RECORD))
    newer = Encounter.objects.exclude(national_status__in=sorted(RE_RECORD)).values("nik")
    return failed.exclude(nik__in=newer)


def proposals() -> QuerySet[CorrectionProposal]:
    """Corrections that wait for a clerk."""
    waiting = CorrectionProposal.objects.filter(state=CorrectionProposal.State.PROPOSED)
    return waiting.select_related("encounter__resident")


def room_tabs(active: str) -> list[Tab]:
    """The pages of the room."""
    pages = (
        ("list", _("Rekaman"), None),
        ("packets", pgettext("many", "Paket"), unsent_count()),
        ("re-record", _("Rekam ulang"), to_re_record().count()),
        ("corrections", _("Usulan perbaikan"), proposals().count()),
    )
    return [Tab(label, reverse(f"encounters:{name}"), name == active, n) for name, label, n in pages]


def one_encounter(pk: int) -> dict[str, Any]:
    """Everything on one encounter's page; raises Encounter.DoesNotExist."""
    encounter = encounters().prefetch_related("results", "approvals", "corrections").get(pk=pk)
    return {
        "title": encounter.name,
        "encounter": encounter,
        "facts": _facts(encounter),
        "way": packet_way(encounter),
        "hands": _hands(encounter),
        "signature": _signature(encounter),
        "approvals": [_approval(one) for one in encounter.approvals.all()],
        "corrections": encounter.corrections.all(),
        "others": Encounter.objects.filter(nik=encounter.nik).exclude(pk=pk),
        "obstacles": encounter.stop.obstacles.all() if encounter.stop else [],
    }


def _facts(encounter: Encounter) -> list[Entry]:
    trip = encounter.trip
    minutes = f"{encounter.minutes:.1f}".replace(".", "." if _language() == "en" else ",")
    return [
        Entry(_("NIK"), encounter.nik[:4] + "••••••••" + encounter.nik[12:]),
        Entry(_("Desa"), encounter.village.full_name if encounter.village else "–"),
        Entry(_("Cara"), encounter.get_mode_display()),
        Entry(_("Profil"), PROFILES.get(encounter.profile, encounter.profile)),
        Entry(_("Lama"), _("%(n)s menit") % {"n": minutes}, tone="wait" if encounter.slow else "plain"),
        Entry(_("Operator"), encounter.operator),
        Entry(_("Penyelia"), encounter.supervisor or "–"),
        Entry(_("Perangkat desa"), encounter.village_officer or "–"),
        Entry(pgettext("one", "Perjalanan"), str(trip.number), reverse("trips:trip", args=[trip.pk])) if trip
        else Entry(pgettext("one", "Perjalanan"), "–"),
        Entry(_("Kit"), _kit_name(encounter.kit_id), note=_("paket nomor %(n)s") % {"n": encounter.sequence}),
        Entry(_("Kode bukti"), encounter.receipt_code),
    ]  # fmt: skip


def _kit_name(kit_id: str) -> str:
    """What people call the kit now; its machine's id where it is no longer ours."""
    return Kit.objects.filter(peer_id=kit_id).values_list("name", flat=True).first() or kit_id


def refused_reports(kit_id: str = "") -> list[dict[str, object]]:
    """What kits told and the office could not use, newest first: kept, with the reason."""
    rows = (
        ReceivedReport.objects.filter(state=Hearing.REFUSED).select_related("peer").order_by("-received_at")
    )
    if kit_id:
        rows = rows.filter(peer_id=kit_id)
    return [
        {
            "kit": row.peer.name,
            "what": REPORTS.get(row.topic, row.topic),
            "at": row.made_at,
            "problem": row.problem,
        }
        for row in rows[:MOST_REFUSED]
    ]


def kit_facts(custody: KitCustody) -> list[Entry]:
    """What is known of one kit as a machine."""
    peer, skew = custody.peer, custody.peer.clock_skew_seconds
    told = getattr(peer, "chain", None)
    megabytes = f"{custody.bytes_in_van / 1e6:.1f}".replace(".", "." if _language() == "en" else ",")
    return [
        Entry(_("Nomor mesin"), peer.id),
        Entry(_("Sidik kunci segel"), peer.public_sealing_key.key_id),
        Entry(_("Kontak terakhir"), peer.last_contact or "–"),
        Entry(
            _("Selisih jam"),
            _("%(n)d detik") % {"n": round(skew)},
            tone="wait" if abs(skew) > 300 else "plain",
        ),
        Entry(_("Perangkat lunak"), told.software if told else "–"),
        Entry(_("Masih di mobil"), _("%(n)s MB") % {"n": megabytes} if custody.bytes_in_van else "–"),
        Entry(_("Tertua sejak"), (told.oldest_sealed_at if told and custody.chain.in_van else None) or "–"),
    ]


def packet_way(encounter: Encounter) -> list[Event]:
    """A packet's way, newest first: our own custody and the center's words in one line of time."""
    moments = (
        (encounter.started_at, _("Perekaman dimulai"), encounter.operator),
        (encounter.ended_at, _("Perekaman selesai"), encounter.operator),
        (encounter.sealed_at, _("Paket disegel di kit"), encounter.kit_id),
        (encounter.received_at, _("Diterima kantor"), _("Kantor")),
        (encounter.forwarded_at, _("Diteruskan ke pusat"), _("Kantor")),
        (encounter.received_center_at, _("Tanda terima pusat"), _("Pusat")),
    )
    events = [Event(at, title, by=by, tone="good") for at, title, by in moments if at]
    said = StatusEvent.objects.filter(packet_id=encounter.packet_id)
    events += [Event(one.at, one.status, one.detail, _("Pusat"), _status_tone(one.status)) for one in said]
    return sorted(events, key=lambda event: str(event.at), reverse=True)


def _status_tone(status: str) -> Tone:
    return "wait" if status in RE_RECORD or status == "ADJUDICATE_RECORD" else "plain"


def _hands(encounter: Encounter) -> list[tuple[str, list[Sample]]]:
    """Two hands, eyes, face and signature in the order in which a body has them."""
    results = {(one.modality, one.position): one for one in encounter.results.all()}
    drawn = []
    for modality, positions, label in HANDS:
        found = [_sample(modality, place, results.get((modality.value, place))) for place in positions]
        drawn.append((str(label), found))
    return drawn


def _sample(modality: Modality, position: int, result: SampleResult | None) -> Sample:
    # The hand or the eyes stand above: the side need not be said again below each finger.
    label = sample_label(modality, position, _language()).replace(" kanan", "").replace(" kiri", "")
    label = label.removeprefix("right ").removeprefix("left ")
    if modality is Modality.IRIS:
        label = sample_label(modality, position, _language())
    shape = "eye" if modality is Modality.IRIS else "finger" if modality is Modality.FINGER else "face"
    if modality is Modality.FINGER and position in (1, 6):
        shape = "thumb"
    if result is None:
        return Sample(label, verdict=_("tidak diambil"), shape=shape)  # type: ignore[arg-type]
    return Sample(
        label,
        score=result.quality,
        verdict=_verdict(result),
        tone=_TONES[result.outcome],
        shape=shape,  # type: ignore[arg-type]
    )


def _verdict(result: SampleResult) -> str:
    if result.outcome == Outcome.CAPTURED:
        return _("terekam")
    word = _("pengecualian") if result.outcome == Outcome.EXCEPTION else _("gagal")
    return _reason(result.reason) if result.reason else word


def _signature(encounter: Encounter) -> Badge:
    found = encounter.results.filter(modality=Modality.SIGNATURE.value).first()
    if found is None:
        return Badge(_("Tanda tangan tidak diambil"), "muted")
    return Badge(_("Tanda tangan: %(verdict)s") % {"verdict": _verdict(found)}, _TONES[found.outcome])


def _reason(reason: str) -> str:
    words = {
        ExceptionReason.AMPUTATED: pgettext("sample", "tidak ada"),
        ExceptionReason.BANDAGED: _("diperban"),
        ExceptionReason.DAMAGED: _("rusak"),
        ExceptionReason.TREMOR: _("gemetar"),
        ExceptionReason.CANNOT_COOPERATE: _("tidak dapat bekerja sama"),
        ExceptionReason.CANNOT_WRITE: _("tidak dapat menulis"),
        ExceptionReason.DEVICE: _("alat"),
    }
    return words[ExceptionReason(reason)]


def _approval(one: ExceptionApproval) -> dict[str, object]:
    label = sample_label(Modality(one.modality), one.position, _language())
    return {"label": label, "why": _reason(one.reason), "by": one.approved_by, "at": one.approved_at}


def _language() -> str:
    return (get_language() or "id")[:2]
