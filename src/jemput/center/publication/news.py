"""What the rooms before announce, turned into national statuses."""

from __future__ import annotations

from jemput.center.adjudication.models import Case
from jemput.center.identities.models import Record
from jemput.center.intake.models import Arrival
from jemput.center.publication.actions import publish
from jemput.center.publication.rules import status_after_cases
from jemput.kernel.statuses import NationalStatus
from jemput.node.ledger.models import News

CENTER = "pusat"


def on_kept(news: News) -> None:
    """A packet was opened: it is received at the center."""
    kept = Record.objects.select_related("arrival__packet").get(pk=news.payload["record"])
    status = NationalStatus.RECEIVED_AT_CENTRAL
    publish(arrival=kept.arrival, nik=kept.nik, status=status, by=CENTER, at=news.at)


def on_refused(news: News) -> None:
    """A packet could not be used."""
    arrival = Arrival.objects.select_related("packet").get(pk=news.payload["arrival"])
    detail = f"{news.payload['code']} {news.payload['problem']}"
    status = NationalStatus.ENROLL_FAILURE_AT_CENTRAL
    publish(arrival=arrival, nik="", status=status, by=CENTER, at=news.at, detail=detail)


def on_search_failed(news: News) -> None:
    """A record could not be searched."""
    failed = Record.objects.select_related("arrival__packet").get(pk=news.payload["record"])
    detail = f"{news.payload['code']} {news.payload['problem']}"
    status = NationalStatus.SEARCH_FAILURE_AT_CENTRAL
    publish(arrival=failed.arrival, nik=failed.nik, status=status, by=CENTER, at=news.at, detail=detail)


def on_cases_changed(news: News) -> None:
    """Cases were opened, none were needed, or one was decided."""
    probe = Record.objects.select_related("arrival__packet").get(pk=news.payload["record"])
    states = Case.objects.filter(probe=probe).values_list("state", flat=True)
    status = status_after_cases(list(states))
    publish(arrival=probe.arrival, nik=probe.nik, status=status, by=CENTER, at=news.at)
