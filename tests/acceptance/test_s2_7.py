"""S2-7: ranked by unrecorded: Putussibau Selatan (over 1,000), Kalis, Silat Hilir; and remote hamlets."""

import pytest

from jemput.office.coverage.actions import refresh
from jemput.office.coverage.queries import counts
from jemput.office.trips.actions.places import PlaceForm, expect_at, put_place
from jemput.office.trips.queries.due import count_due
from jemput.office.trips.rules import rank_by_unrecorded
from tests.integration.office.outing import NOW, make_names, make_regions, office_of

pytestmark = pytest.mark.acceptance("S2-7")

PUTUSSIBAU_SELATAN, KALIS, SILAT_HILIR, BADAU = "61.06.17", "61.06.10", "61.06.02", "61.06.06"


def test_the_ranking_of_the_article() -> None:
    unrecorded = {BADAU: 520, SILAT_HILIR: 874, PUTUSSIBAU_SELATAN: 1_084, KALIS: 912}
    ranked = rank_by_unrecorded(unrecorded)
    assert [code for code, _ in ranked[:3]] == [PUTUSSIBAU_SELATAN, KALIS, SILAT_HILIR]
    assert ranked[0][1] > 1_000


@pytest.mark.django_db
def test_home_ranks_by_what_the_list_still_holds() -> None:
    codes = [(f"{code}.2001", code, 0.8, 112.9) for code in (PUTUSSIBAU_SELATAN, KALIS, SILAT_HILIR)]
    make_regions(codes)
    for n, (code, people) in enumerate(zip(codes, (9, 7, 4), strict=True)):
        make_names(people, village=code[0], first=100 * (n + 1))
    refresh(at=NOW)
    assert counts.top_kecamatan() == [PUTUSSIBAU_SELATAN, KALIS, SILAT_HILIR]
    assert [bar.value for bar in counts.most_unrecorded()] == [9, 7, 4]


@pytest.mark.django_db
def test_a_remote_hamlet_is_planned_as_a_place_of_its_own() -> None:
    village = f"{PUTUSSIBAU_SELATAN}.2001"
    make_regions([(village, "Desa", 0.8, 112.9)])
    names, office = make_names(5, village=village), office_of(village)
    form = PlaceForm(kind="hamlet", name="Dusun hulu", lat=1.1, lng=113.4, remote_minutes=240)
    hamlet = put_place(village_code=village, form=form, by="sari", at=NOW)
    expect_at(place=hamlet, list_names=names[:2], by="sari", at=NOW)
    due = count_due()
    assert due[str(hamlet.pk)]["session"] == 2 and due[str(office.pk)]["session"] == 3
