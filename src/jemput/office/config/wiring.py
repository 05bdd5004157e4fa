"""Which news of the office goes to whom, and what its worker repeats."""

from jemput.node.exchange.actions.hearing import apply_waiting, hear_with
from jemput.node.exchange.client.pull import apply_with
from jemput.node.exchange.client.sync import run_once
from jemput.node.exchange.messages import PacketStatusMessage, PhotoMessage, ReferenceMessage, StatusMessage
from jemput.node.exchange.reports import (
    AttendanceReport,
    CardReport,
    ObstacleReport,
    OfficerReport,
    PrintedReport,
    StopReport,
)
from jemput.node.exchange.sweeping import sweep
from jemput.node.jobs.periodic import every
from jemput.node.ledger import dispatch
from jemput.office.cards import news as cards
from jemput.office.cards import on_site
from jemput.office.coverage import jobs as coverage
from jemput.office.coverage.actions import refresh_if_stale
from jemput.office.deactivation.queries import timeline as deactivation_timeline
from jemput.office.delivery import hearing as delivery
from jemput.office.delivery import news as handover
from jemput.office.encounters import jobs as encounters
from jemput.office.encounters.queries.timeline import timeline as encounter_timeline
from jemput.office.portal.queries import next_visits_from_today
from jemput.office.privacy import hearing as privacy
from jemput.office.privacy.actions.retaining import delete_nightly
from jemput.office.residents import duplicate_jobs as duplicates
from jemput.office.residents.queries import register_timeline
from jemput.office.residents.recounting import recount_if_stale
from jemput.office.roster import jobs as roster
from jemput.office.roster.findings_queries import ask_visits_of
from jemput.office.roster.queries import timeline as roster_timeline
from jemput.office.schools import jobs as schools
from jemput.office.trips import hearing as trips
from jemput.office.trips.queries.timeline import timeline as trip_timeline


def connect() -> None:
    """Subscribe every reader and register every errand; called once at start."""
    dispatch.subscribe("roster.list_received", roster.on_list_received)
    dispatch.subscribe("roster.list_confirmed", roster.on_list_confirmed)
    dispatch.subscribe("roster.comparison_asked", roster.on_comparison_asked)
    dispatch.subscribe("roster.name_waiting", roster.on_name_waiting)
    dispatch.subscribe("residents.duplicates_wanted", duplicates.on_search_wanted)
    ask_visits_of(next_visits_from_today)
    register_timeline("roster", roster_timeline)
    register_timeline("trips", trip_timeline)
    register_timeline("encounters", encounter_timeline)
    register_timeline("deactivation", deactivation_timeline)
    dispatch.subscribe("schools.file_received", schools.on_file_received)
    dispatch.subscribe("schools.file_confirmed", schools.on_file_confirmed)
    dispatch.subscribe("schools.pupils_waiting", schools.on_pupils_waiting)
    dispatch.subscribe("packet.received", encounters.take_in_packet)
    dispatch.subscribe("packet.acknowledged", encounters.note_receipt)
    dispatch.subscribe("status.heard", cards.on_status)
    dispatch.subscribe("cards.printed", handover.on_printed)
    dispatch.subscribe("coverage.counter_list_received", coverage.on_counter_list_received)
    apply_with(StatusMessage, encounters.hear_status)
    apply_with(PacketStatusMessage, encounters.hear_packet_status)
    apply_with(ReferenceMessage, delivery.reference)
    apply_with(PhotoMessage, on_site.pass_photo)
    hear_with(CardReport, delivery.card)
    hear_with(PrintedReport, on_site.hear_printed)
    hear_with(ObstacleReport, trips.obstacle)
    hear_with(OfficerReport, trips.officer)
    hear_with(AttendanceReport, trips.attendance)
    hear_with(StopReport, trips.stop)
    every(0.5, lambda _at: dispatch.run_once(), name="news")
    every(2, refresh_if_stale, name="coverage")
    every(10, recount_if_stale, name="census")
    every(1, apply_waiting, name="reports")
    every(5, run_once, name="sync")
    every(3600, sweep, name="sweep")
    dispatch.subscribe("kit.lost", privacy.on_kit_lost)
    every(600, delete_nightly, name="retention")
