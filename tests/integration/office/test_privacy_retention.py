"""Terms people can read, the night's deletion, holds; all by a clock that is handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jemput.node.ledger.models import Access, Entry
from jemput.node.ledger.reading import Reading, note_read
from jemput.office.privacy.actions.retaining import delete_due, delete_nightly, hold, lift, set_term
from jemput.office.privacy.errors import BadTerm, StillHeld, Unexplained
from jemput.office.privacy.models import PersonRequest, RetentionRun
from jemput.office.privacy.queries.terms import days_of, due_now
from jemput.office.privacy.retention import FINDERS
from jemput.office.privacy.rules import DUTY, TERMS, allowed, due_at, hours_and_minutes, nearness
from jemput.office.roster.actions import propose_finding
from jemput.office.roster.models import Finding, ListImport, ListName, RejectedRow
from tests.integration.office.outing import make_names, make_regions
from tests.integration.office.planted import client_of

NIGHT = datetime(2022, 3, 1, 20, 30, tzinfo=UTC)
"""03.30 in the morning of 2 March in Jakarta."""

MOMENTS = st.datetimes(min_value=datetime(2018, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def ago(days: int) -> datetime:
    return NIGHT - timedelta(days=days)


@given(MOMENTS, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=6)))
def test_a_duty_is_late_from_its_very_moment(since: datetime, passed: timedelta) -> None:
    pressing = nearness(due_at(since), since + passed)
    assert (pressing == "late") == (passed >= DUTY)
    assert (pressing == "far") == (passed < DUTY - timedelta(hours=24))


@given(MOMENTS, MOMENTS)
def test_what_is_left_is_told_in_hours_and_minutes(due: datetime, now: datetime) -> None:
    hours, minutes = hours_and_minutes(due, now)
    left = abs(due - now) - timedelta(hours=hours, minutes=minutes)
    assert 0 <= minutes < 60 and timedelta(0) <= left < timedelta(minutes=1)


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS.keys())
def test_every_term_is_sound_and_has_its_finder(term: Any) -> None:
    assert allowed(term, term.days) and term.key in FINDERS
    assert not allowed(term, term.shortest - 1) and not allowed(term, term.longest + 1)


@pytest.fixture
def old(db: None, settings: Any, tmp_path: Path) -> list[ListName]:
    """Two names of a list of 2018, with a file, rejects, an attachment, readings and a request."""
    settings.JEMPUT = replace(settings.JEMPUT, data_dir=tmp_path)
    make_regions()
    names = make_names(2)
    found = ListImport.objects.get()
    (tmp_path / "uploads").mkdir()
    for name in ("uploads/daftar.xlsx", "surat.jpg", "PD.zip"):
        (tmp_path / name).write_bytes(b"isi")
    ListImport.objects.update(stored_file="uploads/daftar.xlsx")
    for row, closed in ((1, "eko"), (2, "")):
        RejectedRow.objects.create(
            list_import=found, row_number=row, cells={"nik": names[row - 1].nik}, reasons=[],
            dismissed_by=closed,
        )  # fmt: skip
    finding = propose_finding(list_name=names[0], kind="dead", evidence="akta", by="kades", at=ago(800))
    Finding.objects.filter(pk=finding.pk).update(attachment="surat.jpg", state="accepted")
    for name in names:
        note_read(kind=Reading.NIK, subject="x", by="sari", at=ago(2000), nik=name.nik, reason="loket")
    PersonRequest.objects.create(
        number="PD-1", nik=names[0].nik, name="A", asked_by="A", proof="card", asked_at=ago(60),
        due_at=ago(57), taken_by="x", state="closed", delivered_at=ago(58), copy_file="PD.zip",
    )  # fmt: skip
    return names


@pytest.mark.django_db
def test_what_is_due_goes_and_the_rest_stays(
    old: list[ListName], tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    assert sum(one.rows.count() for dues in due_now(NIGHT).values() for one in dues) == 6
    with django_capture_on_commit_callbacks(execute=True):
        run = delete_due(at=NIGHT)
    told = {"list_files": 1, "rejected_rows": 1, "evidence": 1, "read_trail": 2, "exports": 1}
    assert {key: count for key, count in run.counts.items() if count} == told
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert RejectedRow.objects.get().row_number == 2 and Finding.objects.get().attachment == ""
    assert Entry.objects.get(action="retention.deleted").details == run.counts
    assert sum(delete_due(at=NIGHT).counts.values()) == 0


@pytest.mark.django_db
def test_a_held_person_loses_nothing(old: list[ListName], tmp_path: Path) -> None:
    kept = hold(nik=old[0].nik, because="perkara 12/2022", by="dpo", at=NIGHT)
    counts = delete_due(at=NIGHT).counts
    assert counts["read_trail"] == 1 and Access.objects.get().nik == old[0].nik
    assert counts["list_files"] == counts["evidence"] == counts["exports"] == counts["rejected_rows"] == 0
    lift(held=kept, by="dpo", at=NIGHT)
    with pytest.raises(StillHeld):
        lift(held=kept, by="dpo", at=NIGHT)
    assert delete_due(at=NIGHT).counts["evidence"] == 1


@pytest.mark.django_db
def test_a_held_kind_stays_whole(old: list[ListName]) -> None:
    hold(key="read_trail", because="pemeriksaan", by="dpo", at=NIGHT)
    counts = delete_due(at=NIGHT).counts
    assert "read_trail" not in counts and counts["evidence"] == 1 and Access.objects.count() == 2


@pytest.mark.django_db
def test_refused_candidates_go_unless_something_stands_on_them(old: list[ListName]) -> None:
    ListName.objects.update(standing="refused", decided_at=ago(400))
    ListName.objects.filter(pk=old[1].pk).update(double_of=old[0].pk)
    assert delete_due(at=NIGHT).counts["closed_candidates"] == 1
    assert list(ListName.objects.all()) == [old[0]]


@pytest.mark.django_db
def test_a_term_is_changed_by_the_head_with_a_reason(old: list[ListName]) -> None:
    told = {"key": "read_trail", "by": "kepala", "at": NIGHT}
    for days, because, error in ((30, "hemat", BadTerm), (3000, "  ", Unexplained)):
        with pytest.raises(error):
            set_term(**told, days=days, because=because)
    set_term(**told, days=3000, because="permintaan inspektorat")
    assert days_of("read_trail") == 3000 and delete_due(at=NIGHT).counts["read_trail"] == 0
    assert Entry.objects.get(action="retention.term_set").details["from"] == 1825


@pytest.mark.django_db
def test_once_a_night_and_not_by_day() -> None:
    assert delete_nightly(NIGHT.replace(hour=17)) is None  # midnight in Jakarta: not yet
    assert delete_nightly(NIGHT) is not None and delete_nightly(NIGHT + timedelta(hours=3)) is None
    assert delete_nightly(NIGHT + timedelta(days=3)) is not None
    assert RetentionRun.objects.count() == 2


@pytest.mark.django_db
def test_the_pages_show_change_and_hold(old: list[ListName]) -> None:
    head, officer = client_of("head"), client_of("privacy")
    assert "Foto dan lampiran temuan" in officer.get(reverse("privacy:retention")).content.decode()
    assert "surat.jpg" not in officer.get(reverse("privacy:tonight")).content.decode()
    change = {"days": 400, "because": "sesuai JRA"}
    assert officer.post(reverse("privacy:term", args=["reports"]), change).status_code == 403
    head.post(reverse("privacy:term", args=["reports"]), change)
    assert days_of("reports") == 400
    officer.post(reverse("privacy:hold"), {"key": "", "nik": old[0].nik, "because": "perkara"})
    assert "perkara" in officer.get(reverse("privacy:retention")).content.decode()
