"""What the pages of pickup show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import Finger, Modality
from jemput.kernel.errors import Problem
from jemput.kit.devices.live import live_picture
from jemput.kit.devices.samples import Spot
from jemput.kit.pickup import queries, rules
from jemput.kit.pickup.forms import HandOverForm, PrintedForm, PrintForm, SendBackForm
from jemput.kit.pickup.models import PrintOrder, Proof, WaitingCard
from jemput.kit.pickup.states import CardState, PrintState
from jemput.node.look.columns import Column, Filter
from jemput.node.look.parts import Badge, Entry
from jemput.node.look.queues import queue_names
from jemput.node.look.tables import Nothing, Table

NOT_SCANNED = "not-scanned"
"""In the address of a card's page after a try that ended without a scan."""
STATES = {
    CardState.WAITING: Badge(_("Di van"), "wait"),
    CardState.HANDED_OVER: Badge(_("Diserahkan"), "good"),
    CardState.RETURNS: Badge(_("Kembali ke Dinas"), "plain"),
}


def table() -> Table[WaitingCard]:
    """The cards in the van."""
    return Table(
        title=_("Ambil kartu"),
        columns=[
            Column("name", _("Nama"), sortable=True, link=lambda row: reverse("pickup:card", args=[row.pk])),
            Column("nik", _("NIK"), kind="nik"),
            Column("village_name", _("Desa"), sortable=True),
            Column("state", _("Keadaan"), value=lambda row: STATES[CardState(row.state)]),
        ],
        rows=queries.cards(),
        filters=[Filter("state", _("Keadaan"), [(s.value, b.text) for s, b in STATES.items()])],
        search_fields=("name", "nik__startswith", "village_name"),
        order="name",
        exportable=False,
        nothing=Nothing(
            _("Tidak ada kartu di van."),
            _("Kartu muncul di sini setelah Dinas mengirimnya bersama kit ini."),
            "id",
        ),
    )


def card(found: WaitingCard, request: HttpRequest) -> dict[str, Any]:
    """One card: whose it is, the finger check, and the two ways it can leave the van."""
    finger = _next_finger(found)
    is_waiting = found.state == CardState.WAITING
    matched = is_waiting and found.finger_matched_at is not None
    may_check = bool(is_waiting and finger and not matched and rules.tries_left(found.tries))
    initial = {"proof": Proof.FINGER if matched else Proof.DOCUMENT}
    return {
        "title": found.name,
        "card": found,
        "badge": STATES[CardState(found.state)],
        "entries": _entries(found),
        "is_waiting": is_waiting,
        "matched": matched,
        "finger": _words(finger) if finger else "",
        "may_check": may_check,
        "preview": live_picture({Spot(Modality.FINGER, finger)}) if may_check and finger else None,
        "is_not_scanned": may_check and NOT_SCANNED in request.GET,
        "tries_left": rules.tries_left(found.tries),
        "hand_over": HandOverForm(request.POST or None, initial=initial, matched=matched),
        "send_back": SendBackForm(),
    }


def _next_finger(found: WaitingCard) -> Finger | None:
    try:
        return rules.finger_to_ask(queries.enrolled_fingers(found).fingers, tries=found.tries)
    except Problem:
        return None


def _words(finger: Finger) -> str:
    return Spot(Modality.FINGER, finger).words.text(get_language() or "id")


def _entries(found: WaitingCard) -> list[Entry]:
    entries = [
        Entry(_("NIK"), found.masked_nik),
        Entry(_("Tanggal lahir"), found.birth_date),
        Entry(_("Desa"), found.village_name),
        Entry(_("Kiriman"), found.consignment),
    ]
    if found.closed_at:
        entries.append(Entry(_("Selesai"), found.closed_at))
        if found.receiver:
            entries.append(Entry(_("Penerima"), found.receiver))
        label, how = (
            (_("Dengan"), found.get_proof_display())
            if found.proof
            else (_("Alasan"), found.get_reason_display())
        )
        entries.append(Entry(label, ", ".join(words for words in (str(how), found.note) if words)))
    return entries


PRINTS = {
    PrintState.ORDERED: Badge(_("Siap dicetak"), "plain"),
    PrintState.SENT: Badge(_("Dikirim ke printer"), "wait"),
    PrintState.UNKNOWN: Badge(_("Perlu dilihat"), "danger"),
}


def prints() -> dict[str, Any]:
    """The cards that the office wants printed in this van."""
    return {
        "title": _("Cetak di tempat"),
        "orders": [(order, _print_badge(order)) for order in queries.open_prints()],
        "print_form": PrintForm(),
        "has_printer": bool(queue_names()),
        "printed_form": PrintedForm(),
    }


def _print_badge(order: PrintOrder) -> Badge:
    if order.state == PrintState.ORDERED and not order.photo:
        return Badge(_("Menunggu foto"), "wait")
    return PRINTS[PrintState(order.state)]
