"""Many names written at once: one prepared statement instead of an object and a clause for each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection, models

from jemput.office.roster.list_rows import NameRow
from jemput.office.roster.models import ListImport, ListName

CACHE_KILOBYTES = 200_000
"""SQLite keeps 2 MB unless told: the indexes of 300,000 names do not fit, and each row reads them anew."""
_JSON = ("raw", "doubts", "evidence")


def write_names(list_import: ListImport, rows: Iterable[NameRow]) -> None:
    """Write the names of a list; a name that is known keeps its row, which notes the newer list.

    The caller holds the transaction.
    """
    candidate = list_import.kind == ListImport.Kind.CANDIDATES
    standing = ListName.Standing.PROPOSED if candidate else ListName.Standing.LISTED
    told = {"list_import_id": list_import.pk, "last_import_id": list_import.pk, "standing": standing.value}
    statement, names, defaults = _statement()
    common = {**defaults, **told}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
        cursor.executemany(statement, [_values(names, common, row) for row in rows])


def _values(names: tuple[str, ...], common: dict[str, Any], row: NameRow) -> list[Any]:
    found = {**common, **row.fields, "row_number": row.number}
    for name in _JSON:
        value = found[name]
        if not isinstance(value, str):
            found[name] = json.dumps(value, ensure_ascii=False) if value else "[]"
    return [found[name] for name in names]


@cache
def _statement() -> tuple[str, tuple[str, ...], dict[str, Any]]:
    """The statement, the fields in its order, and what each is where a list does not say it."""
    meta, quote = ListName._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    last = quote("last_import_id")
    # Table and columns are the model's own; every value is a parameter.
    statement = (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))}) "  # noqa: S608
        f"ON CONFLICT ({quote('match_key')}) DO UPDATE SET {last} = excluded.{last}"
    )
    names = tuple(str(field.attname) for field in fields)
    return statement, names, {str(field.attname): _default(field) for field in fields}


def _default(field: models.Field[object, object]) -> object:
    found = field.get_default()
    return found.value if isinstance(found, models.TextChoices) else found
