"""The files beside a kit's database: the log of changes told torn from damaged, the log of seals."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kit.door import sealed_log
from jemput.kit.door.examining import Kind, examine
from jemput.kit.door.wal import FRAME_HEADER, HEADER, hides_commits
from jemput.node.settings import read
from jemput.packet.vault import Vault

PAGE, COMMITS = 512, 6
FRAME = FRAME_HEADER + PAGE


@cache
def log_of(commits: int) -> bytes:
    """What SQLite itself writes: so many transactions of one page each after the table was made."""
    with TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "a")) as database:
        database.execute(f"PRAGMA page_size={PAGE}")
        database.executescript("CREATE TABLE t (x); INSERT INTO t VALUES (0);")
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;")
        for number in range(commits):
            database.execute("UPDATE t SET x = ?", (number + 1,))
            database.commit()
        return (Path(folder) / "a-wal").read_bytes()


def frames(log: bytes) -> int:
    return (len(log) - HEADER) // FRAME


def test_a_whole_log_hides_nothing() -> None:
    assert frames(log_of(COMMITS)) == COMMITS and not hides_commits(log_of(COMMITS))


@given(st.integers(0, HEADER + COMMITS * FRAME))
def test_a_log_cut_anywhere_is_a_power_cut(place: int) -> None:
    assert not hides_commits(log_of(COMMITS)[:place])


@given(st.integers(HEADER, HEADER + (COMMITS - 2) * FRAME - 1), st.integers(1, 255))
def test_a_byte_changed_before_the_last_transactions_is_damage(place: int, change: int) -> None:
    log = bytearray(log_of(COMMITS))
    log[place] ^= change
    assert hides_commits(bytes(log))


@given(st.integers((COMMITS - 1) * FRAME + HEADER, COMMITS * FRAME + HEADER - 1), st.integers(1, 255))
def test_a_change_in_the_last_transaction_may_be_a_power_cut(place: int, change: int) -> None:
    log = bytearray(log_of(COMMITS))
    log[place] ^= change
    assert not hides_commits(bytes(log))


def test_frames_of_an_earlier_generation_count_for_nothing() -> None:
    """SQLite begins a log anew at its front and leaves the old frames behind."""
    old, new = log_of(COMMITS), log_of(2)
    assert not hides_commits(new + old[len(new) :])


@given(st.binary(max_size=3000))
def test_anything_at_all_can_be_looked_at(content: bytes) -> None:
    assert hides_commits(content) is (len(content) > HEADER + FRAME_HEADER)


@pytest.mark.parametrize("size", [0, 1, 3, 2**31])
def test_a_page_size_that_cannot_be_is_damage(size: int) -> None:
    log = log_of(COMMITS)
    assert hides_commits(log[:8] + struct.pack(">I", size) + log[12:])


def seal(place: int) -> sealed_log.Sealed:
    return sealed_log.Sealed(place, f"p{place}", "m", "s", 5)


def test_a_torn_line_of_the_log_of_seals_hides_no_other(tmp_path: Path) -> None:
    sealed_log.append(tmp_path, seal(1))
    with (tmp_path / sealed_log.NAME).open("ab") as file:
        file.write(b'{"sequence": 2, "pack')
    sealed_log.append(tmp_path, seal(3))
    assert sealed_log.read(tmp_path) == {1: seal(1), 3: seal(3)}


def test_of_two_seals_at_one_place_the_later_counts(tmp_path: Path) -> None:
    again = sealed_log.Sealed(1, "another", "m", "s", 5)
    for one in (seal(1), again):
        sealed_log.append(tmp_path, one)
    assert sealed_log.read(tmp_path) == {1: again}


@given(st.binary(max_size=400))
def test_garbage_in_the_log_of_seals_is_no_seal(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / sealed_log.NAME).write_bytes(content)
        assert sealed_log.read(Path(folder)) == {}


def test_a_kit_that_was_never_used_is_not_damaged(tmp_path: Path) -> None:
    node = replace(read("kit", {}), data_dir=tmp_path)
    assert examine(node, Vault(tmp_path / "vault.json", bytes(32)), at=0) is None
    (tmp_path / sealed_log.NAME).touch()
    found = examine(node, Vault(tmp_path / "vault.json", bytes(32)), at=0)
    assert found is not None and found.kind is Kind.MISSING and found.beside.packets == 0
