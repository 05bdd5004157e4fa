"""What the pages of the outbox show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jemput.kit.outbox import queries
from jemput.kit.outbox.queries import Waiting
from jemput.kit.outbox.sticks import removable_folders
from jemput.node.exchange.actions.reporting import chain_statement
from jemput.node.exchange.identity import me
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.exchange.states import Custody, Route, Standing
from jemput.node.ledger.models import Entry as Act
from jemput.node.look.parts import Badge, Entry, Event, Tone

STATES = {
    (Custody.WAITING, Route.NETWORK): Badge(_("Menunggu jaringan"), "wait", "cloud-off"),
    (Custody.WAITING, Route.USB): Badge(_("Menunggu jaringan"), "wait", "cloud-off"),
    (Custody.SENT, Route.NETWORK): Badge(_("Sedang dikirim"), "muted", "cloud-up"),
    (Custody.SENT, Route.USB): Badge(_("Di USB, menunggu tanda terima"), "wait", "usb"),
    (Custody.ACKNOWLEDGED, Route.NETWORK): Badge(_("Diterima Dinas"), "good"),
    (Custody.ACKNOWLEDGED, Route.USB): Badge(_("Diterima Dinas"), "good"),
}
LET_IN = {
    Standing.REQUESTED: Badge(_("Menunggu persetujuan"), "wait"),
    Standing.APPROVED: Badge(_("Disetujui"), "good"),
    Standing.REVOKED: Badge(_("Dicabut"), "danger"),
}
EVERY_SECONDS = 5


def outbox() -> dict[str, Any]:
    """What waits, what is done, and the ways to send."""
    waiting = queries.unsent()
    return {
        "title": gettext("Tertunda"),
        "waiting": [_line(one) for one in waiting],
        "done": [_line(one) for one in queries.acknowledged()],
        "chain": chain(),
        "total_mb": sum(one.packet.size for one in waiting) / 1e6,
        "folders": removable_folders(),
        "trouble": trouble(queries.above()),
        "last_contact": getattr(queries.above(), "last_contact", None),
        "is_let_in": queries.is_let_in(),
        "has_office": bool(settings.JEMPUT.parent_url),
        "every": EVERY_SECONDS,
    }


_PATH = re.compile(r"(?<=\w)/exchange/\S*")
"""Where exactly on the office's program: nothing that an operator could look at."""


@dataclass(frozen=True)
class Trouble:
    """Why the office was not reached: in words, and the number of the problem."""

    words: str
    code: str

    def __str__(self) -> str:
        return f"{self.words} ({self.code})"


def trouble(office: Parent | None) -> Trouble | None:
    """What went wrong last on the way to the office; None where nothing did."""
    if office is None or not office.last_problem:
        return None
    code, _sep, words = office.last_problem.partition(" ")
    return Trouble(_PATH.sub("", words), code)


