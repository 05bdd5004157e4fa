"""Reads of residents: search, one person with the whole history, and who is near the cut-off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from jemput.kernel.statuses import NationalStatus
from jemput.node.look.parts import Event
from jemput.office.residents.errors import UnknownResident
from jemput.office.residents.models import Deactivation, Resident, ResidentQuerySet, ResidentStatus

TimelineProvider = Callable[[str], Iterable[Event]]
"""Given a NIK, what an app knows happened to that person."""

_providers: dict[str, TimelineProvider] = {}


def register_timeline(name: str, provider: TimelineProvider) -> None:
    """Let an app further down the chain add its events to every person's page; wired in `config`."""
    _providers[name] = provider


def timeline(nik: str) -> list[Event]:
    """Everything that happened to one person, latest first, from every app that told us how to ask."""
    events = [*_status_events(nik), *_blocking_events(nik)]
    for provider in _providers.values():
        events.extend(provider(nik))
    return sorted(events, key=_moment, reverse=True)


def _moment(event: Event) -> str:
    return event.at.isoformat() if isinstance(event.at, datetime) else f"{event.at.isoformat()}T00:00"


def _status_events(nik: str) -> Iterable[Event]:
    for said in ResidentStatus.objects.filter(nik=nik):
        yield Event(at=said.at, title=said.status, text=said.batch, by=said.source)


def _blocking_events(nik: str) -> Iterable[Event]:
    for row in Deactivation.objects.filter(resident__nik=nik):
        grounds = _("batas %(day)s") % {"day": f"{row.cut_off:%d-%m-%Y}"}
        yield Event(
            row.blocked_at, _("Dinonaktifkan"),
            _papers(grounds, row.blocked_document, row.blocked_document_date), row.blocked_by, tone="danger",
        )  # fmt: skip
        if row.reactivated_at:
            why = _("sudah direkam") if row.reactivated_because == "recorded" else row.reactivated_because
            text = _papers(why, row.reactivated_document, row.reactivated_document_date)
            yield Event(row.reactivated_at, _("Aktif kembali"), text, row.reactivated_by, tone="good")


def _papers(words: str, document: str, day: date | None) -> str:
    """Words with the document behind them: batas 31-12-2018; 470/12/2019, 02-01-2019."""
    paper = f"{document}, {day:%d-%m-%Y}" if document and day else document
    return "; ".join(part for part in (words, paper) if part)


def everybody() -> ResidentQuerySet:
    """The whole register, each with the center's latest word."""
    return Resident.objects.select_related("village__parent").with_current_status()


def search_fields(words: str) -> tuple[str, ...]:
    """Where to look for what was typed: digits are a NIK or a whole family card, anything else a name.

    One indexed column at a time keeps a register of 300,000 quick.
    """
    plain = "".join(words.split())
    if not plain.isdigit():
        return ("name",)
    return ("nik__startswith", "family_card__startswith") if len(plain) == 16 else ("nik__startswith",)


def resident(nik: str) -> Resident:
    """One person by NIK. Raises UnknownResident."""
    found = Resident.objects.select_related("village__parent__parent").filter(nik=nik).first()
    if found is None:
        raise UnknownResident(nik=nik)
    return found


def current_status(nik: str) -> NationalStatus | None:
    """The center's latest word about a NIK, whether or not our register has it."""
    latest = ResidentStatus.objects.filter(nik=nik).order_by("-at", "-id").first()
    return NationalStatus(latest.status) if latest else None


def latest_statuses(niks: Iterable[str]) -> dict[str, str]:
    """The center's latest word about each of some NIKs; those it never spoke of are left out."""
    said = ResidentStatus.objects.filter(nik__in=list(niks)).order_by("at", "id")
    return dict(said.values_list("nik", "status"))


def status_on(nik: str, at: datetime) -> NationalStatus | None:
    """The center's latest word as of a moment."""
    latest = ResidentStatus.objects.filter(nik=nik, at__lte=at).order_by("-at", "-id").first()
    return NationalStatus(latest.status) if latest else None


def block_proposals(cut_off: date) -> ResidentQuerySet:
    """Who could be blocked: adults of 23 and more, unrecorded on the cut-off. Deciding is another step."""
    return Resident.objects.blockable(cut_off).with_current_status().select_related("village__parent")


@dataclass(frozen=True)
class VillageCount:
    """How many of a village's living residents must have a card, and how many of them are recorded."""

    village: str
    must_have: int
    recorded: int


def counts_by_village(on: date) -> list[VillageCount]:
    """Card duty and recording by village as of a date, counted from the register now."""
    must = Resident.objects.living().must_have_card(on)
    totals = dict(must.order_by().values_list("village").annotate(n=Count("pk")))
    done = dict(must.recorded().order_by().values_list("village").annotate(n=Count("pk")))
    return [VillageCount(village, n, done.get(village, 0)) for village, n in sorted(totals.items())]
