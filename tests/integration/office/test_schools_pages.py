"""Every page of schools answers; files come in through the browser; encounters count by themselves."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jemput.kernel.nik import Sex
from jemput.node.accounts.models import User
from jemput.node.ledger.models import Access
from jemput.office.encounters.actions import hear_status, record_encounter
from jemput.office.residents.models import Resident
from jemput.office.schools import actions, jobs
from jemput.office.schools.models import Pupil, School, SchoolImport
from jemput.office.schools.queries.standings import pupil_rows
from jemput.office.schools.rules import Standing
from jemput.office.trips.models import Campaign
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    make_campaign,
    make_crew,
    make_regions,
)
from tests.integration.office.school_cast import (
    VISIT,
    bring_roster,
    make_school,
    pupil_of_register,
    roster_row,
    write_csv,
)
from tests.integration.office.test_encounters_intake import manifest
from tests.unit.packet.making import RATNA

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions() -> None:
    make_regions()


def person(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(username=role, password="x", role=role))
    return client


@pytest.fixture
def school(tmp_path: Path) -> School:
    found = make_school()
    people = [pupil_of_register(n) for n in (1, 2, 3)]
    rows = [roster_row(p, found.name) for p in people]
    rows += [{**rows[0], "NAMA SISWA": "ZULKARNAIN LUBIS"}, {**rows[0], "NIK": "12"}]
    bring_roster(tmp_path, rows)
    return found


def test_every_page_answers(school: School) -> None:
    slb = make_school("SLBN Batanghari", kind="slb")
    actions.invite(organization="UPTD", kecamatan=None, by="x", at=NOW)
    found, reject = SchoolImport.objects.get(), SchoolImport.objects.get().rejects.get()
    pages = [
        reverse(f"schools:{name}")
        for name in (
            "progress",
            "map.json",
            "new",
            "imports",
            "upload",
            "ask",
            "plan",
            "partners",
            "propose",
            "care",
        )
    ]
    pages += [
        reverse(f"schools:{name}", args=[school.pk]) for name in ("school", "edit", "visit", "obstacle")
    ]
    pages += [reverse("schools:school", args=[slb.pk]), reverse("schools:reject", args=[reject.pk])]
    pages += [reverse(f"schools:{name}", args=[found.pk]) for name in ("import", "import-progress")]
    pages += [reverse("schools:pupil", args=[pupil.pk]) for pupil in Pupil.objects.all()]
    pages += [reverse("schools:blank", args=[kind]) for kind in ("roster", "register")]
    head = person("head")
    for page in pages:
        assert head.get(page).status_code == 200, page
    assert head.get(reverse("schools:blank", args=["x"])).status_code == 404


def test_nothing_shows_a_whole_nik(school: School) -> None:
    head = person("head")
    niks = list(Resident.objects.values_list("nik", flat=True))
    pages = [reverse("schools:school", args=[school.pk]), reverse("schools:ask")]
    pages += [reverse("schools:pupil", args=[p.pk]) for p in Pupil.objects.all()]
    pages += [reverse("schools:import", args=[SchoolImport.objects.get().pk])]
    for page in pages:
        text = head.get(page).content.decode()
        assert not [nik for nik in niks if nik in text], page


def test_a_roster_comes_in_by_the_browser_and_the_worker(tmp_path: Path) -> None:
    school, one = make_school(), pupil_of_register(1)
    clerk = person("verifier")
    content = write_csv(tmp_path / "s.csv", [roster_row(one, school.name)]).read_bytes()
    form = {"kind": "roster", "source": "Dapodik", "as_of": "2018-12-05", "school": "",
            "file": SimpleUploadedFile("siswa.csv", content)}  # fmt: skip
    answer = clerk.post(reverse("schools:upload"), form)
    found = SchoolImport.objects.get()
    assert answer.headers["Location"] == reverse("schools:import", args=[found.pk])
    jobs.examine_file.func(found.pk)
    assert "Belum ada yang masuk" in clerk.get(answer.headers["Location"]).content.decode()
    clerk.post(reverse("schools:confirm", args=[found.pk]))
    jobs.take_in_file.func(found.pk)
    assert Pupil.objects.get().resident == one
    jobs.take_in_file.func(found.pk)
    assert Pupil.objects.count() == 1


def test_a_broken_file_is_told_and_thrown_away(tmp_path: Path) -> None:
    clerk = person("verifier")
    form = {"kind": "register", "source": "x", "as_of": "2018-12-05", "school": "",
            "file": SimpleUploadedFile("a.csv", b"A;B\n1;2\n")}  # fmt: skip
    clerk.post(reverse("schools:upload"), form)
    found = SchoolImport.objects.get()
    assert "tidak ditemukan" in jobs.examine_file.func(found.pk)
    assert "O135" in clerk.get(reverse("schools:import", args=[found.pk])).content.decode()
    clerk.post(reverse("schools:discard", args=[found.pk]))
    found.refresh_from_db()
    assert found.state == "discarded"


def test_an_encounter_counts_by_its_nik_and_a_failure_takes_it_back(school: School) -> None:
    one = Resident.objects.order_by("nik").last()
    assert one is not None
    facts = replace(RATNA, nik=one.nik, name=one.name, sex=Sex.MALE, birth_date=one.birth_date)
    found = record_encounter(facts=facts, manifest=manifest(1), peer=KIT_ID, received_at=NOW, by="x", at=NOW)
    rows = {row.nik: row for row in pupil_rows(on=VISIT, school=school)}
    assert rows[one.nik].standing is Standing.RECORDED and rows[one.nik].recorded_here
    hear_status(
        nik=one.nik, packet_id=found.packet_id, status="ENROLL_FAILURE_AT_CENTRAL", said_at=facts.ended_at,
        detail="", by="Pusat", at=NOW,
    )  # fmt: skip
    rows = {row.nik: row for row in pupil_rows(on=VISIT, school=school)}
    assert rows[one.nik].standing is Standing.DUE


def test_a_clerk_adds_corrects_and_decides_in_the_browser(school: School) -> None:
    clerk = person("verifier")
    form = {"name": "SMKN 5", "kind": "smk", "village": SUNGAI_BULUH, "npsn": "10500005", "active": "on"}
    clerk.post(reverse("schools:new"), form)
    added = School.objects.get(npsn="10500005")
    assert "8 angka" in clerk.post(reverse("schools:new"), {**form, "npsn": "1"}).content.decode()
    clerk.post(reverse("schools:edit", args=[added.pk]), {**form, "pupils_stated": "120"})
    assert School.objects.get(pk=added.pk).pupils_stated == 120
    asked = Pupil.objects.get(name="ZULKARNAIN LUBIS")
    clerk.post(reverse("schools:unknown", args=[asked.pk]))
    clerk.post(reverse("schools:reopen", args=[asked.pk]))
    clerk.post(reverse("schools:put-nik", args=[asked.pk]), {"nik": "1571010203010009"})
    asked.refresh_from_db()
    assert (asked.nik, asked.link_state) == ("1571010203010009", "waiting")


def test_a_planner_proposes_schools_in_the_browser(school: School) -> None:
    campaign = make_campaign([make_crew()])
    planner = person("planner")
    form = {"campaign": campaign.pk, "schools": [school.pk]}
    answer = planner.post(reverse("schools:propose"), form)
    assert answer.headers["Location"] == reverse("trips:campaign", args=[campaign.pk])
    assert planner.post(reverse("schools:new"), {}).status_code == 403


def test_a_planner_opens_a_campaign_for_an_slb_in_the_browser() -> None:
    slb, crew = make_school("SLBN Batanghari", kind="slb"), make_crew()
    form = {"name": "SLB", "first_day": str(MONDAY), "deadline": "2018-12-07", "crews": [crew.pk],
            "schools": [slb.pk]}  # fmt: skip
    person("planner").post(reverse("schools:care"), form)
    found = Campaign.objects.get(name="SLB")
    assert found.record_minutes == 30 and list(found.places.all()) == [slb.place]


def test_reading_the_pupils_of_an_slb_is_kept(tmp_path: Path, school: School) -> None:
    slb, one = make_school("SLBN Batanghari", kind="slb"), pupil_of_register(9)
    bring_roster(tmp_path, [roster_row(one, slb.name)])
    head = person("head")
    for name, key in (("school", school.pk), ("school", slb.pk), ("pupil", slb.pupils.get().pk)):
        head.get(reverse(f"schools:{name}", args=[key]))
    kept = Access.objects.filter(subject=f"school {slb.pk}").order_by("pk").values_list("by", "nik", "rows")
    assert list(kept) == [("head", "", 1), ("head", one.nik, 1)] and Access.objects.count() == 2
