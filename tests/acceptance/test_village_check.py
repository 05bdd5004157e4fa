"""The village's part: candidates before a visit, each name answered, all villages by December, few eyes."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jemput.kernel.nik import Nik, Sex
from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.node.ledger.models import Access, Entry
from jemput.node.ledger.reading import Reading
from jemput.office.portal.progress import progress
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Home
from jemput.office.regions.queries import villages
from jemput.office.roster import actions, findings_queries, queries
from jemput.office.roster.errors import NotNow
from jemput.office.roster.models import Finding, HomeVisit, ListImport, ListName
from jemput.office.roster.rules import match_key
from jemput.office.trips.models import Campaign, Crew, Kit, Place, Stop, Trip
from tests import cast
from tests.cast import BY

pytestmark = pytest.mark.django_db
AT = datetime(2018, 11, 5, 2, tzinfo=UTC)


def candidate(number: int, born: date, name: str = "PEMULA") -> actions.Candidate:
    nik = Nik(f"711001{born.day + 40:02d}{born:%m%y}{number:04d}")
    return actions.Candidate(f"{name} {'ABCDEFGHIJ'[number]}", nik, born, Sex.FEMALE)


def listed(count: int, code: str = "15.04.03.2019") -> list[ListName]:
    brought, _ = ListImport.objects.get_or_create(
        source="Pusat", as_of=date(2018, 10, 1), state="imported", defaults={"by": BY, "at": AT}
    )
    home, first = cast.village(code, f"Desa {code[-4:]}"), ListName.objects.count()
    return [
        ListName.objects.create(
            list_import=brought,
            last_import=brought,
            row_number=n,
            name=f"WARGA {n}",
            village=home,
            match_key=match_key("", f"WARGA {n}", date(1980, 1, 1), code),
            birth_date=date(1980, 1, 1),
        )
        for n in range(first, first + count)
    ]


def visit(code: str, day: date, state: str) -> Stop:
    kit, _ = Kit.objects.get_or_create(name="Kit 1")
    crew, _ = Crew.objects.get_or_create(name="Tim A", defaults={"kit": kit})
    campaign, _ = Campaign.objects.get_or_create(
        name="Akhir tahun", defaults={"first_day": AT.date(), "deadline": date(2018, 12, 31)}
    )
    hall, _ = Place.objects.get_or_create(village_id=code, kind="village_office", name=f"Kantor {code}")
    trip = Trip.objects.create(
        number=Trip.objects.count() + 1, campaign=campaign, crew=crew, kit=kit, day=day, state=state
    )
    return Stop.objects.create(trip=trip, place=hall, position=1)


@pytest.mark.acceptance("S0-4")
def test_s0_4_a_list_is_judged_before_the_visit_and_comes_back_with_reasons() -> None:
    home, day = cast.village(), date(2018, 11, 20)
    soon = candidate(4, date(2002, 11, 18))  # Sixteen on the visit's day, not yet today.
    sent = [
        actions.propose_candidate(candidate=one, village=home, by="kasi", at=AT, visit_on=day)
        for one in (candidate(1, date(2002, 1, 1)), candidate(2, date(2002, 2, 1)), soon)
    ]
    actions.verify_candidate(list_name=sent[0], by=BY, at=AT)
    actions.return_candidate(list_name=sent[1], because="Nama tidak sama dengan KK", by=BY, at=AT)
    assert (queries.due_by_village(), queries.open_candidates().count()) == ({home.code: 1}, 2)
    mended = candidate(2, date(2002, 2, 1), "PEMULA NINGSIH")
    actions.mend_candidate(list_name=sent[1], candidate=mended, village=home, by="kasi", at=AT)
    for name in sent[1:]:
        actions.verify_candidate(list_name=name, by=BY, at=AT)
    steps = [(step.event, step.note) for step in sent[1].candidate_steps.all()]
    assert steps == [
        ("submit", ""), ("return", "Nama tidak sama dengan KK"), ("submit", ""), ("verify", ""),
    ]  # fmt: skip
    assert queries.due_by_village() == {home.code: 3}
    with pytest.raises(NotNow):
        actions.mend_candidate(list_name=sent[1], candidate=mended, village=home, by="kasi", at=AT)


@pytest.mark.acceptance("S1-4")
def test_s1_4_each_name_is_present_moved_or_dead_and_new_pemula_are_added() -> None:
    names, home = listed(10), cast.village()
    said = ["present"] * 5 + ["moved"] * 2 + ["dead", "unknown"]
    for name, kind in zip(names, said, strict=False):
        actions.propose_finding(list_name=name, kind=kind, evidence="kata Sangadi", by="sangadi", at=AT)
    waiting = {one.kind: one for one in findings_queries.waiting_kinds(home.code)}
    assert {kind: one.count for kind, one in waiting.items()} == Counter(said)
    for kind, one in waiting.items():
        actions.accept_village(village=home.code, kind=kind, until=one.last, by=BY, at=AT)
    for n in (1, 2):
        new = actions.propose_candidate(
            candidate=candidate(n, date(2002, 1, n)), village=home, by="sangadi", at=AT
        )
        actions.verify_candidate(list_name=new, by=BY, at=AT)
    # 10 listed, less 2 moved and 1 dead, plus 2 pemula; the unknown one and the unanswered one stay due.
    assert queries.due_by_village() == {home.code: 9}
    assert ListName.objects.accountable().unanswered().filter(standing="listed").count() == 1
    letter = actions.draft_letter(by=BY, at=AT)
    assert Counter(line.kind for line in letter.lines.all()) == {"moved": 2, "dead": 1, "unknown": 1}


@pytest.mark.acceptance("S1-5")
def test_s1_5_all_villages_by_december_and_what_is_left() -> None:
    init_kabupaten(code=RegionCode("71.10"), by=BY, at=AT)
    codes = list(villages().values_list("code", flat=True))
    for n, code in enumerate(codes[:40]):
        visit(code, date(2018, 9, 1) + timedelta(days=n), "done")
    for n, code in enumerate(codes[40:70]):
        visit(code, date(2018, 11, 20) + timedelta(days=n), "approved")
    visit(codes[70], date(2019, 1, 9), "approved")
    visit(codes[71], date(2018, 12, 28), "draft")
    for name in [*listed(3, codes[0]), *listed(3, codes[70])][:4]:
        actions.propose_finding(list_name=name, kind="present", by="sangadi", at=AT)
    found = progress(on=AT.date(), deadline=date(2018, 12, 31))
    assert len(found.villages) == 81
    assert {state: found.count(state) for state in ("visited", "planned", "left")} == {
        "visited": 40, "planned": 30, "left": 11,
    }  # fmt: skip
    # One after the deadline and one that is only drafted are left, like those nobody has planned.
    assert [one.pk for one in found.left] == codes[70:]
    assert (found.names, found.unanswered) == (6, 2)
    assert [one.pk for one in found.villages if one.unanswered] == [codes[70]]


@pytest.mark.acceptance("S3-4")
def test_s3_4_why_somebody_is_visited_is_read_by_few_and_every_reading_is_kept(client: Client) -> None:
    (name,) = listed(1)
    actions.flag_home_visit(list_name=name, category="mental", by="rt", at=AT)
    Home.objects.get_or_create(pk=1, defaults={"kabupaten_id": "15.04"})
    address = reverse("roster:home-visit-reason", args=[name.pk])
    word = str(HomeVisit.Category.MENTAL.label)
    for role, status in (("planner", 403), ("verifier", 200)):
        user = add_account(username=role, password="rahasia-sekali", role=role, full_name=role, by=BY, at=AT)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        plain = client.get(reverse("roster:name", args=[name.pk])).content.decode()
        assert f"<strong>{word.capitalize()}" not in plain
        answer = client.post(address)
        assert answer.status_code == status and (word.capitalize() in answer.content.decode()) == (
            status == 200
        )
    read = [row for row in Access.objects.filter(kind=Reading.VISIT) if row.subject == f"name {name.pk}"]
    assert "verifier" in {row.by for row in read} and "mental" not in str([vars(row) for row in read])
    assert not Entry.objects.filter(details__icontains="mental").exists()
    assert Finding.objects.count() == 0
