"""S4-5: SMKN 5 Sungai Buluh and SMAN 9 Terentang Baru were not visited: power cuts and distance, by name."""

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.schools import actions
from jemput.office.schools.errors import NoReason
from jemput.office.schools.queries.progress import school_rows, unvisited
from tests.integration.office.outing import NOW, make_campaign, make_crew, make_regions
from tests.integration.office.school_cast import VISIT, go_to, make_school

pytestmark = [pytest.mark.acceptance("S4-5"), pytest.mark.django_db]

VILLAGES = (
    ("15.04.03.2019", "Sungai Buluh", -1.78, 103.29),
    ("15.04.04.2014", "Terentang Baru", -1.73, 103.12),
)


@pytest.fixture
def head() -> Client:
    make_regions(VILLAGES)
    visited = [make_school(f"SMAN {n}") for n in (1, 2)]
    smkn = make_school("SMKN 5", kind="smk")
    sman = make_school("SMAN 9", village="15.04.04.2014")
    crew = make_crew()
    go_to(visited, make_campaign([crew]), crew)
    told = {"started_at": NOW, "by": "dewi", "at": NOW}
    actions.note_obstacle(school=smkn, kind="power", cause="listrik padam dua hari", **told)  # type: ignore[arg-type]
    actions.note_obstacle(school=sman, kind="road", cause="jarak 60 km, jalan tanah", **told)  # type: ignore[arg-type]
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    return client


def test_the_two_unvisited_schools_are_named_with_what_stood_in_the_way(head: Client) -> None:
    found = {row.school.name: row.obstacle_words for row in unvisited(school_rows(on=VISIT))}
    assert found == {
        "SMAN 9": "Jalan atau jarak: jarak 60 km, jalan tanah",
        "SMKN 5": "Listrik padam: listrik padam dua hari",
    }
    page = head.get(reverse("schools:progress")).content.decode()
    for words in ("Sungai Buluh", "Terentang Baru", *found.values(), "2 dari 4 sekolah sasaran"):
        assert words in page


def test_an_obstacle_and_a_visit_are_noted_in_the_browser(head: Client) -> None:
    row = next(row for row in school_rows(on=VISIT) if row.school.name == "SMAN 9")
    form = {"kind": "weather", "cause": "banjir", "since": "2018-12-04"}
    head.post(reverse("schools:obstacle", args=[row.school.pk]), form)
    (found,) = (r for r in school_rows(on=VISIT) if r.school == row.school)
    assert "Cuaca: banjir" in found.obstacles
    told = {"on": "2019-01-10", "note": "BA 12/2019"}
    head.post(reverse("schools:visit", args=[row.school.pk]), told)
    assert [r.school.name for r in unvisited(school_rows(on=VISIT))] == ["SMKN 5"]


def test_neither_goes_without_a_word() -> None:
    make_regions()
    school = make_school()
    with pytest.raises(NoReason):
        actions.note_visit(school=school, on=VISIT, note=" ", by="s", at=NOW)
    with pytest.raises(NoReason):
        actions.note_obstacle(school=school, kind="road", cause="", started_at=NOW, by="s", at=NOW)
