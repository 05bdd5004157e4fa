"""Two lists compared person by person: who differs, why, and how far that explains two figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.models import User
from jemput.office.coverage import discrepancies as d
from jemput.office.coverage.actions import StatementForm, state_coverage
from jemput.office.coverage.comparing import read_counter_list, receive_counter_list
from jemput.office.coverage.errors import SameCounterListTwice
from jemput.office.coverage.models import CounterList, Discrepancy
from jemput.office.coverage.queries.persons import explanation
from jemput.office.coverage.queries.statements import side_by_side
from jemput.office.regions.models import Home, Region
from jemput.office.residents import actions as residents
from jemput.office.residents.models import BaseStatus, Resident
from tests import cast
from tests.cast import AT, BY

sides = st.dictionaries(
    st.integers(1, 30).map(str), st.booleans().map(lambda done: d.Entry("X", "", done)), max_size=20
)


@given(sides, sides)
def test_the_persons_named_account_for_the_whole_difference(
    local: dict[str, d.Entry], central: dict[str, d.Entry]
) -> None:
    found = list(d.differences(local, central))
    more = sum(each.kind in d.COUNTS_LOCALLY for each in found)
    less = sum(each.kind in d.COUNTS_CENTRALLY for each in found)
    count = [sum(each.recorded for each in side.values()) for side in (local, central)]
    assert more - less == count[0] - count[1] and more + less == len(found)


@pytest.mark.parametrize(
    ("word", "means"),
    [("", True), ("Sudah Rekam", True), ("PRINT READY RECORD", True), ("BELUM", False), ("kira-kira", None),
     ("ENROLL_FAILURE_AT_CENTRAL", False)],
)  # fmt: skip
def test_a_status_in_any_usual_word(word: str, means: bool | None) -> None:
    assert d.recorded(word) is means


def take_in(path: Path, side: str, rows: str, as_of: date = date(2018, 12, 5)) -> CounterList:
    path.write_text("NIK;NAMA;STATUS REKAM\n" + rows)
    found = receive_counter_list(
        path=path, file_name=path.name, side=side, source=f"daftar {side}", as_of=as_of, by=BY, at=AT
    )
    return read_counter_list(counter_list=found, at=AT)


def say(person: Resident, status: NationalStatus, at: datetime = AT) -> None:
    word = residents.StatusWord(person.nik, status, at)
    residents.add_statuses(words=[word], source="Pusat", by=BY, at=AT)


@pytest.fixture
def people(db: None) -> list[Resident]:
    home = cast.village()
    Home.objects.create(kabupaten=Region.objects.get(code="15.04"))
    return [cast.resident(n, born=date(1970, 1, n), home=home) for n in range(1, 8)]


def test_each_person_has_a_cause_from_the_office_s_own_history(
    people: list[Resident], tmp_path: Path
) -> None:
    say(people[0], NationalStatus.BIO_CAPTURED)
    say(people[1], NationalStatus.SEARCH_FAILURE_AT_CENTRAL)
    say(people[2], NationalStatus.DUPLICATE_RECORD)
    say(people[3], NationalStatus.CARD_ISSUED, datetime(2019, 1, 5, tzinfo=UTC))
    Resident.objects.filter(pk=people[4].pk).update(base_status=BaseStatus.MOVED)
    child = cast.resident(8, born=date(2002, 6, 1))
    outside = "3201010101900001;ORANG LAIN;SUDAH\n"
    rows = "".join(f"{p.nik};{p.name};SUDAH\n" for p in [*people, child])
    take_in(tmp_path / "lokal.csv", "local", rows + outside)
    take_in(tmp_path / "pusat.csv", "central", f"{people[5].nik};{people[5].name};SUDAH\n")
    causes = dict(Discrepancy.objects.values_list("nik", "cause"))
    expected = ["on_the_way", "failed", "adjudicated", "later", "gone"]
    assert [causes[p.nik] for p in people[:5]] == expected
    assert (causes[child.nik], causes["3201010101900001"]) == ("too_young", "not_in_register")
    assert causes[people[6].nik] == "not_known" and people[5].nik not in causes


def test_repeated_rows_rejects_and_the_same_file_again(people: list[Resident], tmp_path: Path) -> None:
    one = f"{people[0].nik};{people[0].name};SUDAH\n"
    found = take_in(
        tmp_path / "lokal.csv", "local", one * 3 + "123;X Y;SUDAH\n" + f"{people[1].nik};A B;kelak\n"
    )
    assert (found.recorded, found.repeated, found.rejected) == (1, 2, 2)
    assert [row["reasons"][0]["code"] for row in found.rejects][1] == "O145"
    with pytest.raises(SameCounterListTwice):
        take_in(tmp_path / "lokal.csv", "local", one * 3 + "123;X Y;SUDAH\n" + f"{people[1].nik};A B;kelak\n")


def test_without_a_local_list_the_register_stands_for_it(people: list[Resident], tmp_path: Path) -> None:
    say(people[0], NationalStatus.PRINT_READY_RECORD)
    take_in(tmp_path / "pusat.csv", "central", f"{people[1].nik};{people[1].name};SUDAH\n")
    found = explanation(side_by_side("15.04"))
    assert found is not None and (found.only_local, found.only_central, found.stated) == (1, 1, None)
    kinds = dict(Discrepancy.objects.values_list("nik", "kind"))
    assert kinds == {people[0].nik: "only_local", people[1].nik: "recorded_centrally"}


def test_whom_only_the_center_counts_it_has_not_told_us_of(people: list[Resident], tmp_path: Path) -> None:
    take_in(tmp_path / "pusat.csv", "central", f"{people[1].nik};{people[1].name};SUDAH\n")
    assert Discrepancy.objects.get().cause == "not_heard"


def test_an_unreadable_file_says_why(people: list[Resident], tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    found = receive_counter_list(
        path=path, file_name="x.xlsx", side="local", source="x", as_of=date(2018, 12, 5), by=BY, at=AT
    )
    assert read_counter_list(counter_list=found, at=AT).state == "failed" and found.problem.startswith("O1")


def test_the_pages(client: Client, people: list[Resident], tmp_path: Path) -> None:
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    assert "Belum ada daftar pusat." in client.get(reverse("coverage:reconcile")).content.decode()
    file = SimpleUploadedFile("pusat.csv", f"NIK;NAMA\n{people[0].nik};{people[0].name}\n".encode())
    told = {"file": file, "side": "central", "source": "SIAK terpusat", "as_of": "2018-12-05"}
    client.post(reverse("coverage:counter-upload"), told)
    found = CounterList.objects.get()
    waiting = client.get(reverse("coverage:counter-list", args=[found.pk])).content.decode()
    assert "Sedang membaca" in waiting
    read_counter_list(counter_list=found, at=AT)
    for page in ("reconcile", "persons"):
        assert client.get(reverse(f"coverage:{page}")).status_code == 200
    names = client.get(reverse("coverage:persons")).content.decode()
    assert "pusat sudah, lokal belum" in names and people[0].nik not in names
    assert client.get(reverse("coverage:counter-progress", args=[found.pk]))["HX-Refresh"] == "true"


def test_names_that_point_the_other_way_are_said_so(
    client: Client, people: list[Resident], tmp_path: Path
) -> None:
    for side, told in (("central", {"part": 5, "denominator": 10}), ("local", {"share": Decimal(97)})):
        form = StatementForm("15.04", side, side, date(2018, 12, 5), **told)  # type: ignore[arg-type]
        state_coverage(form=form, by=BY, at=AT)
    take_in(tmp_path / "pusat.csv", "central", f"{people[1].nik};{people[1].name};SUDAH\n")
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    page = client.get(reverse("coverage:reconcile")).content.decode()
    assert "pusat menghitung 1 orang lebih banyak" in page and "6 orang belum dijelaskan" in page
