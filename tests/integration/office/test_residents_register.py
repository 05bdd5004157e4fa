"""The register: taken in by NIK as often as wanted, statuses as a dated history, blocking and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from jemput.kernel.regions import RegionCode
from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.actions import add_account
from jemput.node.ledger.models import Entry
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Home
from jemput.office.residents import actions, codes, queries
from jemput.office.residents.errors import NotBlockable, NotBlocked, NotCorrectable, SameRegisterTwice
from jemput.office.residents.models import BaseStatus, RegisterImport, Resident, ResidentStatus
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db
CUT_OFF = date(2018, 12, 31)
HEAD = "NIK;NO KK;NAMA LENGKAP;JENIS KELAMIN;TANGGAL LAHIR;STATUS KAWIN;KODE WILAYAH;STATUS REKAM\n"
SITI = "1504034507620001;1504030101100001;Siti Aminah;Pr;05-07-1962;K;1504032019;PRINT READY RECORD\n"
BUDI = "1504030507960002;;BUDI;LAKI-LAKI;05-07-1996;BELUM KAWIN;15.04.03.2019;\n"


def take_in(folder: Path, *lines: str, as_of: date = date(2018, 12, 1)) -> RegisterImport:
    path = folder / "register.csv"
    path.write_text(HEAD + "".join(lines))
    return actions.import_register(path=path, source="SIAK", as_of=as_of, by=BY, at=AT)


@pytest.fixture
def home() -> None:
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=AT)


def say(nik: str, status: NationalStatus, days: int = 0) -> int:
    word = actions.StatusWord(nik, status, AT + timedelta(days=days))
    return actions.add_statuses(words=[word], source="center", by=BY, at=AT)


@pytest.mark.usefixtures("home")
def test_a_register_comes_in_and_again_changes_nothing(tmp_path: Path) -> None:
    first = take_in(tmp_path, SITI, BUDI)
    again = take_in(tmp_path, SITI.replace("Siti", "SITI"), BUDI)
    assert (first.added, first.updated, again.added, again.updated) == (2, 0, 0, 2)
    siti = Resident.objects.get(nik="1504034507620001")
    assert (siti.name, siti.sex, siti.marital, siti.village_id) == ("SITI AMINAH", "P", 2, "15.04.03.2019")
    assert queries.current_status(siti.nik) == NationalStatus.PRINT_READY_RECORD
    assert ResidentStatus.objects.count() == 1


@pytest.mark.usefixtures("home")
def test_the_same_file_twice_is_said_so(tmp_path: Path) -> None:
    take_in(tmp_path, SITI)
    with pytest.raises(SameRegisterTwice):
        take_in(tmp_path, SITI)


@pytest.mark.usefixtures("home")
def test_bad_rows_are_kept_with_every_reason(tmp_path: Path) -> None:
    run = take_in(tmp_path, SITI, SITI, BUDI.replace("05-07-1996", "31-02-1996").replace("2019", "9999"))
    assert (run.added, run.rejected) == (1, 2)
    kept = {reject.row_number: [reason["code"] for reason in reject.reasons] for reject in run.rejects.all()}
    assert kept == {3: ["O147"], 4: ["O142", "O146"]}


def test_statuses_are_a_history_that_may_go_back() -> None:
    nik = cast.resident().nik
    say(nik, NationalStatus.SENT_FOR_ENROLLMENT)
    assert queries.current_status(nik) == NationalStatus.SENT_FOR_ENROLLMENT
    say(nik, NationalStatus.ENROLL_FAILURE_AT_CENTRAL, days=2)
    assert say(nik, NationalStatus.ENROLL_FAILURE_AT_CENTRAL, days=2) == 0
    assert queries.status_on(nik, AT + timedelta(days=1)) == NationalStatus.SENT_FOR_ENROLLMENT
    assert list(Resident.objects.unrecorded()) == [Resident.objects.get(nik=nik)]
    assert not Resident.objects.recorded()


def test_unrecorded_adults_are_blocked_and_active_again_on_recording() -> None:
    adult = cast.resident(1, born=date(1995, 12, 31))
    cast.resident(2, born=date(1996, 1, 1))
    recorded = cast.resident(3, born=date(1960, 1, 1))
    say(recorded.nik, NationalStatus.BIO_CAPTURED)
    (row,) = actions.block_unrecorded(cut_off=CUT_OFF, by=BY, at=AT)
    assert row.resident == adult and adult.is_blocked
    say(adult.nik, NationalStatus.BIO_CAPTURED, days=30)
    row.refresh_from_db()
    assert not adult.is_blocked and row.reactivated_at == AT and row.blocked_at == AT


def test_a_proposal_is_not_a_decision() -> None:
    chosen, spared = cast.resident(1), cast.resident(2)
    assert queries.block_proposals(CUT_OFF).count() == 2
    actions.block_unrecorded(cut_off=CUT_OFF, niks=[chosen.nik], by=BY, at=AT)
    assert list(Resident.objects.blocked()) == [chosen]
    with pytest.raises(NotBlockable):
        actions.block_unrecorded(cut_off=CUT_OFF, niks=[chosen.nik, spared.nik], by=BY, at=AT)
    with pytest.raises(NotBlocked):
        actions.reactivate(resident=spared, because="x", by=BY, at=AT)


def test_a_correction_keeps_what_stood_before() -> None:
    siti = cast.resident()
    actions.correct(nik=siti.nik, changes={"name": "SITI AMINAH BINTI ALI"}, because="KK", by=BY, at=AT)
    entry = Entry.objects.get(action="resident.corrected")
    assert entry.details["before"] == {"name": "SITI AMINAH"}
    with pytest.raises(NotCorrectable):
        actions.correct(nik=siti.nik, changes={"nik": "1"}, because="", by=BY, at=AT)


def test_code_lists_read_words_short_forms_and_numbers() -> None:
    assert [codes.read("marital", word) for word in ("K", "cerai  mati", "2", "9")] == [2, 4, 2, None]
    assert [codes.read("blood", word) for word in ("A+", "A-", "-", "O")] == [5, 6, 13, 4]
    assert (len(codes.words("occupation")), codes.word("religion", 6)) == (89, "KHONGHUCU")


def signed_in(client: Client, role: str) -> Client:
    user = add_account(username=role, password="rahasia-sekali", role=role, full_name=role, by="t", at=AT)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    Home.objects.get_or_create(pk=1, defaults={"kabupaten_id": "15.04"})
    return client


def test_a_full_nik_is_shown_only_on_asking_and_the_look_is_noted(client: Client) -> None:
    siti = cast.resident()
    signed_in(client, "verifier")
    for address in (reverse("residents:search"), reverse("residents:one", args=[siti.pk])):
        page = client.get(address).content.decode()
        assert siti.name in page and siti.nik not in page
    shown = client.post(reverse("residents:reveal", args=[siti.pk]), {"why": "counter"})
    assert siti.nik in shown.content.decode()
    assert Entry.objects.get(action="nik.viewed").by == "verifier"


def test_a_person_s_page_tells_what_happened(client: Client) -> None:
    siti = cast.resident()
    say(siti.nik, NationalStatus.ADJUDICATE_RECORD)
    actions.set_base_status(resident=siti, status=BaseStatus.MOVED, because="surat", by=BY, at=AT)
    page = signed_in(client, "head").get(reverse("residents:one", args=[siti.pk])).content.decode()
    assert "ADJUDICATE_RECORD" in page and "pindah" in page


def test_pages_of_blocking_and_imports(client: Client) -> None:
    siti = cast.resident()
    signed_in(client, "head")
    actions.block_unrecorded(cut_off=CUT_OFF, by=BY, at=AT, document="470/1", document_date=CUT_OFF)
    assert siti.is_blocked and client.get(reverse("residents:imports")).status_code == 200
    told = {"reason": "sudah rekam di Jambi", "document": "470/2", "document_date": "2019-02-01"}
    client.post(reverse("residents:reactivate", args=[siti.pk]), told)
    assert not siti.is_blocked
    history = client.get(reverse("residents:one", args=[siti.pk])).content.decode()
    assert "470/1, 31-12-2018" in history and "470/2, 01-02-2019" in history


def test_later_apps_add_to_the_timeline() -> None:
    from jemput.node.look.parts import Event

    siti = cast.resident()
    queries.register_timeline(
        "test", lambda nik: [Event(datetime(2019, 1, 1, tzinfo=UTC), f"kartu {nik[-1]}")]
    )
    try:
        assert queries.timeline(siti.nik)[0].title == "kartu 1"
    finally:
        queries._providers.pop("test")
