"""What the pages of the outbox show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jemput.kit.outbox import queries
from jemput.kit.outbox.queries import Waiting
from jemput.kit.outbox.sticks import removable_folders
from jemput.node.exchange.identity import me
from jemput.node.exchange.states import Custody, Route, Standing
from jemput.node.look.parts import Badge, Entry

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
        "total_mb": sum(one.packet.size for one in waiting) / 1e6,
        "folders": removable_folders(),
        "office": queries.above(),
        "is_let_in": queries.is_let_in(),
        "has_office": bool(settings.JEMPUT.parent_url),
        "every": EVERY_SECONDS,
    }


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
    }


def status(*, on: date, at: datetime, operator: str) -> dict[str, Any]:
    """The top bar's fragment, which asks for itself again."""
    return {
        "standing": queries.standing(on=on, at=at, operator=operator),
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
            Entry(_("Keadaan"), badge),
            *(
                [Entry(_("Catatan"), office.last_problem, tone="wait")]
                if office and office.last_problem
                else []
            ),
        ],
        "every": EVERY_SECONDS,
    }
