"""The access trail: of one person from every source, of one user, of all; and the words it is told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from jemput.node.accounts.models import User
from jemput.node.ledger.models import Access, Entry
from jemput.node.ledger.reading import Reading
from jemput.office.privacy.models import PersonRequest
from jemput.office.privacy.queries.holdings import held_about, subjects_of
from jemput.office.privacy.queries.where import where_words
from jemput.office.residents.models import Resident
from jemput.office.roster.models import ListName

READINGS: Mapping[str, StrOrPromise] = {
    Reading.NIK: gettext_lazy("membuka NIK lengkap"),
    Reading.PERSON: gettext_lazy("membuka halaman orangnya"),
    Reading.VISIT: gettext_lazy("membaca tanda kunjungan rumah"),
    Reading.SHEET: gettext_lazy("mengekspor daftar, NIK disamarkan"),
    Reading.FULL_SHEET: gettext_lazy("mengekspor dengan NIK lengkap"),
    Reading.PAPER: gettext_lazy("mencetak pada surat atau lembar"),
    Reading.BUNDLE: gettext_lazy("mengekspor seluruh data orangnya"),
}
ACTS: Mapping[str, StrOrPromise] = {
    "encounter.recorded": gettext_lazy("merekam"),
    "correction.decided": gettext_lazy("memutus koreksi"),
    "resident.corrected": gettext_lazy("memperbaiki biodata"),
    "resident.blocked": gettext_lazy("menonaktifkan"),
    "resident.reactivated": gettext_lazy("mengaktifkan lagi"),
    "resident.base_status_set": gettext_lazy("mengubah status dasar"),
    "status.heard": gettext_lazy("menerima status dari pusat"),
    "roster.link_decided": gettext_lazy("memutus penautan"),
    "roster.finding_proposed": gettext_lazy("mengusulkan temuan"),
    "roster.finding_accepted": gettext_lazy("menerima temuan"),
    "roster.candidate_proposed": gettext_lazy("mengusulkan sebagai calon"),
    "roster.home_visit_flagged": gettext_lazy("menandai perlu kunjungan rumah"),
    "roster.home_visit_unflagged": gettext_lazy("menghapus tanda kunjungan rumah"),
    "card.queued": gettext_lazy("memasukkan ke antrean cetak"),
    "person.recorded": gettext_lazy("mencatat hadir dan terekam"),
    "person.told": gettext_lazy("mencatat kehadiran"),
    "request.taken": gettext_lazy("menerima permintaan data"),
    "personrequest.prepare": gettext_lazy("menyiapkan jawaban"),
    "personrequest.deliver": gettext_lazy("menyerahkan jawaban"),
    "personrequest.refuse": gettext_lazy("menolak permintaan"),
}


def reading_words(kind: str) -> StrOrPromise:
    """A kind of reading in words."""
    return READINGS.get(kind, kind)


def act_words(action: str) -> str:
    """An act of the audit in words; its own name with dots opened where it has no sentence yet."""
    known = ACTS.get(action)
    return str(known) if known else action.replace(".", ": ").replace("_", " ")


@dataclass(frozen=True)
class Step:
    """One line of a person's trail: when, who, in which role, what, where, why."""

    at: datetime
    by: str
    who: str
    what: str
    subject: str
    reason: str


def trail_of(nik: str) -> list[Step]:
    """Who looked at, exported, printed, recorded or changed what about one person, latest first."""
    steps = [*_readings(nik), *_acts(nik)]
    names = _names({step.by for step in steps})
    told = [Step(s.at, s.by, names.get(s.by, s.by), s.what, s.subject, s.reason) for s in steps]
    return sorted(told, key=lambda step: step.at, reverse=True)


def _readings(nik: str) -> list[Step]:
    return [
        Step(one.at, one.by, "", str(reading_words(one.kind)), where_words(one.subject), one.reason)
        for one in Access.objects.filter(nik=nik)
    ]


def _acts(nik: str) -> list[Step]:
    """The audit's acts on this person; opened NIKs stand among the readings already."""
    asked = PersonRequest.objects.filter(nik=nik).values_list("pk", flat=True)
    subjects = {nik, *subjects_of(held_about(nik)), *(f"personrequest:{pk}" for pk in asked)}
    found = Entry.objects.filter(subject__in=sorted(subjects)).exclude(action="nik.viewed")
    return [
        Step(one.at, one.by, "", act_words(one.action), _masked_subject(one.subject, nik), _why(one))
        for one in found
    ]


def _masked_subject(subject: str, nik: str) -> str:
    return _("orangnya") if subject == nik else where_words(subject)


def _why(entry: Entry) -> str:
    because = entry.details.get("because") or entry.details.get("reason") or ""
    return str(because)


def _names(usernames: set[str]) -> dict[str, str]:
    """Names and roles of those who have an account here; programs and former staff go by what was kept."""
    people = User.objects.filter(username__in=usernames)
    return {user.username: f"{user.shown_name} ({user.role_label})" for user in people}


def accesses() -> QuerySet[Access]:
    """Every reading, latest first."""
    return Access.objects.all()


def accesses_by(username: str) -> QuerySet[Access]:
    """What one user read."""
    return Access.objects.filter(by=username)


def names_of(niks: set[str]) -> dict[str, str]:
    """Names for NIKs, from the register, else from the lists."""
    found = dict(ListName.objects.filter(nik__in=niks).values_list("nik", "name"))
    return found | dict(Resident.objects.filter(nik__in=niks).values_list("nik", "name"))


@dataclass(frozen=True)
class Person:
    """Somebody of whom the office holds something: who, and where they live as far as is known."""

    nik: str
    name: str
    address: str = ""
    key: str = ""


def person(nik: str) -> Person | None:
    """Who a NIK is, from the register, else from a list, else from a recording."""
    resident = Resident.objects.select_related("village__parent").filter(nik=nik).first()
    if resident:
        return _told(nik, resident, f"resident-{resident.pk}")
    name = ListName.objects.select_related("village__parent").filter(nik=nik).first()
    if name:
        return _told(nik, name, f"name-{name.pk}")
    held = held_about(nik)
    return Person(nik, str(getattr(held[0].rows[0], "name", nik[:4]))) if held else None


def _told(nik: str, known: Resident | ListName, key: str) -> Person:
    street = f"{known.address} RT {known.rt} RW {known.rw}" if known.rt else known.address
    return Person(nik, known.name, f"{street}, {known.village.full_name}".strip(", "), key)


def by_key(key: str) -> str:
    """The NIK behind a key in an address ("resident-12"); empty where there is none."""
    kind, _between, number = key.partition("-")
    if not number.isdigit():
        return ""
    model: type[Resident] | type[ListName] = Resident if kind == "resident" else ListName
    known = kind in ("resident", "name")
    found = model.objects.filter(pk=int(number)).values_list("nik", flat=True).first() if known else None
    return str(found or "")
