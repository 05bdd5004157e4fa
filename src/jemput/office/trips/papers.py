"""The four papers of a trip: trip sheet, summons, surat tugas, daftar hadir."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import override

from jemput.kernel.nik import Nik
from jemput.kernel.wording import long_date
from jemput.node.ledger.reading import Reading, note_reads
from jemput.node.look.typesetting import qr_svg, typeset
from jemput.office.regions import queries as regions
from jemput.office.roster.restricted import note_visits_read
from jemput.office.trips.models import Stop, StopPerson, Trip
from jemput.office.trips.queries.announcement import best_nik, expected_on
from jemput.office.trips.rules import Meeting

TEMPLATES = Path(__file__).parent / "paper_templates"
PAPERS = ("trip_sheet", "summons", "assignment_letter", "attendance")

_BRING = {
    Meeting.COLLECTIVE: "fotokopi kartu keluarga",
    # S4-3: at schools nothing but a copy of the family card is asked for.
    Meeting.SCHOOL: "fotokopi kartu keluarga saja",
    Meeting.HOME_VISIT: "kartu keluarga; petugas datang ke rumah",
}


def paper(name: str, trip: Trip, *, on: date) -> bytes:
    """One of PAPERS for a trip as PDF, in Indonesian whatever the reader's language; raises PaperFailed."""
    told = {
        "trip_sheet": _trip_sheet,
        "summons": _summons,
        "assignment_letter": _assignment,
        "attendance": _attendance,
    }[name]
    with override("id"):
        return typeset(TEMPLATES / f"{name}.typ", {**_letterhead(trip, on), **_day(trip), **told(trip)})


def note_printed(name: str, trip: Trip, *, by: str, at: datetime) -> None:
    """Keep whose names a paper carries out of the house; the assignment letter carries nobody's."""
    if name == "assignment_letter":
        return
    people = expected_on(trip)
    if name == "attendance":
        people = [person for person in people if person.meeting != Meeting.HOME_VISIT]
    subject = f"{name} {trip.number}"
    note_reads(kind=Reading.PAPER, people=[(best_nik(one), subject) for one in people], by=by, at=at)
    at_home = [one.list_name for one in people if one.meeting == Meeting.HOME_VISIT]
    note_visits_read(at_home, by=by, at=at, reason=subject)


def _letterhead(trip: Trip, on: date) -> dict[str, str]:
    home = regions.home()
    return {
        "kabupaten": home.name,
        "office": "Dinas Kependudukan dan Pencatatan Sipil",
        "seat": home.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        "issued": long_date(on).partition(" ")[2],
        "signer_office": "Kepala Dinas",
        "signer": "",
        "footer": f"{settings.JEMPUT.node_name} · perjalanan {trip.number}",
    }


def _day(trip: Trip) -> dict[str, Any]:
    return {
        "number": str(trip.number),
        "campaign": trip.campaign.name,
        "day": long_date(trip.day),
        "crew": trip.crew.name,
        "kit": trip.kit.name,
        "hours": f"{_clock(trip.leaves_at)} – {_clock(trip.back_at)}",
        "mode": str(trip.campaign.get_mode_display()),
    }


def _clock(at: time | None) -> str:
    return f"{at:%H.%M}" if at else "–"


def _trip_sheet(trip: Trip) -> Mapping[str, Any]:
    members = [user.shown_name for user in trip.crew.members.order_by("full_name")]
    return {"members": members, "stops": _stops(trip)}


def _attendance(trip: Trip) -> Mapping[str, Any]:
    return {"stops": _stops(trip, meetings=(Meeting.COLLECTIVE, Meeting.SCHOOL)), "blank_lines": 5}


def _assignment(trip: Trip) -> Mapping[str, Any]:
    campaign = trip.campaign
    return {
        "basis": campaign.order_reference or f"Rencana {campaign.name}, perjalanan nomor {trip.number}",
        "members": [
            {"name": user.shown_name, "task": str(user.role_label) or "Petugas"}
            for user in trip.crew.members.order_by("full_name")
        ],
        "places": [f"{stop.place.name}, {_where(stop)}" for stop in _in_order(trip)],
    }


def _summons(trip: Trip) -> Mapping[str, Any]:
    return {"people": [_called(person, trip) for person in expected_on(trip)]}


def _called(person: StopPerson, trip: Trip) -> dict[str, str]:
    stop, meeting = person.stop, Meeting(person.meeting)
    at_home = meeting is Meeting.HOME_VISIT
    return {
        "name": person.list_name.name,
        "nik": _masked(person),
        "where": person.list_name.village.full_name,
        "day": long_date(trip.day),
        "at": _clock(stop.homes_at if at_home else stop.session_at or stop.arrives_at),
        "place": "rumah Saudara" if at_home else stop.place.name,
        "bring": _BRING[meeting],
        "note": "Bila sakit atau tidak dapat datang, beri tahu perangkat desa agar dikunjungi di rumah.",
        "code": person.summons_code,
        "qr": qr_svg(person.summons_code),
    }


def _stops(trip: Trip, meetings: Sequence[Meeting] = tuple(Meeting)) -> list[dict[str, Any]]:
    people = [person for person in expected_on(trip) if person.meeting in meetings]
    return [
        {
            "place": stop.place.name,
            "where": _where(stop),
            "arrives": _clock(stop.arrives_at),
            "session": _clock(stop.session_at),
            "homes": _clock(stop.homes_at),
            "people": str(sum(p.stop_id == stop.pk and p.meeting != Meeting.HOME_VISIT for p in people)),
            "home_visits": str(sum(p.stop_id == stop.pk and p.meeting == Meeting.HOME_VISIT for p in people)),
            "officer": stop.place.officer_name or "–",
            "expected": [_line(person) for person in people if person.stop_id == stop.pk],
        }
        for stop in _in_order(trip)
    ]


def _line(person: StopPerson) -> dict[str, str]:
    return {
        "name": person.list_name.name,
        "nik": _masked(person),
        "code": person.summons_code,
        "meeting": str(person.get_meeting_display()),
    }


def _masked(person: StopPerson) -> str:
    nik = best_nik(person)
    return Nik(nik).masked if nik else "–"


def _where(stop: Stop) -> str:
    village = stop.place.village
    return f"{village.full_name}, {village.parent.full_name}" if village.parent else village.full_name


def _in_order(trip: Trip) -> list[Stop]:
    return list(trip.stops.select_related("place__village__parent").order_by("position"))
