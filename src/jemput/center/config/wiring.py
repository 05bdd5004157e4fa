"""Which news of the center goes to whom, and what its worker repeats."""

from jemput.center.adjudication.actions import open_cases
from jemput.center.identities.jobs import enroll
from jemput.center.intake.actions import arrive
from jemput.center.publication import hearing
from jemput.center.publication import news as publication
from jemput.center.search.jobs import search_record
from jemput.center.search.models import Search
from jemput.node.exchange.actions.hearing import apply_waiting, hear_with
from jemput.node.exchange.models import ReceivedPacket
from jemput.node.exchange.reports import PhotoWanted, ReferenceWanted
from jemput.node.exchange.sweeping import sweep
from jemput.node.jobs.periodic import every
from jemput.node.ledger import dispatch
from jemput.node.ledger.models import News


def on_received(news: News) -> None:
    """A sealed packet is in our custody."""
    arrive(packet=ReceivedPacket.objects.get(pk=news.payload["packet_id"]), at=news.at)


def on_arrived(news: News) -> None:
    """Open it, beside the pages."""
    enroll.enqueue(news.payload["arrival"])


def on_kept(news: News) -> None:
    """Search it, beside the pages."""
    search_record.enqueue(news.payload["record"])


def on_searched(news: News) -> None:
    """Hold alarming pairs together."""
    search = Search.objects.select_related("record").get(pk=news.payload["search"])
    open_cases(search=search, by="pusat", at=news.at)


def connect() -> None:
    """Subscribe every reader and register every errand; called once at start."""
    dispatch.subscribe("packet.received", on_received)
    dispatch.subscribe("intake.arrived", on_arrived)
    dispatch.subscribe("identities.kept", on_kept)
    dispatch.subscribe("search.finished", on_searched)
    dispatch.subscribe("identities.kept", publication.on_kept)
    dispatch.subscribe("intake.refused", publication.on_refused)
    dispatch.subscribe("search.failed", publication.on_search_failed)
    dispatch.subscribe("adjudication.changed", publication.on_cases_changed)
    hear_with(ReferenceWanted, hearing.reference_wanted)
    hear_with(PhotoWanted, hearing.photo_wanted)
    every(0.5, lambda _at: dispatch.run_once(), name="news")
    every(1, apply_waiting, name="reports")
    every(3600, sweep, name="sweep")
