"""Database backend: Django's own sqlite3 one, opened with a raw 32-byte key through SQLCipher."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database  # noqa: N812 (the name Django asks for)

from jemput.node.sqlite import base as queued


def _teach_types() -> None:
    """Teach SQLCipher's module what Django teaches the standard one."""
    Database.register_converter("bool", b"1".__eq__)
    Database.register_converter("date", stock.decoder(parse_date))
    Database.register_converter("time", stock.decoder(parse_time))
    Database.register_converter("datetime", stock.decoder(parse_datetime))
    Database.register_converter("timestamp", stock.decoder(parse_datetime))
    Database.register_adapter(Decimal, str)


_teach_types()


class CipherCursor(Database.Cursor):  # type: ignore[misc]
    """A cursor that takes Django's %s placeholders."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        param_names = list(params) if hasattr(params, "keys") else None
        return super().execute(self.convert_query(query, param_names=param_names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for many rows."""
        rows = list(param_list)
        param_names = list(rows[0]) if rows and hasattr(rows[0], "keys") else None
        return super().executemany(self.convert_query(query, param_names=param_names), rows)

    convert_query = stock.SQLiteCursorWrapper.convert_query


class DatabaseWrapper(queued.DatabaseWrapper):
    """SQLite with SQLCipher underneath; OPTIONS["key"] is the raw key as 64 hex digits."""

    Database = Database
    init_commands: list[str]

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open, hand over the key before anything is read, then set up as Django does."""
        params = dict(conn_params)
        key = params.pop("key")
        conn = Database.connect(**params)
        conn.execute(f"PRAGMA key = \"x'{bytes.fromhex(key).hex()}'\"")
        register_functions(conn)
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA legacy_alter_table = OFF")
        # Django keeps OPTIONS["init_command"] here: without it there is no WAL, and a power cut loses a row.
        for command in self.init_commands:
            if command.strip():
                conn.execute(command)
        return conn

    def create_cursor(self, name: str | None = None) -> CipherCursor:
        """A cursor on the encrypted database."""
        return cast(CipherCursor, self.connection.cursor(factory=CipherCursor))
