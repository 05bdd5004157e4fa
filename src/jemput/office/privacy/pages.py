"""What the pages of privacy show: tabs, countdowns, tables in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.accounts.models import User
from jemput.node.ledger.models import Access
from jemput.node.look.cells import moment
from jemput.node.look.parts import Badge, Entry, Tab, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.privacy.models import Incident, IncidentPerson, PersonRequest
from jemput.office.privacy.queries.trail import READINGS, Step, reading_words
from jemput.office.privacy.queries.where import where_words
from jemput.office.privacy.rules import hours_and_minutes, nearness
from jemput.office.privacy.states import DONE_REQUESTS, UNTOLD_INCIDENTS

TONES: dict[str, Tone] = {"far": "plain", "near": "wait", "late": "danger", "done": "good"}


def room_tabs(active: str) -> list[Tab]:
    """The pages of this room, with what is owed at each."""
    counts = {"requests": open_requests().count(), "incidents": untold_incidents().count()}
    names = (
        ("requests", _("Permintaan warga")),
        ("trail", _("Jejak akses")),
        ("incidents", _("Insiden")),
        ("retention", _("Masa simpan")),
    )
    return [
        Tab(label, reverse(f"privacy:{name}"), active=name == active, count=counts.get(name))
        for name, label in names
    ]


def open_requests() -> QuerySet[PersonRequest]:
    """Requests that wait for an answer, the most pressing first."""
    return PersonRequest.objects.exclude(state__in=DONE_REQUESTS).order_by("due_at")


def untold_incidents() -> QuerySet[Incident]:
    """Incidents that must still be told, the most pressing first."""
    return Incident.objects.filter(state__in=UNTOLD_INCIDENTS).order_by("due_at")


def countdown(due: datetime, now: datetime, *, done: bool = False) -> Badge:
    """How much of the 72 hours is left, in hours and minutes."""
    pressing = nearness(due, now, done=done)
    hours, minutes = hours_and_minutes(due, now)
    words = {"h": hours, "m": f"{minutes:02d}"}
    if done:
        return Badge(_("selesai"), "good")
    if pressing == "late":
        return Badge(_("lewat %(h)s jam %(m)s menit") % words, "danger")
    return Badge(_("sisa %(h)s jam %(m)s menit") % words, TONES[pressing], "clock")


def _who(names: dict[str, str], username: str) -> str:
    return names.get(username, username)


def _users() -> dict[str, str]:
    return {user.username: user.shown_name for user in User.objects.all()}


def trail_table(rows: QuerySet[Access]) -> Table[Access]:
    """Every reading, to search and to take away."""
    users = _users()
    return Table(
        title=_("Jejak akses"),
        columns=[
            Column("at", _("Waktu"), kind="moment", sortable=True),
            Column("by", _("Siapa"), value=lambda row: _who(users, row.by), sortable=True, link=_user_page),
            Column("kind", _("Apa"), value=lambda row: reading_words(row.kind), sortable=True),
            Column("nik", "NIK", kind="nik"),
            Column("subject", _("Pada"), value=lambda row: where_words(row.subject)),
            Column("rows", _("Jumlah orang"), kind="whole", sortable=True),
            Column("reason", _("Alasan")),
        ],
        rows=rows,
        search_fields=("by", "subject", "reason", "nik__startswith"),
        search_label=_("Akun, halaman, alasan, atau NIK"),
        filters=[
            Filter("kind", _("Apa"), [(str(key), words) for key, words in READINGS.items()]),
            Filter("by", _("Siapa"), lambda: sorted(_users().items(), key=lambda pair: pair[1])),
        ],
        order="-at",
        nothing=Nothing(_("Belum ada yang membuka data."), icon="eye"),
    )


def _user_page(row: Access) -> str:
    return f"{reverse('privacy:trail')}?by={row.by}"


def person_table(rows: Sequence[Step]) -> Table[Step]:
    """One person's trail from every source."""
    return Table(
        title=_("Jejak akses satu orang"),
        columns=[
            Column("at", _("Waktu"), kind="moment", sortable=True),
            Column("who", _("Siapa"), sortable=True),
            Column("what", _("Apa")),
            Column("subject", _("Pada")),
            Column("reason", _("Alasan")),
        ],
        rows=rows,
        search_fields=("who", "what", "subject", "reason"),
        search_label=_("Siapa, apa, atau alasan"),
        order="-at",
        nothing=Nothing(_("Belum ada yang membuka data orang ini."), icon="eye"),
    )


def requests_table(rows: QuerySet[PersonRequest], now: datetime) -> Table[PersonRequest]:
    """Requests with what is left of their 72 hours."""
    return Table(
        title=_("Permintaan warga"),
        columns=[
            Column("number", _("Nomor"), link=_request_page, sortable=True),
            Column("get_kind_display", _("Yang diminta")),
            Column("name", _("Tentang"), sortable=True),
            Column("nik", "NIK", kind="nik"),
            Column("asked_at", _("Diminta pada"), kind="moment", sortable=True),
            Column("due_at", _("Sisa waktu"), value=lambda row: countdown(row.due_at, now, done=row.is_done)),
            Column("get_state_display", _("Keadaan")),
        ],
        rows=rows,
        search_fields=("number", "name", "asked_by", "nik__startswith"),
        search_label=_("Nomor, nama, atau NIK"),
        filters=[
            Filter("state", _("Keadaan"), PersonRequest.State.choices),
            Filter("kind", _("Yang diminta"), PersonRequest.Kind.choices),
        ],
        order="-asked_at",
        nothing=Nothing(
            _("Belum ada permintaan."),
            _("Siapa pun boleh meminta datanya, memperbaikinya, atau berkeberatan. Jawab dalam 72 jam."),
            "inbox",
            _("Catat permintaan"),
            reverse("privacy:request-new"),
        ),
    )


