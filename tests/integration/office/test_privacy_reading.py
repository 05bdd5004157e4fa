"""The access trail itself: kept as told, never changed, not deleted within a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jemput.node.ledger.models import Access
from jemput.node.ledger.reading import Reading, note_read, note_reads

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2019, 3, 1, 8, tzinfo=UTC)


def test_a_reading_says_who_when_whom_why() -> None:
    """What was told is what stands there."""
    note_read(
        kind=Reading.NIK, subject="resident 1", by="sari", at=LONG_AGO, nik="6106010101000001", reason="loket"
    )
    row = Access.objects.get()
    assert (row.by, row.nik, row.reason, row.at, row.rows) == (
        "sari", "6106010101000001", "loket", LONG_AGO, 1,
    )  # fmt: skip


def test_many_readings_at_once() -> None:
    """A sheet of people is one reading of each."""
    people = [(f"61060101010000{n:02}", f"name {n}") for n in range(30)]
    assert note_reads(kind=Reading.VISIT, people=people, by="joko", at=LONG_AGO) == 30
    assert set(Access.objects.values_list("nik", flat=True)) == {nik for nik, _ in people}


def test_a_reading_is_never_changed() -> None:
    """The database itself refuses."""
    row = note_read(kind=Reading.NIK, subject="resident 1", by="sari", at=LONG_AGO)
    with pytest.raises(DatabaseError), transaction.atomic():
        Access.objects.filter(pk=row.pk).update(by="other")


@pytest.mark.parametrize(("days", "kept"), [(364, True), (366, False)])
def test_a_reading_is_kept_for_a_year(days: int, kept: bool) -> None:
    """Younger ones cannot be deleted by anybody; older ones can, by the retention job."""
    row = note_read(
        kind=Reading.NIK, subject="resident 1", by="sari", at=timezone.now() - timedelta(days=days)
    )
    if kept:
        with pytest.raises(DatabaseError), transaction.atomic():
            Access.objects.filter(pk=row.pk).delete()
    else:
        Access.objects.filter(pk=row.pk).delete()
    assert Access.objects.filter(pk=row.pk).exists() is kept
