"""What the portal's pages show: the five answers, which names a tab holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from jemput.node.look.parts import Tab
from jemput.office.portal.errors import AnswerUnclear
from jemput.office.roster.models import Finding, ListNameQuerySet


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


def name_tabs(active: str) -> list[Tab]:
    """Names without an answer, with one, and those that came back."""
    shown = (("open", _("Belum")), ("answered", _("Sudah")), ("all", _("Semua")))
    base = reverse("portal:names")
    return [Tab(label, f"{base}?{urlencode({'show': key})}", active=key == active) for key, label in shown]


def chosen(names: ListNameQuerySet, query: Mapping[str, Any]) -> ListNameQuerySet:
    """The names a tab and a search leave."""
    show = query.get("show", "open")
    if show == "open":
        names = names.unanswered()
    elif show == "answered":
        names = names.exclude(pk__in=names.unanswered().values("pk"))
    for word in str(query.get("q", "")).split():
        names = names.filter(name__icontains=word)
    return names


def told(form: Form) -> dict[str, Any]:
    """What an answer's form says. Raises AnswerUnclear where it cannot be read."""
    if not form.is_valid():
        raise AnswerUnclear(
            reason="; ".join(str(error) for errors in form.errors.values() for error in errors)
        )
    return {**form.cleaned_data}
