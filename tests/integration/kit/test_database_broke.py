"""Damage that a running kit meets in the middle of a request: a page that says what is not lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client, RequestFactory

from jemput.kit.config import safety
from jemput.kit.door.examining import CHECKED

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the connection that met the damage was given up; the test's own stays."""
    times: list[bool] = []
    monkeypatch.setattr(safety, "connection", SimpleNamespace(close=lambda: times.append(True)))
    return times


@pytest.mark.parametrize("words", ["database disk image is malformed", "file is not a database"])
def test_damage_is_explained_and_looked_into_at_the_next_start(
    client: Client, monkeypatch: pytest.MonkeyPatch, closed: list[bool], words: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError(words)

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    (settings.JEMPUT.packets_dir / "kit").mkdir(parents=True)
    (settings.JEMPUT.packets_dir / "kit" / "one.jemput").write_bytes(bytes(2_500_000))
    (settings.JEMPUT.data_dir / CHECKED).touch()
    answer = client.get("/checkin/")
    assert answer.status_code == 500 and "T602" in answer.content.decode() and closed == [True]
    assert "1 paket tersegel (2,5 MB)" in answer.content.decode()
    assert not (settings.JEMPUT.data_dir / CHECKED).exists()


def test_any_other_error_stays_what_it_was() -> None:
    assert not safety.is_damage(DatabaseError("UNIQUE constraint failed"))
    assert not safety.is_damage(ValueError("malformed"))
    assert safety.broken(RequestFactory().get("/")).status_code == 500