def _request_page(row: PersonRequest) -> str:
    return reverse("privacy:request", args=[row.pk])


def incidents_table(rows: QuerySet[Incident], now: datetime) -> Table[Incident]:
    """Incidents with what is left of their 72 hours."""
    return Table(
        title=_("Insiden"),
        columns=[
            Column("number", _("Nomor"), link=_incident_page, sortable=True),
            Column("title", _("Judul")),
            Column("discovered_at", _("Diketahui"), kind="moment", sortable=True),
            Column("people", _("Jumlah orang"), kind="whole", value=lambda row: row.people.count()),
            Column(
                "due_at",
                _("Batas pemberitahuan"),
                value=lambda row: countdown(row.due_at, now, done=row.state not in UNTOLD_INCIDENTS),
            ),
            Column("get_state_display", _("Keadaan")),
        ],
        rows=rows,
        search_fields=("number", "title", "what"),
        filters=[Filter("state", _("Keadaan"), Incident.State.choices)],
        order="-discovered_at",
        nothing=Nothing(
            _("Belum ada insiden."),
            _("Data yang hilang, bocor, atau dilihat orang yang tidak berhak dicatat di sini."),
            "shield-check",
            _("Catat insiden"),
            reverse("privacy:incident-new"),
        ),
    )


def _incident_page(row: Incident) -> str:
    return reverse("privacy:incident", args=[row.pk])


def people_table(incident: Incident) -> Table[IncidentPerson]:
    """Those whom an incident affects."""
    return Table(
        title=_("Orang yang terdampak"),
        name="people",
        columns=[
            Column("name", _("Nama"), sortable=True),
            Column("nik", "NIK", kind="nik"),
            Column("address", _("Alamat")),
            Column("source", _("Diketahui dari"), sortable=True),
            Column("told_at", _("Diberi tahu"), kind="moment", sortable=True),
        ],
        rows=incident.people.all(),
        search_fields=("name", "nik__startswith"),
        order="name",
        per_page=25,
        nothing=Nothing(
            _("Belum ada orang pada daftar."), _("Ambil dari kit, jejak akses, atau NIK."), "users"
        ),
    )


def request_entries(found: PersonRequest) -> list[Entry]:
    """A request in words."""
    names = _users()
    return [
        Entry(_("Yang diminta"), found.get_kind_display()),
        Entry(_("Tentang"), found.name, note=found.masked_nik),
        Entry(_("Pemohon"), found.asked_by, note=str(found.get_standing_display())),
        Entry(_("Bukti yang dilihat"), found.get_proof_display(), note=found.proof_note),
        Entry(_("Jawaban ke"), found.contact or "–"),
        Entry(_("Diminta pada"), _moment(found.asked_at), note=_who(names, found.taken_by)),
        Entry(_("Batas jawaban"), _moment(found.due_at)),
        *([Entry(_("Isi permintaan"), found.wish)] if found.wish else []),
        *(
            [Entry(_("Keputusan"), found.decision, note=_who(names, found.decided_by))]
            if found.decision
            else []
        ),
        *(
            [Entry(_("Diserahkan"), _moment(found.delivered_at), note=_handed(found))]
            if found.delivered_at
            else []
        ),
    ]


def _handed(found: PersonRequest) -> str:
    return f"{found.delivered_to}, {found.delivered_how}"


def incident_entries(found: Incident) -> list[Entry]:
    """An incident in words."""
    kinds = ", ".join(str(Incident.Data(key).label) for key in found.data)
    return [
        Entry(_("Diketahui"), _moment(found.discovered_at), note=_who(_users(), found.opened_by)),
        Entry(_("Terjadi"), _moment(found.happened_at) if found.happened_at else _("belum diketahui")),
        Entry(_("Paling lambat diberi tahu"), _moment(found.due_at)),
        Entry(_("Data yang terungkap"), kinds or "–"),
        Entry(_("Uraian kejadian"), found.what or "–"),
        Entry(_("Sebab"), found.cause or _("belum diketahui")),
        Entry(_("Penanganan"), found.measures or "–"),
        *([Entry("Kit", found.kit.name)] if found.kit else []),
        Entry(_("Orang diberi tahu"), _told(found.people_told_at), note=found.nobody_because),
        Entry(_("Lembaga diberi tahu"), _told(found.authority_told_at)),
        *([Entry(_("Tinjauan"), found.review)] if found.review else []),
    ]


def _told(at: datetime | None) -> Badge | str:
    return _moment(at) if at else Badge(_("belum"), "wait")


def _moment(at: datetime | None) -> str:
    return moment(at) if at else "–"
