"""Writers of SQLite wait in the order in which they came, and nobody keeps the turn by failing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import Error, connection, connections

from jemput.node.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "CREATE TABLE note (n INTEGER PRIMARY KEY)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "turns.sqlite3"


def _opened(file: Path) -> DatabaseWrapper:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    return DatabaseWrapper({**connection.settings_dict, "NAME": str(file)}, alias="turns")


def _write(one: DatabaseWrapper, number: int) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        one.cursor().execute("INSERT INTO note VALUES (%s)", [number])
        one.commit()
    except Error:
        one.rollback()
        raise
    finally:
        one.set_autocommit(True)


def test_every_writer_gets_its_turn(file: Path) -> None:
    _opened(file).cursor().execute(TABLE)

    def writer(first: int) -> None:
        one = _opened(file)
        for number in range(first, first + 20):
            _write(one, number)
        one.close()

    threads = [threading.Thread(target=writer, args=(start,)) for start in range(0, 100, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert _opened(file).cursor().execute("SELECT count(*) FROM note").fetchone() == (100,)


def test_a_refused_write_ends_its_turn(file: Path) -> None:
    first, second = _opened(file), _opened(file)
    first.cursor().execute(TABLE)
    _write(first, 1)
    with pytest.raises(Error):
        _write(first, 1)
    _write(second, 2)


def test_whoever_goes_away_in_the_middle_ends_its_turn(file: Path) -> None:
    first, second = _opened(file), _opened(file)
    first.cursor().execute(TABLE)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    first._close()
    _write(second, 1)


def test_the_programs_themselves_wait_so() -> None:
    assert connection.vendor != "sqlite" or isinstance(connections["default"], DatabaseWrapper)
