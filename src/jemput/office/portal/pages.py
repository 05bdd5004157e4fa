"""What the portal's pages show: the five answers, which names a tab holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from jemput.kernel.eligibility import age_on
from jemput.kernel.wording import whole
from jemput.node.look.parts import Badge, Tab, Tone
from jemput.office.portal import queries
from jemput.office.portal.actions import Told
from jemput.office.portal.errors import AnswerUnclear
from jemput.office.portal.models import RegisterAnswer, SheetLine, SheetUpload
from jemput.office.residents.models import Resident
from jemput.office.roster.models import Finding, ListName, ListNameQuerySet


@dataclass(frozen=True)
class Answer:
    """One of the five answers: a big button."""

    kind: str
    label: StrOrPromise
    icon: str


ANSWERS = (
    Answer(Finding.Kind.PRESENT, gettext_lazy("Ada di desa"), "user-check"),
    Answer(Finding.Kind.MOVED, gettext_lazy("Pindah"), "truck-delivery"),
    Answer(Finding.Kind.DEAD, gettext_lazy("Meninggal"), "user-x"),
    Answer(Finding.Kind.UNKNOWN, gettext_lazy("Tidak dikenal"), "user-question"),
    Answer(Finding.Kind.ALREADY_RECORDED, gettext_lazy("Sudah rekam"), "id"),
)


def name_tabs(active: str, returned: int = 0) -> list[Tab]:
    """Names without an answer, those the Dinas asks about again, those with an answer, all."""
    shown = (
        ("open", _("Belum"), None),
        ("returned", _("Ditanya lagi"), returned or None),
        ("answered", _("Sudah"), None),
        ("all", _("Semua"), None),
    )
    base = reverse("portal:names")
    return [
        Tab(label, f"{base}?{urlencode({'show': key})}", active=key == active, count=count)
        for key, label, count in shown
    ]


def card_tabs(active: str) -> list[Tab]:
    """The two pages on what became of the village's people."""
    shown = (("cards", _("Kartu datang")), ("results", _("Hasil per nama")))
    return [Tab(label, reverse(f"portal:{key}"), active=key == active) for key, label in shown]


def candidate_tabs(active: str) -> list[Tab]:
    """Proposing by hand or by sheet, and whom the register itself proposes."""
    shown = (("candidates", _("Calon")), ("pemula", _("Dari register")), ("kia", _("Anak: KIA")))
    return [Tab(label, reverse(f"portal:{key}"), active=key == active) for key, label in shown]


def so_many(done: int, total: int) -> str:
    """1.204 dari 1.310, in the reader's language."""
    language = get_language() or "id"
    told = {"done": whole(done, language), "total": whole(total, language)}
    return _("%(done)s dari %(total)s") % told


def chosen(names: ListNameQuerySet, query: Mapping[str, Any]) -> ListNameQuerySet:
    """The names a tab and a search leave."""
    show = query.get("show", "open")
    if show == "open":
        names = names.unanswered()
    elif show == "returned":
        names = queries.asked_again(names)
    elif show == "answered":
        names = names.exclude(pk__in=names.unanswered().values("pk"))
    for word in str(query.get("q", "")).split():
        names = names.filter(name__icontains=word)
    return names


@dataclass(frozen=True)
class Filled:
    """An answer's form as filled in, its attachment not yet kept."""

    told: Told
    upload: UploadedFile[bytes] | None

    def with_attachment(self, stored: str) -> Told:
        """The answer with the place of its kept attachment."""
        return Told(**{**vars(self.told), "attachment": stored})


def told(sent: Mapping[str, Any], evidence: Form, visit: Form) -> Filled:
    """What an answer's form says. Raises AnswerUnclear where it cannot be read."""
    wrong = [
        str(e) for form in (evidence, visit) if not form.is_valid() for es in form.errors.values() for e in es
    ]
    if wrong or sent.get("kind") not in Finding.Kind.values:
        raise AnswerUnclear(reason="; ".join(wrong) or str(sent.get("kind", "")))
    seen = str(sent.get("seen", ""))
    answer = Told(
        kind=str(sent["kind"]),
        client_id=str(sent.get("client_id", ""))[:64],
        form=str(sent.get("form", ""))[:64],
        seen=int(seen) if seen.isdigit() else None,
        evidence=evidence.cleaned_data["evidence"],
        document=evidence.cleaned_data["document"],
        category=visit.cleaned_data["category"],
    )
    return Filled(answer, evidence.cleaned_data["attachment"])


@dataclass(frozen=True)
class Shown:
    """One person of the register as a village officer sees them."""

    resident: Resident
    age: int
    photo: bool


def shown_person(resident: Resident, on: date) -> Shown:
    """A person with the age on the visit's day, and whether a KIA of theirs carries a photo."""
    return Shown(resident, age_on(resident.birth_date, on), queries.needs_photo(resident, on))


def as_filled(name: ListName) -> dict[str, Any]:
    """A candidate as its form was filled in."""
    fields = ("name", "nik", "family_card", "birth_date", "sex", "village", "address", "rt", "rw")
    return {field: getattr(name, field) for field in fields} | {
        "ever_married": bool(name.raw.get("ever_married"))
    }


def known_wish(sent: str) -> str:
    """What a form says somebody would come for. Raises AnswerUnclear."""
    if sent not in RegisterAnswer.Wish.values:
        raise AnswerUnclear(reason=sent)
    return sent


@dataclass(frozen=True)
class OpenLine:
    """A row of a sheet that waits for a person, why, and in which words."""

    line: SheetLine
    badge: Badge
    reason: str


def open_lines(upload: SheetUpload, language: str) -> list[OpenLine]:
    """The rows of a sheet that were not taken in, in the sheet's order."""
    waiting = upload.lines.filter(outcome__in=OUTCOME_TONES.keys() - {"saved", "known", "blank"})
    key = "en" if language.startswith("en") else "id"
    return [
        OpenLine(line, outcome_badge(line.outcome), " ".join(reason[key] for reason in line.reasons))
        for line in waiting.select_related("list_name")
    ]


OUTCOME_TONES: Mapping[str, Tone] = {
    "saved": "good", "known": "plain", "blank": "muted", "conflict": "wait", "problem": "danger",
}  # fmt: skip


def outcome_badge(outcome: str) -> Badge:
    """What came of a row."""
    return Badge(SheetLine.Outcome(outcome).label, OUTCOME_TONES[outcome])


def outcome_counts(upload: SheetUpload) -> list[tuple[Badge, int]]:
    """How many rows came to what; none is missing."""
    counted = Counter(upload.lines.values_list("outcome", flat=True))
    return [(outcome_badge(outcome), counted[outcome]) for outcome in OUTCOME_TONES if counted[outcome]]
