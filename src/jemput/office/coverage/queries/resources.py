"""What the office has to work with: blanks, ribbon, printers, kits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jemput.kernel.wording import whole
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.node.look.parts import Entry
from jemput.office.cards.queries import printer_fleet
from jemput.office.encounters.queries.packets import late_kits
from jemput.office.stock import queries as stock


def resources(at: datetime) -> list[Entry]:
    """Blanks, ribbon, printers and kits: what there is and what is on its way or broken."""
    return [*_supplies(), _printers(), _kits(at)]


def _supplies() -> Iterator[Entry]:
    page = reverse("stock:overview")
    blanks = next((row for row in stock.stock_table() if row.item.code == "ktp-blank"), None)
    if blanks:
        yield Entry(_("Blangko"), blanks.on_hand, page, _blank_note(blanks.expected))
    for limit in stock.capacity().limits:
        if limit.what == "ribbon":
            enough = _("cukup untuk %(n)s kartu") % {"n": _n(limit.cards)}
            yield Entry(_("Ribbon"), limit.pieces, page, enough)


def _blank_note(expected: int) -> str:
    granted = stock.grant("ktp-blank")
    told = []
    if granted.asked:
        words = {"n": _n(granted.granted), "asked": _n(granted.asked)}
        told.append(_("%(n)s diberi dari %(asked)s diajukan") % words)
    if expected:
        told.append(_("%(n)s di jalan") % {"n": _n(expected)})
    return " · ".join(told)


def _printers() -> Entry:
    fleet = printer_fleet()
    ready = _("%(n)s dari %(owned)s") % {"n": fleet.effective, "owned": fleet.owned}
    broken = _("%(n)s diperbaiki, %(dead)s tidak terpakai") % {"n": fleet.in_repair, "dead": fleet.dead}
    note = broken if fleet.in_repair or fleet.dead else ""
    return Entry(_("Printer"), ready, reverse("cards:printers"), note)


def _kits(at: datetime) -> Entry:
    kits = Peer.objects.filter(kind="kit", state=Standing.APPROVED).count()
    silent = late_kits(at)
    told = _("%(names)s belum menghubungi sejak 2 hari") % {"names": ", ".join(silent)} if silent else ""
    return Entry(pgettext("many", "Kit"), kits, reverse("trips:kits"), told, "wait" if silent else "plain")


def _n(number: int) -> str:
    return whole(number, get_language() or "id")
