"""What the pages of check-in show: reads put into words, nothing decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jemput.kernel.nik import Nik
from jemput.kit.checkin import queries, watching
from jemput.kit.checkin.forms import ObstacleForm
from jemput.kit.checkin.models import MODES, Obstacle, Person
from jemput.kit.checkin.pace import Pace
from jemput.kit.checkin.rules import Finding, Verdict
from jemput.kit.checkin.states import Attendance
from jemput.kit.checkin.warnings import Level
from jemput.node.look.parts import Badge, Entry, Event, Tab, Tone
from jemput.packet.facts import Mode

ATTENDANCE = {
    Attendance.WAITING: Badge(_("Menunggu"), "muted"),
    Attendance.IN_CAPTURE: Badge(_("Sedang direkam"), "wait"),
    Attendance.RECORDED: Badge(_("Terekam"), "good"),
    Attendance.NO_SHOW: Badge(_("Tidak datang"), "plain", "user-x"),
    Attendance.TURNED_AWAY: Badge(_("Dipulangkan"), "plain", "user-x"),
}
VERDICT_TONES: dict[Finding, Tone] = {
    Finding.CLEAR: "good",
    Finding.PEMULA: "good",
    Finding.REACTIVATES: "good",
    Finding.RECORD_AGAIN: "good",
    Finding.FOR_KIA: "good",
    Finding.BEING_RECORDED: "wait",
}
GROUPS = (
    ("waiting", _("Menunggu"), (Attendance.WAITING, Attendance.IN_CAPTURE)),
    ("recorded", _("Terekam"), (Attendance.RECORDED,)),
    ("absent", _("Tidak terekam"), (Attendance.NO_SHOW, Attendance.TURNED_AWAY)),
    ("", _("Semua"), tuple(Attendance)),
)
OBSTACLE_ICONS = {
    Obstacle.Kind.POWER: "bolt-off",
    Obstacle.Kind.NETWORK: "wifi-off",
    Obstacle.Kind.OFFICER: "user-x",
    Obstacle.Kind.DEVICE: "plug-off",
    Obstacle.Kind.WEATHER: "route",
}
SEXES = {"L": _("Laki-laki"), "P": _("Perempuan")}
DOUBTS = {
    "other_regency": _("Enam angka depan NIK dari kabupaten lain."),
    "birth_date_differs": _("Tanggal lahir tidak sama dengan yang ada di NIK."),
    "sex_differs": _("Jenis kelamin tidak sama dengan yang ada di NIK."),
}
_PER_PAGE = 40
WARNING_TONES: dict[Level, Tone] = {Level.NOTE: "plain", Level.ACT: "wait", Level.STOP: "danger"}
CHECKLIST: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("battery-charging", _("Baterai laptop penuh"), _("Dua jam tanpa listrik; bawa pengisi daya dan kabel.")),
    ("fingerprint", _("Pemindai jari dan iris jalan dari laptop"), _("Coba sekali di halaman Alat.")),
    ("camera", _("Kain latar polos dan lampu"), _("Foto boleh berbaring; kepala lurus bila bisa.")),
    ("users", _("Wali atau keluarga hadir"), _("Nama dan hubungannya ditulis saat biodata dibacakan.")),
    ("user-check", _("Penyelia ikut atau mudah dihubungi"), _("Pengecualian disetujui di tempat.")),
    ("writing", _("Kain lembap, tisu, bantal tangan"), _("Untuk jari kering dan tangan gemetar.")),
)


@dataclass(frozen=True)
class Line:
    """One person of the queue as shown; no badge where the tab says it already."""

    person: Person
    badge: Badge | None
    place: str


def today(*, at: datetime) -> dict[str, Any]:
    """The stops of today's trips with their counts and obstacles, the pace, and what to look after."""
    trips = queries.current_trips(at=at)
    obstacles = queries.obstacles_of(trips)
    stops = queries.stops_of(trips)
    on = timezone.localdate(at)
    return {
        "title": gettext("Hari ini"),
        "day": on,
        "trips": trips,
        "is_past_midnight": any(trip.day < on for trip in trips),
        "next_trip": None if trips else queries.next_trip(on),
        "finished": queries.finished_trips(at=at),
        "stops": stops,
        "pace": pace_words(queries.pace_of([row.stop for row in stops], at=at), on=on),
        "obstacles": [(one, OBSTACLE_ICONS[Obstacle.Kind(one.kind)]) for one in obstacles],
        "obstacle_form": ObstacleForm(),
        "lock": queries.lock(),
        "warnings": warning_lines(at=at),
        "visits": any(row.stop.mode == Mode.HOME_VISIT for row in stops) or _has_visits(stops),
    }


def _has_visits(stops: list[queries.StopSummary]) -> bool:
    return Mode.HOME_VISIT.value in queries.modes_of([row.stop for row in stops])


def pace_words(pace: Pace, *, on: date) -> dict[str, Any]:
    """Count, minutes a person, and the hour at which the queue will be done, or that today will not do."""
    is_today = pace.ends_at is not None and timezone.localdate(pace.ends_at) == on
    return {
        "is_today": is_today,
        "count": pace.count,
        "minutes": round(pace.mean.total_seconds() / 60) if pace.mean else None,
        "every": max(1, round(pace.interval.total_seconds() / 60)),
        "ends_at": pace.ends_at,
    }


def warning_lines(*, at: datetime) -> list[dict[str, Any]]:
    """What somebody should know now, in the reader's language, what matters most first."""
    language = get_language() or "id"
    return [
        {
            "code": one.code,
            "says": one.says.text(language),
            "does": one.do.text(language),
            "tone": WARNING_TONES[one.level],
        }
        for one in watching.warnings_now(at=at)
    ]


