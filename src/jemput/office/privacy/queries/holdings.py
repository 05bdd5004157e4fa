"""Everything that every room of the office holds about one NIK, found from the tables themselves.

A table belongs to a person where it has a `nik`, or points at a row that does. So a room that is added later
is in the answer from its first day, and nobody has to remember it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model, Q

OFFICE = "jemput.office."
NIK = "nik"
SECRET = frozenset({"jemput.office.privacy"})
"""Rooms whose rows are about the office's own handling; the trail and the request tell of them instead."""

Key = tuple[type[Model], Any]


@dataclass
class Holding:
    """What one table holds about a person: its rows, found by the NIK or by a row they point at."""

    model: type[Model]
    rows: list[Model] = field(default_factory=list)


@cache
def office_models() -> tuple[type[Model], ...]:
    """Every table of the office's own rooms, in the order of the chain; none that is hidden or abstract."""
    found = [model for model in apps.get_models() if model.__module__.startswith(OFFICE)]
    return tuple(model for model in found if not model.__module__.startswith(tuple(SECRET)))


def held_about(nik: str) -> list[Holding]:
    """All tables with rows about a NIK, those that name it first, then what hangs on them, step by step."""
    found: dict[type[Model], dict[Any, Model]] = {}
    for model in office_models():
        if _has_nik(model):
            _add(found, model._base_manager.filter(**{NIK: nik}))
    for row in list(_linked(found)):
        _add(found, [row])
    fresh = [row for rows in found.values() for row in rows.values()]
    while fresh:
        fresh = [row for child in _children(fresh) if _add(found, [child]) for row in [child]]
    order = {model: place for place, model in enumerate(office_models())}
    return [
        Holding(model, list(rows.values()))
        for model, rows in sorted(found.items(), key=lambda x: order[x[0]])
    ]


def _has_nik(model: type[Model]) -> bool:
    return any(one.name == NIK for one in model._meta.concrete_fields)


def _linked(found: dict[type[Model], dict[Any, Model]]) -> Iterator[Model]:
    """Names of lists that carry no NIK or another, but are linked to the register's person."""
    for model in office_models():
        if not _has_nik(model):
            continue
        for relation in _pointers(model):
            target = relation.related_model
            if target in found and _has_nik(target) and not _is_list(relation):
                yield from model._base_manager.filter(**{f"{relation.name}__in": list(found[target])})


def _is_list(relation: models.ForeignKey[Any, Any]) -> bool:
    return relation.name in {"double_of"}


def _pointers(model: type[Model]) -> list[models.ForeignKey[Any, Any]]:
    return [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]


def _children(rows: list[Model]) -> Iterator[Model]:
    """Rows without a NIK of their own that point at any of these."""
    by_model: dict[type[Model], list[Any]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row.pk)
    for model in office_models():
        if _has_nik(model):
            continue
        asked = Q()
        for relation in _pointers(model):
            if relation.related_model in by_model:
                asked |= Q(**{f"{relation.name}__in": by_model[relation.related_model]})
        if asked:
            yield from model._base_manager.filter(asked)


def _add(found: dict[type[Model], dict[Any, Model]], rows: Any) -> bool:
    """Keep rows not kept before; whether any was new."""
    new = False
    for row in rows:
        kept = found.setdefault(type(row), {})
        if row.pk not in kept:
            kept[row.pk] = row
            new = True
    return new


def subjects_of(holdings: list[Holding]) -> set[str]:
    """How the audit and the trail may name a person's rows: "name 12", "card:3", a packet's id, a code."""
    said: set[str] = set()
    for holding in holdings:
        kind = holding.model.__name__.lower()
        words = {kind, _WORDS.get(kind, kind)}
        for row in holding.rows:
            said |= {f"{word}{between}{row.pk}" for word in words for between in (" ", ":")}
            said |= {str(getattr(row, name)) for name in ("packet_id", "summons_code") if hasattr(row, name)}
    return said


_WORDS = {"listname": "name"}
