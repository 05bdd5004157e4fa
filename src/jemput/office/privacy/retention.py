"""What each term deletes: how to find what is due, and how it goes; nothing under a hold is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from jemput.node.exchange.models import ReceivedReport
from jemput.node.exchange.states import Hearing
from jemput.node.ledger.models import Access
from jemput.office.privacy.models import Hold, PersonRequest
from jemput.office.privacy.states import DONE_REQUESTS
from jemput.office.residents.models import RegisterReject
from jemput.office.roster.models import Finding, ListImport, ListName, RejectedRow

SETTLED = (ListImport.State.IMPORTED, ListImport.State.DISCARDED, ListImport.State.FAILED)


@dataclass(frozen=True)
class Due:
    """Rows of one table whose term is over, and how they go; `what` names them on the page."""

    what: StrOrPromise
    rows: QuerySet[Any]
    go: Callable[[QuerySet[Any]], int]


Finder = Callable[[datetime, list[str]], list[Due]]
"""Given the moment before which things have been kept long enough, and the NIKs that are held."""


def held_niks() -> list[str]:
    """People about whom nothing is deleted for now."""
    return list(Hold.objects.filter(lifted_at__isnull=True).exclude(nik="").values_list("nik", flat=True))


def held_keys() -> set[str]:
    """Kinds of things that all stay for now."""
    return set(Hold.objects.filter(lifted_at__isnull=True).exclude(key="").values_list("key", flat=True))


def _named(held: list[str], prefix: str = "") -> Q:
    """Rows that a held person's name hangs on."""
    return Q(**{f"{prefix}nik__in": held}) | Q(**{f"{prefix}resident__nik__in": held})


def _list_files(before: datetime, held: list[str]) -> list[Due]:
    of_held = ListName.objects.filter(_named(held))
    named = of_held.filter(Q(list_import=OuterRef("pk")) | Q(last_import=OuterRef("pk")))
    old = ListImport.objects.filter(at__lt=before, state__in=SETTLED).exclude(stored_file="")
    return [Due(_("berkas daftar"), old.filter(~Exists(named)), _without_file("stored_file"))]


def _rejected_rows(before: datetime, held: list[str]) -> list[Due]:
    closed = Q(corrected_as__isnull=False) | ~Q(dismissed_by="")
    thrown = Q(list_import__state__in=(ListImport.State.DISCARDED, ListImport.State.FAILED))
    of_lists = RejectedRow.objects.filter(closed | thrown, list_import__at__lt=before)
    of_register = RegisterReject.objects.filter(register_import__started_at__lt=before)
    for nik in held:
        of_lists = of_lists.exclude(cells__nik=nik)
        of_register = of_register.exclude(cells__nik=nik)
    return [
        Due(_("baris daftar yang ditolak"), of_lists, _delete),
        Due(_("baris register yang ditolak"), of_register, _delete),
    ]


def _evidence(before: datetime, held: list[str]) -> list[Due]:
    settled = Finding.objects.filter(at__lt=before).exclude(state=Finding.State.PROPOSED)
    with_file = settled.exclude(attachment="").exclude(_named(held, "list_name__"))
    return [Due(_("lampiran temuan"), with_file, _without_file("attachment"))]


def _reports(before: datetime, held: list[str]) -> list[Due]:
    heard = ReceivedReport.objects.filter(received_at__lt=before).exclude(state=Hearing.WAITING.value)
    return [Due(_("laporan kit yang sudah diterapkan"), heard, _delete)]


def _read_trail(before: datetime, held: list[str]) -> list[Due]:
    return [Due(_("baris jejak akses"), Access.objects.filter(at__lt=before).exclude(nik__in=held), _delete)]


def _exports(before: datetime, held: list[str]) -> list[Due]:
    done = PersonRequest.objects.filter(state__in=DONE_REQUESTS).exclude(copy_file="").exclude(nik__in=held)
    over = done.filter(Q(delivered_at__lt=before) | Q(delivered_at__isnull=True, decided_at__lt=before))
    return [Due(_("salinan data"), over, _without_file("copy_file"))]


def _closed_candidates(before: datetime, held: list[str]) -> list[Due]:
    refused = ListName.objects.filter(standing=ListName.Standing.REFUSED).exclude(_named(held))
    told = Q(decided_at__lt=before) | Q(decided_at__isnull=True, list_import__at__lt=before)
    return [Due(_("calon yang ditolak"), refused.filter(told), _delete_candidates)]


FINDERS: Mapping[str, Finder] = {
    "list_files": _list_files,
    "rejected_rows": _rejected_rows,
    "evidence": _evidence,
    "reports": _reports,
    "read_trail": _read_trail,
    "exports": _exports,
    "closed_candidates": _closed_candidates,
}


def _delete(rows: QuerySet[Any]) -> int:
    """Delete rows that nothing else stands on."""
    return rows.delete()[0]


def _without_file(field: str) -> Callable[[QuerySet[Any]], int]:
    """Forget a file: the row stays and says no more where it was; the file goes once that is sure."""

    def go(rows: QuerySet[Any]) -> int:
        stored = list(rows.values_list(field, flat=True))
        type_ = rows.model
        type_._base_manager.filter(**{f"{field}__in": stored}).update(**{field: ""})
        for one in stored:
            transaction.on_commit(partial(_unlink, settings.JEMPUT.data_dir / one))
        return len(stored)

    return go


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)


def _delete_candidates(rows: QuerySet[Any]) -> int:
    """Delete refused candidates with their findings; one that anything else stands on stays."""
    count = 0
    for row in list(rows):
        try:
            with transaction.atomic():
                Finding.objects.filter(list_name=row).delete()
                row.delete()
            count += 1
        except ProtectedError:
            continue
    return count
