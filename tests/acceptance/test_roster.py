"""The names everyone accounts for: candidates, the ministry's list, home visits, blocking."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jemput.kernel.nik import Nik, Sex
from jemput.kernel.regions import RegionCode
from jemput.kernel.statuses import NationalStatus
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Region
from jemput.office.residents import actions as residents
from jemput.office.residents.models import Resident
from jemput.office.roster import actions, queries
from jemput.office.roster.models import Finding, HomeVisit, ListName
from tests import cast
from tests.cast import BY

pytestmark = pytest.mark.django_db
HEAD = "NO;NIK;NAMA LENGKAP;TANGGAL LAHIR;JENIS KELAMIN;KODE WILAYAH\n"
TUTUYAN = "7110012001"


def candidate(number: int, born: date) -> actions.Candidate:
    nik = Nik(f"711001{born.day + 40:02d}{born:%m%y}{number:04d}")
    return actions.Candidate(f"PEMULA {'ABCDEFGH'[number]}", nik, born, Sex.FEMALE)


@pytest.mark.acceptance("S0-4")
def test_s0_4_a_village_proposes_candidates_and_the_dinas_verifies_them_before_the_visit() -> None:
    at, home = datetime(2018, 12, 5, 2, tzinfo=UTC), cast.village()
    offered = [
        actions.propose_candidate(candidate=candidate(n, date(2002, 1, n)), village=home, by="kasi", at=at)
        for n in (1, 2, 3)
    ]
    assert queries.due_by_village() == {}
    for name in offered[:2]:
        actions.verify_candidate(list_name=name, by=BY, at=at)
    actions.refuse_candidate(list_name=offered[2], because="sudah pindah", by=BY, at=at)
    assert queries.due_by_village() == {home.code: 2}


@pytest.mark.acceptance("S1-4")
def test_s1_4_each_name_of_the_ministry_s_list_is_answered_and_pemula_are_added(tmp_path: Path) -> None:
    at = datetime(2018, 10, 1, 2, tzinfo=UTC)
    init_kabupaten(code=RegionCode("71.10"), by=BY, at=at)
    path = tmp_path / "boltim.csv"
    names = [
        f"{n};711001{n:02d}0190{n:04d};WARGA {'ABCDE'[n - 1] * 3};{n:02d}-01-1990;L;{TUTUYAN}\n"
        for n in range(1, 6)
    ]
    path.write_text(HEAD + "".join(names))
    actions.import_list(path=path, source="Kemendagri", as_of=date(2018, 9, 1), by=BY, at=at)
    for name, kind in zip(
        ListName.objects.order_by("row_number"), ("present", "moved", "dead"), strict=False
    ):
        found = actions.propose_finding(
            list_name=name, kind=kind, evidence="kata Sangadi", by="sangadi", at=at
        )
        actions.accept_finding(finding=found, by=BY, at=at)
    pemula = candidate(1, date(2002, 1, 1))
    home = Region.objects.get(code=RegionCode(TUTUYAN))
    actions.verify_candidate(
        list_name=actions.propose_candidate(candidate=pemula, village=home, by="sangadi", at=at), by=BY, at=at
    )
    kinds = Counter(str(vars(name)["finding_kind"]) for name in queries.names())
    assert kinds == {"present": 1, "moved": 1, "dead": 1, "None": 3}
    assert queries.due_by_village() == {home.code: 4} and Finding.objects.count() == 3


@pytest.mark.acceptance("S3-4")
def test_s3_4_the_old_the_sick_the_disabled_and_the_mentally_ill_are_visited_at_home() -> None:
    at, home = datetime(2018, 12, 27, 2, tzinfo=UTC), cast.village("35.03.11.1005", "Kelutan")
    for n, category in enumerate(("elderly", "sick", "disabled", "mental"), 1):
        offered = actions.propose_candidate(
            candidate=candidate(n, date(1950, 1, n)), village=home, by="rt", at=at
        )
        actions.flag_home_visit(list_name=offered, category=category, by="rt", at=at)
    assert ListName.objects.filter(home_visit=True).count() == 4
    assert set(HomeVisit.objects.values_list("category", flat=True)) == {
        "elderly",
        "sick",
        "disabled",
        "mental",
    }


@pytest.mark.acceptance("S3-5")
def test_s3_5_unrecorded_adults_are_blocked_after_31_12_2018_and_active_again_on_recording() -> None:
    cut_off, blocked_at = date(2018, 12, 31), datetime(2019, 1, 1, 1, tzinfo=UTC)
    adult, young = cast.resident(1, born=date(1995, 12, 31)), cast.resident(2, born=date(1996, 1, 1))
    (row,) = residents.block_unrecorded(cut_off=cut_off, by=BY, at=blocked_at)
    assert (row.resident, adult.is_blocked, young.is_blocked) == (adult, True, False)
    recorded_at = datetime(2019, 2, 11, 3, tzinfo=UTC)
    word = residents.StatusWord(adult.nik, NationalStatus.BIO_CAPTURED, recorded_at)
    residents.add_statuses(words=[word], source="pusat", by=BY, at=recorded_at)
    row.refresh_from_db()
    assert not adult.is_blocked and (row.blocked_at, row.reactivated_at) == (blocked_at, recorded_at)


@pytest.mark.acceptance("S4-2")
def test_s4_2_the_potential_begins_at_sixteen() -> None:
    day = date(2018, 12, 5)
    sixteen = cast.resident(1, born=date(2002, 12, 5))
    cast.resident(2, born=date(2002, 12, 6))
    assert list(Resident.objects.may_be_recorded(day)) == [sixteen]
    assert not Resident.objects.must_have_card(day)