def _line(one: Waiting) -> dict[str, Any]:
    packet = one.packet
    code, _sep, problem = packet.last_problem.partition(" ")
    return {
        "packet": packet,
        "name": one.name,
        "badge": STATES[Custody(packet.state), Route(packet.route)],
        "kilobytes": max(1, packet.size // 1000),
        "problem": problem,
        "problem_code": code,
        "tries_again": bool(packet.attempts and not packet.receipt),
    }


def _clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H.i")


def one(packet_id: UUID) -> dict[str, Any]:
    """One packet's way with times, and why it waits; raises OutgoingPacket.DoesNotExist."""
    found = queries.one(packet_id)
    packet = found.packet
    line = _line(found)
    return {
        "title": found.name,
        "line": line,
        "way": [_event(entry) for entry in queries.history(packet_id)],
        "facts": [
            Entry(_("Nomor urut"), packet.sequence),
            Entry(_("Keadaan"), line["badge"]),
            Entry(_("Menunggu karena"), why(packet), tone="wait" if packet.last_problem else "plain"),
            Entry(_("Percobaan"), packet.attempts),
            *([Entry(_("Dicoba lagi"), _clock(packet.next_try_at))] if line["tries_again"] else []),
            Entry(_("Ukuran (kB)"), line["kilobytes"]),
            Entry(_("Sidik paket"), packet.sha256[:16]),
        ],
    }


def why(packet: OutgoingPacket) -> Any:
    """Why a packet is still here, in words."""
    if packet.acknowledged_at:
        return _("Tidak menunggu: sudah ada tanda terima.")
    if packet.last_problem:
        return packet.last_problem.partition(" ")[2]
    if packet.route == Route.USB and packet.state == Custody.SENT:
        return _("Ada di USB; tanda terimanya belum dibaca.")
    told = trouble(queries.above())
    if told:
        return str(told)
    return _("Menunggu jaringan ke Dinas.")


ACTS: dict[str, tuple[Any, Tone]] = {
    "packet.seal": (_("Disegel"), "good"),
    "packet.rescue": (_("Ditemukan lagi di cakram"), "wait"),
    "outgoingpacket.send": (_("Mulai dikirim"), "plain"),
    "outgoingpacket.return": (_("Menunggu jaringan lagi"), "wait"),
    "outgoingpacket.acknowledge": (_("Tanda terima Dinas"), "good"),
    "packet.purge": (_("Dihapus dari kit"), "muted"),
}


def _event(entry: Act) -> Event:
    title, tone = ACTS.get(entry.action, (entry.action, "plain"))
    route = {"usb": _("lewat USB"), "network": _("lewat jaringan")}.get(str(entry.details.get("route")), "")
    return Event(entry.at, title, route, entry.by, tone)


def chain() -> str:
    """1 to 212 received, 213 to 219 still here."""
    told = chain_statement(me())
    if told is None:
        return ""
    here = spans([(one.first, one.last) for one in told.here])
    if not here:
        return gettext("1–%(last)d sudah diterima Dinas.") % {"last": told.sealed_up_to}
    return gettext("%(here)s masih di kit ini, dari %(last)d paket.") % {
        "here": here,
        "last": told.sealed_up_to,
    }


def spans(stretches: list[tuple[int, int]], *, most: int = 6) -> str:
    """Stretches in words: 1–212, 215."""
    words = [str(first) if first == last else f"{first}–{last}" for first, last in stretches[:most]]
    return ", ".join(words) + (" …" if len(stretches) > most else "")


def status(*, at: datetime, operator: str) -> dict[str, Any]:
    """The top bar's fragment, which asks for itself again."""
    return {
        "standing": queries.standing(at=at, operator=operator),
        "url": reverse("outbox:status"),
        "every": 10,
    }


def enrollment() -> dict[str, Any]:
    """How this kit stands with its office; read by anybody at the machine, so it shows no secret."""
    office = queries.above()
    state = Standing(office.state) if office else None
    badge = LET_IN[state] if state else Badge(_("Belum terhubung"), "muted")
    identity = me().identity
    return {
        "title": gettext("Menunggu persetujuan")
        if state is not Standing.APPROVED
        else gettext("Kit disetujui"),
        "state": state,
        "badge": badge,
        "is_let_in": state is Standing.APPROVED,
        "entries": [
            Entry(_("Nama kit"), identity.name),
            Entry(_("Nomor kit"), identity.node_id),
            Entry(_("Dinas"), office.name if office else settings.JEMPUT.parent_url or "–"),
            Entry(_("Sidik kunci kit"), me().sealing.key_id),
            *_keys_above(office),
            Entry(_("Keadaan"), badge),
            *([Entry(_("Catatan"), str(trouble(office)), tone="wait")] if trouble(office) else []),
        ],
        "every": EVERY_SECONDS,
    }


def _keys_above(office: Parent | None) -> list[Entry]:
    """The keys that packets are sealed to, for comparing with what the office shows."""
    if office is None:
        return []
    shown = [Entry(_("Sidik kunci Dinas"), office.office_key.key_id)]
    if office.center_sealing_key:
        shown.append(Entry(_("Sidik kunci Pusat"), office.center_key.key_id))
    return shown
