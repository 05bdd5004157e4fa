"""From a proposal to a block and back: each step a page, each paper a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.journeys.cast import BUDI, OF_TERUSAN, RIDWAN, SITI
from tests.journeys.people import Head
from tests.journeys.pictures import picture
from tests.journeys.stage import Stage, set_scene

YUSUF, ASNAH = OF_TERUSAN[0], OF_TERUSAN[1]


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def decision_file(folder: Path) -> Path:
    """The ministry approves Yusuf, refuses Asnah, and misspells a third."""
    told = (
        (YUSUF.nik, YUSUF.name, "DISETUJUI"),
        (ASNAH.nik, ASNAH.name, "DITOLAK"),
        (OF_TERUSAN[2].nik, "EFENDY SAPUTRO", "DISETUJUI"),
    )
    return csv_of(folder / "keputusan.csv", "KEPUTUSAN", told)


def csv_of(path: Path, heading: str, rows: Iterable[tuple[str, str, str]]) -> Path:
    lines = [f"NIK;NAMA;{heading}", *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines))
    return path


def test_propose_sign_decide_block_and_back(head: Head, on_stage: Stage, tmp_path: Path) -> None:
    # Given the unrecorded adults of the register, put on a numbered list
    head.enters("Penonaktifan")
    head.follows("Susun usulan")
    head.sees("orang")
    picture(head.page, "office-deactivation-new")
    head.presses("Susun usulan")
    head.sees("Usulan USUL/001/")
    # When the villages' findings have been looked at and the head signs
    head.presses("Periksa dengan temuan desa")
    head.sees("Diperiksa:", "Tanda tangan Kepala Dinas")
    picture(head.page, "office-deactivation-proposal")
    head.fills(letter="470/12/2026", letter_date=str(date.today()))  # noqa: DTZ011
    head.presses("Tandatangani")
    head.sees("Usulan ditandatangani.")
    assert "470/12/2026" in words_of(head.gets_pdf("Berita acara usulan"))
    with head.page.expect_download() as download:
        head.presses("Daftar untuk pusat (.xlsx)")
    assert download.value.suggested_filename.endswith(".xlsx")
    head.presses("Catat terkirim")
    # And the ministry's decision comes, with one name misspelt
    head.follows("Masukkan keputusan pusat")
    head.page.locator("[name=file]").set_input_files(decision_file(tmp_path))
    head.fills(number="SK 400/2026", day=str(date.today()))  # noqa: DTZ011
    head.presses("Periksa dulu")
    head.sees("Belum ada yang dinonaktifkan", "EFENDY SAPUTRO", "O417")
    picture(head.page, "office-deactivation-decision")
    head.presses("Jalankan keputusan")
    head.page.locator("dialog[open] button[type=submit], dialog[open] .btn-danger").last.click()
    head.sees("1 orang dinonaktifkan")
    assert "SK 400/2026" in words_of(head.gets_pdf("Berita acara penonaktifan"))
    # Then only Yusuf is blocked, until he is recorded
    head.enters("Penonaktifan")
    head.follows("Yang dinonaktifkan")
    head.sees_a_line(YUSUF.name, "SK 400/2026")
    assert not head.line_of(ASNAH.name).count()
    set_scene("office:deactivation", on_stage.folder / "office", recorded=YUSUF.nik)
    head.page.reload()
    head.sees_a_line(YUSUF.name, "sudah direkam")
    picture(head.page, "office-deactivation-blocked")
    assert YUSUF.name in words_of(head.gets_pdf("Surat aktif kembali"))
    head.follows(YUSUF.name)
    head.sees("Aktif kembali", "SK 400/2026")
    head.can_read_without_scrolling_sideways()


@pytest.mark.parametrize("page", ["Wajib KTP per tanggal", "DP4"])
def test_counts_as_of_a_date_fit_a_desk_and_a_phone(head: Head, page: str) -> None:
    head.enters("Penduduk")
    head.follows(page)
    head.sees("Sumber: register SIAK")
    head.follows("Akhir tahun")
    head.can_read_without_scrolling_sideways()
    picture(head.page, "office-eligibility" if page != "DP4" else "office-dp4")


def test_the_difference_is_explained_by_person(head: Head, tmp_path: Path) -> None:
    for side, told in (
        ("Pusat", {"part": "6", "denominator": "10", "denominator_name": "wajib KTP"}),
        ("Lokal", {"share": "97"}),
    ):
        head.page.goto("/coverage/figures/statements/new/")
        head.fills(side=side, source=f"Laporan {side}", as_of=str(date.today()), **told)  # noqa: DTZ011
        head.presses("Simpan")
        head.sees("Pernyataan dicatat.")
    # The local side counts ten people by its percentage and names nine; the center counts six.
    for side, people in (("Pusat", OF_TERUSAN), ("Lokal", (*OF_TERUSAN, SITI, BUDI, RIDWAN))):
        rows = [(person.nik, person.name, "SUDAH") for person in people]
        head.page.goto("/coverage/figures/reconcile/lists/new/")
        file = csv_of(tmp_path / f"{side}.csv", "STATUS REKAM", rows)
        head.page.locator("[name=file]").set_input_files(file)
        head.fills(side=side, source=f"Daftar {side}", as_of=str(date.today()))  # noqa: DTZ011
        head.presses("Bandingkan")
        head.sees("Terekam menurut daftar")
    head.page.goto("/coverage/figures/reconcile/")
    head.sees("Dari selisih 4 orang, 3 dijelaskan oleh nama", "1 orang belum dijelaskan")
    picture(head.page, "office-reconcile")
    head.follows("Lihat dan unduh semua orang yang berselisih")
    head.sees_a_line(SITI.name, "hanya di daftar lokal")
