"""Lists: nothing is written before it is confirmed, every bad row is kept, a person is one name for ever."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from jemput.kernel.regions import RegionCode
from jemput.node.jobs.worker import drain
from jemput.node.ledger import dispatch
from jemput.node.ledger.models import Entry, News
from jemput.office.regions.actions import init_kabupaten
from jemput.office.roster import actions, jobs, queries
from jemput.office.roster.errors import NotNow, SameListTwice
from jemput.office.roster.models import ListImport, ListName
from jemput.office.sheets.errors import MissingColumns
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db
HEAD = "NO;NIK;NAMA LENGKAP;TANGGAL LAHIR;JENIS KELAMIN;KECAMATAN;DESA/KELURAHAN;KODE WILAYAH\n"
SITI = "1;1504034507620001;SITI AMINAH;05-07-1962;PEREMPUAN;MUARA BULIAN;SUNGAI BULUH;1504032019\n"
BUDI = "2;;BUDI;17-08-1990;L;Muara Bulian;Sungai Buluh;\n"
FLOAT = "3;6,10609E+15;ANI;17-08-1991;P;;;1504032019\n"
DAY = date(2018, 12, 1)


@pytest.fixture(autouse=True)
def home() -> None:
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=AT)


def written(folder: Path, *lines: str, name: str = "daftar.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(lines))
    return path


def take_in(folder: Path, *lines: str, as_of: date = DAY, dry_run: bool = False) -> ListImport:
    path = written(folder, *lines)
    return actions.import_list(path=path, source="Pusat", as_of=as_of, by=BY, at=AT, dry_run=dry_run)


def test_the_ministry_s_list_comes_in_by_name(tmp_path: Path) -> None:
    found = take_in(tmp_path, SITI, BUDI, FLOAT)
    assert (found.state, found.rows_good, found.rows_rejected, found.as_of) == ("imported", 2, 1, DAY)
    names = {name.name: name for name in ListName.objects.all()}
    assert names["SITI AMINAH"].village_id == names["BUDI"].village_id == "15.04.03.2019"
    assert names["BUDI"].nik == "" and names["SITI AMINAH"].raw["nik"] == "1504034507620001"
    assert found.rejects.get().reasons[0]["code"] == "O141"


def test_a_dry_run_writes_no_name(tmp_path: Path) -> None:
    found = take_in(tmp_path, SITI, BUDI, FLOAT, dry_run=True)
    assert (found.state, found.rows_good, len(found.sample), found.rejects.count()) == ("draft", 2, 2, 1)
    assert not ListName.objects.exists()
    actions.discard(list_import=found, by=BY, at=AT)
    assert found.state == "discarded" and not found.rejects.exists()
    with pytest.raises(NotNow):
        actions.confirm(list_import=found, by=BY, at=AT)


def test_the_same_file_twice_is_said_so_unless_it_was_discarded(tmp_path: Path) -> None:
    draft = take_in(tmp_path, SITI, dry_run=True)
    with pytest.raises(SameListTwice):
        take_in(tmp_path, SITI)
    actions.discard(list_import=draft, by=BY, at=AT)
    assert take_in(tmp_path, SITI).state == "imported"


def test_a_later_list_keeps_the_person_s_row_and_history(tmp_path: Path) -> None:
    first = take_in(tmp_path, SITI)
    siti = ListName.objects.get()
    later = take_in(tmp_path, SITI, BUDI, as_of=date(2019, 1, 1))
    siti.refresh_from_db()
    assert (siti.list_import, siti.last_import, later.rows_known) == (first, later, 1)
    assert ListName.objects.count() == 2 and queries.latest_list() == later


def test_one_nik_for_two_people_stays_two_names_and_a_repeated_row_is_kept_apart(tmp_path: Path) -> None:
    found = take_in(tmp_path, SITI, SITI.replace("SITI AMINAH", "NURHAYATI"), SITI)
    assert (found.rows_good, found.rejects.get().reasons[0]["code"]) == (2, "O147")


def test_a_file_without_a_needed_column_waits_for_somebody_to_explain_it(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("NAMA LENGKAP;ALAMAT\nSITI;JL. POROS\n")
    with pytest.raises(MissingColumns):
        actions.import_list(path=path, source="Pusat", as_of=DAY, by=BY, at=AT)
    waiting = ListImport.objects.get()
    assert waiting.state == "mapping" and waiting.problem.startswith("O135")


def test_a_run_that_was_cut_off_starts_over_without_doubles(tmp_path: Path) -> None:
    found = take_in(tmp_path, SITI, BUDI)
    ListImport.objects.update(state="importing")
    found.refresh_from_db()
    actions.take_in(list_import=found, at=AT)
    assert ListName.objects.count() == 2


def test_a_rejected_row_is_mended_or_dismissed_once(tmp_path: Path) -> None:
    found = take_in(tmp_path, FLOAT, FLOAT.replace("ANI", "WATI"))
    first, second = found.rejects.all()
    still = actions.correct_reject(reject=first, cells={**first.cells, "birth_date": "x"}, by=BY, at=AT)
    mended = actions.correct_reject(
        reject=first, cells={**first.cells, "nik": "", "birth_date": "17-08-1991"}, by=BY, at=AT
    )
    actions.dismiss_reject(reject=second, because="baris judul", by=BY, at=AT)
    assert still is None and mended and mended.name == "ANI" and not queries.open_rejects(found)
    with pytest.raises(NotNow):
        actions.dismiss_reject(reject=first, because="", by=BY, at=AT)


def test_the_file_is_kept_privately_and_the_ledger_tells_the_story(tmp_path: Path) -> None:
    found = take_in(tmp_path, SITI)
    kept = settings.JEMPUT.data_dir / found.stored_file
    assert kept.stat().st_mode & 0o077 == 0
    said = Entry.objects.filter(action__startswith="roster.").order_by("id").values_list("action", flat=True)
    assert list(said) == [
        "roster.list_received",
        "roster.list_confirmed",
        "roster.list_taken_in",
        "roster.linked",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_worker_examines_takes_in_and_links(tmp_path: Path) -> None:
    cast.resident()
    dispatch.subscribe("roster.list_received", jobs.on_list_received, name="test-received")
    dispatch.subscribe("roster.list_confirmed", jobs.on_list_confirmed, name="test-confirmed")
    path = written(tmp_path, SITI, BUDI)
    found = actions.receive_list(path=path, file_name="a.csv", source="Pusat", as_of=DAY, by=BY, at=AT)
    for expected in ("draft", "imported"):
        dispatch.run_once()
        drain()
        found.refresh_from_db()
        assert found.state == expected
        if expected == "draft":
            actions.confirm(list_import=found, by=BY, at=AT)
    assert Counter(ListName.objects.values_list("link_state", flat=True)) == {"sure": 1, "not_found": 1}
    assert News.objects.filter(topic="roster.linked").count() == 1