def checklist(*, at: datetime) -> dict[str, Any]:
    """What to look at before the laptop leaves for somebody's home."""
    trips = queries.current_trips(at=at)
    people = queries.queue(
        stops=queries.stops_in(trips), mode=Mode.HOME_VISIT.value, states=(Attendance.WAITING,), text=""
    )
    return {
        "title": gettext("Kunjungan rumah"),
        "people": [_line(one, "waiting", True) for one in people[:_PER_PAGE]],
        "count": people.count(),
        "items": CHECKLIST,
        "warnings": warning_lines(at=at),
    }


def queue_address(**parameters: str) -> str:
    """The queue's address with some parameters."""
    return f"{reverse('checkin:queue')}?{urlencode(parameters)}"


def queue(asked: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    """The queue as asked by `q`, `mode`, `group`, `show`, `stop` and `page`."""
    every_stop = queries.stops_in(queries.current_trips(at=at))
    stops = [stop for stop in every_stop if str(stop.id) == asked.get("stop")] or every_stop
    text, mode = asked.get("q", "").strip(), asked.get("mode", "")
    chosen = next((group for group in GROUPS if group[0] == asked.get("show", "waiting")), GROUPS[0])
    # A search looks everywhere: whoever is looked for may be recorded already.
    states = () if text else tuple(state.value for state in chosen[2])
    people = queries.queue(stops=stops, mode=mode, states=states, text=text, group=asked.get("group", ""))
    page = Paginator(people, _PER_PAGE)
    shown = page.get_page(asked.get("page"))
    return {
        "title": gettext("Antrean"),
        "text": text,
        "digits": text if text.isdigit() else "",
        "mode": mode,
        "show": chosen[0],
        "stop_id": asked.get("stop", ""),
        "stops": every_stop,
        "page": shown,
        "lines": [_line(person, chosen[0] if not text else "", len(stops) > 1) for person in shown],
        "tabs": _tabs(asked, stops, mode, chosen[0]),
        "modes": _modes(asked, stops, mode),
        "groups": _groups(asked, stops),
    }


def _line(person: Person, show: str, with_place: bool) -> Line:
    attendance = Attendance(person.attendance)
    is_told = show == attendance.value
    place = person.stop.place if person.stop and with_place else ""
    return Line(person, None if is_told else ATTENDANCE[attendance], place)


def _tabs(asked: Mapping[str, str], stops: list[Any], mode: str, show: str) -> list[Tab]:
    counted = queries.counts(stops, mode=mode)
    kept = {key: asked[key] for key in ("mode", "stop") if asked.get(key)}
    return [
        Tab(label, queue_address(**kept, show=key), key == show, sum(counted.get(s, 0) for s in states))
        for key, label, states in GROUPS
    ]


def _modes(asked: Mapping[str, str], stops: list[Any], mode: str) -> list[Tab]:
    """Only the modes that somebody of these stops has; none where all have the same."""
    there = queries.modes_of(stops)
    if len(there) < 2:
        return []
    kept = {key: asked[key] for key in ("show", "stop") if asked.get(key)}
    every = Tab(_("Semua cara"), queue_address(**kept, mode=""), not mode)
    others = [
        Tab(label, queue_address(**kept, mode=key), key == mode) for key, label in MODES if key in there
    ]
    return [every, *others]


def _groups(asked: Mapping[str, str], stops: list[Any]) -> list[Tab]:
    """The classes of a school, and all of them together."""
    there = queries.groups_of(stops)
    if not there:
        return []
    kept = {key: asked[key] for key in ("show", "stop", "mode") if asked.get(key)}
    chosen = asked.get("group", "")
    every = Tab(_("Semua kelas"), queue_address(**kept), not chosen)
    return [every, *(Tab(name, queue_address(**kept, group=name), name == chosen) for name in there)]


def person(found: Person, *, on: date) -> dict[str, Any]:
    """One person with the verdict of the status check."""
    verdict = queries.verdict_on(found, on=on)
    return {
        "title": found.name,
        "person": found,
        "badge": ATTENDANCE[Attendance(found.attendance)],
        "verdict": verdict,
        "is_child": verdict.finding is Finding.FOR_KIA,
        "verdict_tone": VERDICT_TONES.get(verdict.finding, "wait"),
        "says": _worded(verdict)[0],
        "does": _worded(verdict)[1],
        "entries": _entries(found),
        "doubts": [DOUBTS[doubt] for doubt in found.doubts],
        "history": [Event(note.at, note.status, note.note) for note in queries.statuses_of(found)],
        "is_waiting": found.attendance == Attendance.WAITING,
        "is_away": found.attendance in {Attendance.NO_SHOW, Attendance.TURNED_AWAY},
        "encounter_id": _open_encounter(found),
    }


def _open_encounter(found: Person) -> UUID | None:
    return found.open_encounter_id if found.attendance == Attendance.IN_CAPTURE else None


def _worded(verdict: Verdict) -> tuple[str, str]:
    language = get_language() or "id"
    return verdict.says.text(language), verdict.do.text(language)


def _entries(found: Person) -> list[Entry]:
    birth = ", ".join(part for part in (found.birth_place, f"{found.birth_date:%d-%m-%Y}") if part)
    village = found.village_name or found.village_code
    group = [Entry(_("Kelas"), found.group)] if found.group else []
    return [
        *group,
        Entry(_("NIK"), Nik(found.nik).masked),
        Entry(_("Tempat, tanggal lahir"), birth),
        Entry(_("Jenis kelamin"), SEXES[found.sex]),
        Entry(_("Alamat"), ", ".join(part for part in (found.address, village) if part)),
        Entry(_("Tempat"), found.stop.place if found.stop else "–"),
    ]
