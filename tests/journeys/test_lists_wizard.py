"""Lists come in: five layouts, four of them known, one explained once and then known as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import list_files as files
from tests.journeys.people.lists import ListClerk
from tests.journeys.pictures import picture
from tests.journeys.stage import Stage

MERSAM = ("Sengkati Kecil", "Mersam", "1504012002")


@pytest.fixture
def list_clerk(arrive, on_stage: Stage) -> ListClerk:  # type: ignore[no-untyped-def]
    """Sari, at the office; Eko is shut out at the front door."""
    found: ListClerk = arrive(ListClerk, on_stage.office).signed_in_as("sari")
    return found


def test_a_bip_e_ktp_brings_only_those_who_wait(list_clerk: ListClerk, tmp_path: Path) -> None:
    # Given a BIP e-KTP with a wrapped status, a child and somebody recorded
    list_clerk.hands_in(files.bip_ektp(tmp_path / "bip.xls"), "BIP e-KTP Sungai Buluh")
    # Then two of the four are to be recorded, and the page says what it passed over
    list_clerk.waits_for("menunggu keputusan")
    list_clerk.reads_figures(Baris_baik=2, Dilewati=2, Ditolak=0)
    list_clerk.sees("1 orang sudah rekam dan 1 belum cukup umur", "BIP e-KTP (19 kolom", "O316")
    picture(list_clerk.page, "office-list-draft")
    list_clerk.can_read_without_scrolling_sideways()
    list_clerk.throws_away()


@pytest.mark.parametrize("year", ["2012", "2016"])
def test_a_bip_of_other_years(list_clerk: ListClerk, tmp_path: Path, year: str) -> None:
    # Given a BIP that names its village above the table, or nowhere
    make = {"2012": files.bip_2012, "2016": files.bip_2016}[year]
    list_clerk.hands_in(make(tmp_path / f"bip.{'xls' if year == '2012' else 'xlsx'}"), f"BIP {year}")
    if year == "2016":
        list_clerk.waits_for("menunggu arti kolom")
        list_clerk.follows("Jelaskan kolomnya")
        list_clerk.chooses_the_village("15.04.03.2019")
        list_clerk.sees_the_preview("ASNI MARLINA", "masuk")
        list_clerk.presses("Simpan dan baca berkas")
    # Then it is read all the same
    list_clerk.waits_for("menunggu keputusan")
    list_clerk.sees(f"BIP {year}", "ASNI MARLINA", "JONI FIRDAUS")
    list_clerk.throws_away()


def test_a_list_of_siak(list_clerk: ListClerk, tmp_path: Path) -> None:
    list_clerk.hands_in(files.siak(tmp_path / "siak.xlsx"), "SIAK Muara Bulian")
    list_clerk.waits_for("menunggu keputusan")
    list_clerk.sees("SIAK (37 kolom)")
    list_clerk.reads_figures(Baris_baik=2)
    list_clerk.throws_away()


def test_opensid_s_codes_are_understood_once_the_village_is_said(
    list_clerk: ListClerk, tmp_path: Path
) -> None:
    # Given OpenSID's 43 columns, which never name the village
    list_clerk.hands_in(files.opensid(tmp_path / "opensid.xlsx"), "OpenSID Sungai Buluh")
    list_clerk.waits_for("menunggu arti kolom")
    # When the clerk says which one it is
    list_clerk.follows("Jelaskan kolomnya")
    list_clerk.chooses_the_village("15.04.03.2019")
    list_clerk.sees_the_preview("RINA OKTAVIA", "dilewati")
    list_clerk.presses("Simpan dan baca berkas")
    # Then its codes tell who is recorded
    list_clerk.waits_for("menunggu keputusan")
    list_clerk.reads_figures(Baris_baik=2, Dilewati=2)
    list_clerk.throws_away()


def test_a_free_layout_is_explained_mended_compared_and_remembered(
    list_clerk: ListClerk, tmp_path: Path
) -> None:
    # Given somebody's own columns
    first = files.free(tmp_path / "warga.xlsx", place=MERSAM)
    list_clerk.hands_in(first, "Data warga Mersam")
    list_clerk.waits_for("menunggu arti kolom")
    list_clerk.follows("Jelaskan kolomnya")
    list_clerk.sees("Masih kurang")
    picture(list_clerk.page, "office-list-columns-missing")
    # When the clerk says what they mean
    list_clerk.says(B="NIK", C="Nama", F="Desa/kelurahan", G="Kecamatan")
    list_clerk.sees("Siap dibaca")
    list_clerk.sees_the_preview("ASNI MARLINA", "masuk")
    list_clerk.sees_the_preview("RINA OKTAVIA", "ditolak")
    picture(list_clerk.page, "office-list-columns")
    list_clerk.can_read_without_scrolling_sideways()
    list_clerk.presses("Simpan dan baca berkas")
    list_clerk.waits_for("menunggu keputusan")
    list_clerk.presses("Masukkan 2 nama")
    list_clerk.waits_for("masuk")
    # Then the row that Excel damaged is mended in Excel
    list_clerk.brings_back(list_clerk.mends_in_excel(tmp_path, D=files.RINA[0]))
    list_clerk.sees("1 baris masuk, 0 masih salah")
    picture(list_clerk.page, "office-list-imported")
    # And next month's file goes straight through, and says who is new
    second = files.free(
        tmp_path / "warga2.xlsx", place=MERSAM, title="BULAN BERIKUT", people=files.PEOPLE[1:]
    )
    list_clerk.hands_in(second, "Data warga Mersam")
    list_clerk.waits_for("menunggu keputusan")
    list_clerk.sees("versi ke-2")
    list_clerk.presses("Masukkan 2 nama")
    list_clerk.waits_for("masuk")
    list_clerk.compares_with("Data warga Mersam")
    list_clerk.sees("ASNI MARLINA", "tidak ada lagi", "RAFI ALHAFIZ")
    picture(list_clerk.page, "office-list-compared")
    list_clerk.can_read_without_scrolling_sideways()
