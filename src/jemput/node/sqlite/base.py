"""Django's SQLite backend, whose transactions wait for their turn in the order in which they came.

SQLite lets one write at a time and makes the others ask again and again, ever more seldom: with a few
deliveries at once and a worker beside, one of them waits for a second while others overtake it. The kernel's
lock on a file beside the database wakes whoever came first, and a killed process lets go of it.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from django.db.backends.sqlite3 import base as stock

if sys.platform != "win32":
    import fcntl
else:
    fcntl = None


class DatabaseWrapper(stock.DatabaseWrapper):
    """SQLite in which nobody is overtaken; elsewhere than on POSIX, and in memory, it is the stock one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._end_turn()

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]  # the stubs leave it out
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None

    def _wait_for_turn(self) -> None:
        if fcntl is None or self.is_in_memory_db():
            return
        if self._queue is None:
            name = f"{self.settings_dict['NAME']}-queue"
            self._queue = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._queue, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        if fcntl is not None and self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_UN)
