"""The pages of linking beside each other, and what narrows the queue."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from jemput.node.look.parts import Tab
from jemput.office.roster import link_queue
from jemput.office.roster.link_queue import Narrowing
from jemput.office.roster.link_words import REASONS


@dataclass(frozen=True)
class Choice:
    """One value that narrows the queue, with how many questions it leaves."""

    value: str
    label: StrOrPromise
    count: int
    chosen: bool


def link_tabs(active: str) -> list[Tab]:
    """The pages of linking, with what waits at each."""
    counts = {
        "link-queue": link_queue.waiting_names().count(),
        "pairs": link_queue.waiting_pairs().count(),
        "merges": link_queue.waiting_merges().count(),
    }
    pages = (
        ("link-queue", _("Nama di daftar")),
        ("pairs", _("Data ganda di register")),
        ("merges", _("Usulan satu orang")),
        ("link-model", _("Petugas dan model")),
    )
    return [
        Tab(label, reverse(f"roster:{page}"), active=page == active, count=counts.get(page))
        for page, label in pages
    ]


def villages(narrowing: Narrowing) -> list[Choice]:
    """Villages with questions."""
    return [
        Choice(code, label, count, code == narrowing.village)
        for code, label, count in link_queue.villages_waiting()
    ]


def reasons(narrowing: Narrowing) -> list[Choice]:
    """Reasons of questions in words."""
    return [
        Choice(code, REASONS.get(code, code), count, code == narrowing.reason)
        for code, count in link_queue.reasons_waiting()
    ]
