"""Lists by any layout: explained once and remembered, mended in Excel, compared, and given back."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.office.regions.actions import init_kabupaten
from jemput.office.residents.actions import import_register
from jemput.office.residents.models import Resident
from jemput.office.residents.queries import latest_statuses
from jemput.office.roster import actions, jobs, staged
from jemput.office.roster.actions.examining import stored_file
from jemput.office.roster.errors import NotComparable, NotItsRejects
from jemput.office.roster.list_pages import rejects_stamp
from jemput.office.roster.list_sheets import read_rejects
from jemput.office.roster.models import ListImport, ListName, RememberedLayout
from jemput.office.sheets.errors import MissingColumns
from tests import list_files as files
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db
DAY = date(2018, 12, 1)
HEAD = ["NIK", "NAMA LENGKAP", "TANGGAL LAHIR", "ALAMAT", "KODE WILAYAH"]
FREE = {"column-1": "nik", "column-2": "name", "column-3": "born", "column-4": "sex", "column-5": "village"}


@pytest.fixture(autouse=True)
def clerk(client: Client) -> Client:
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=AT)
    user = add_account(username="sari", password="x", role="verifier", full_name="Sari", by="t", at=AT)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def take_in(path: Path, *, source: str = "Pusat", dry_run: bool = False) -> ListImport:
    return actions.import_list(path=path, source=source, as_of=DAY, by=BY, at=AT, dry_run=dry_run, link=False)


def line(person: tuple[str, ...], **changed: str) -> list[str]:
    cells = {
        "nik": person[0],
        "name": person[1],
        "born": person[3],
        "address": "JL. POROS",
        "code": files.CODE,
    }
    return list({**cells, **changed}.values())


def listed(folder: Path, name: str, *lines: list[str], source: str = "Pusat") -> ListImport:
    return take_in(files.xlsx(folder / name, [HEAD, *lines]), source=source)


def waiting(path: Path) -> ListImport:
    with pytest.raises(MissingColumns):
        take_in(path)
    return ListImport.objects.latest("id")


def test_a_list_of_everybody_brings_only_those_who_wait_to_be_recorded(tmp_path: Path) -> None:
    found = take_in(files.bip_ektp(tmp_path / "x.xls"))
    assert (found.layout, found.kind, found.rows_good, found.rows_passed) == ("bip_ektp", "extract", 2, 2)
    assert set(ListName.objects.values_list("name", flat=True)) == {"ASNI MARLINA", "JONI FIRDAUS"}
    assert {"O316", "O317", "O321"} == {note["code"] for note in found.notes}


def test_candidates_are_proposals_until_somebody_verifies_them(tmp_path: Path) -> None:
    row = files.filled(
        "candidates", **files.told(files.ASNI, village=files.VILLAGE, kecamatan=files.KECAMATAN)
    )
    found = take_in(files.xlsx(tmp_path / "x.xlsx", [files.headings("candidates"), row]))
    assert found.kind == "candidates" and ListName.objects.get().standing == "proposed"


def test_columns_are_explained_once_and_remembered(client: Client, tmp_path: Path) -> None:
    found = waiting(files.free(tmp_path / "x.xlsx"))
    address = reverse("roster:columns", args=[found.pk])
    page = client.get(address).content.decode()
    assert "Nomor identitas" in page and "Belum ada kolom yang berarti" in page and files.ASNI[0] not in page
    told = {"layout": "unrecorded", "heading_row": "3", "sheet": "Sheet", **FREE, "remember": "yes"}
    preview = client.post(
        address, told, headers={"HX-Request": "true", "HX-Target": "columns"}
    ).content.decode()
    assert "<html" not in preview and "dibulatkan Excel" in preview and "1504••••••••0011" in preview
    client.post(address, {**told, "save": "yes"})
    found.refresh_from_db()
    assert found.state == "examining" and RememberedLayout.objects.get().by == "sari"
    assert actions.examine(list_import=found, at=AT).rows_good == 2 and found.rows_rejected == 1
    again = take_in(files.free(tmp_path / "y.xlsx", title="BULAN BERIKUT"), dry_run=True)
    assert again.state == "draft" and again.rows_good == 2


def test_a_village_is_chosen_where_no_column_says_it(client: Client, tmp_path: Path) -> None:
    found = waiting(files.opensid(tmp_path / "x.xlsx"))
    told = {
        "layout": "opensid",
        "heading_row": "1",
        "sheet": "Sheet",
        "changed": "yes",
        "village": "15.04.03.2019",
    }
    client.post(reverse("roster:columns", args=[found.pk]), {**told, "save": "yes"})
    found.refresh_from_db()
    actions.examine(list_import=found, at=AT)
    assert (found.rows_good, found.rows_passed) == (2, 2) and not RememberedLayout.objects.exists()


def test_a_layout_can_be_forgotten(client: Client, tmp_path: Path) -> None:
    test_columns_are_explained_once_and_remembered(client, tmp_path)
    assert "Nomor identitas" in client.get(reverse("roster:layouts")).content.decode()
    client.post(reverse("roster:forget-layouts"), {"layout": [RememberedLayout.objects.get().pk]})
    assert not RememberedLayout.objects.exists()


def test_rejects_go_out_and_come_back_mended(client: Client, tmp_path: Path) -> None:
    lost, never = line(files.ASNI, nik="6,10609E+15"), line(files.JONI, born="31-02-1990")
    found = listed(tmp_path, "x.xlsx", line(files.RINA), lost, never)
    sheet = client.get(reverse("roster:rejects", args=[found.pk])).content
    book = openpyxl.load_workbook(BytesIO(sheet))
    page = book.active
    assert "dibulatkan" in page["C2"].value and [c.value for c in book["BARIS ASLI"][2]][2] == "6,10609E+15"
    page["D2"] = files.ASNI[0]
    book.save(tmp_path / "back.xlsx")
    file = SimpleUploadedFile("back.xlsx", (tmp_path / "back.xlsx").read_bytes())
    client.post(reverse("roster:bring-back", args=[found.pk]), {"file": file})
    assert set(ListName.objects.values_list("name", flat=True)) == {"RINA OKTAVIA", "ASNI MARLINA"}
    assert [reject.row_number for reject in found.rejects.filter(corrected_as=None)] == [4]


def test_a_sheet_of_another_list_is_not_taken_for_rejects(tmp_path: Path) -> None:
    found = listed(tmp_path, "x.xlsx", line(files.RINA))
    with pytest.raises(NotItsRejects):
        read_rejects(tmp_path / "x.xlsx", "x.xlsx", rejects_stamp(found))


def test_many_rejects_are_put_aside_with_one_reason(client: Client, tmp_path: Path) -> None:
    wrong = [line(files.ASNI, born="x"), line(files.JONI, born="y")]
    found = listed(tmp_path, "x.xlsx", line(files.RINA), *wrong)
    keys = [reject.pk for reject in found.rejects.all()]
    address = reverse("roster:dismiss-many", args=[found.pk])
    client.post(address, {"reject": keys})
    assert found.rejects.filter(dismissed_by="").count() == 2
    client.post(address, {"reject": keys, "reason": "catatan, bukan orang"})
    assert {r.dismissed_because for r in found.rejects.all()} == {"catatan, bukan orang"}


def test_two_versions_are_compared_person_by_person(client: Client, tmp_path: Path) -> None:
    older = listed(tmp_path, "1.xlsx", line(files.ASNI), line(files.JONI), line(files.RINA))
    mended = line(files.JONI, name="JONI FIRDAUSI", address="JL. BARU")
    newer = listed(tmp_path, "2.xlsx", line(files.RINA), mended, line(files.ANAK))
    assert (older.version, newer.version) == (1, 2)
    client.post(reverse("roster:compare", args=[newer.pk]), {"older": older.pk})
    asked = newer.comparisons.get()
    jobs.compare_lists.func(asked.pk)
    asked.refresh_from_db()
    assert (asked.new, asked.gone, asked.changed, asked.same) == (1, 1, 1, 1)
    page = client.get(reverse("roster:comparison", args=[asked.pk])).content.decode()
    assert "JONI FIRDAUS → JONI FIRDAUSI" in page and "RAFI ALHAFIZ" in page and "ASNI MARLINA" in page
    with pytest.raises(NotComparable):
        actions.ask_comparison(older=newer, newer=newer, by=BY, at=AT)


def test_a_list_goes_back_in_its_own_layout_and_can_come_in_again(client: Client, tmp_path: Path) -> None:
    found = take_in(files.siak(tmp_path / "x.xlsx"))
    answer = client.get(reverse("roster:list-download", args=[found.pk]))
    back = tmp_path / "back.xlsx"
    back.write_bytes(answer.getvalue())
    head = [cell.value for cell in openpyxl.load_workbook(back).active[1]]
    assert head[:37] == files.headings("siak") and head[37] == "PENAUTAN"
    again = take_in(back, source="kembali")
    assert (again.layout, again.rows_good, again.rows_known) == ("siak", found.rows_good, 2)


def test_a_template_can_be_filled_in_and_taken_in(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(client.get(reverse("roster:list-template", args=["candidates"])).content)
    book = openpyxl.load_workbook(path)
    assert len(book.active.data_validations.dataValidation) == 6 and book["DESA"].max_row == 124
    told = files.told(files.ASNI, village=files.VILLAGE, kecamatan=files.KECAMATAN)
    book.active.append(files.filled("candidates", **told))
    book.save(path)
    assert take_in(path).rows_good == 1


def test_taking_in_goes_on_where_it_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = files.xlsx(tmp_path / "x.xlsx", [HEAD, line(files.ASNI), line(files.JONI), line(files.RINA)])
    found = take_in(path, dry_run=True)
    actions.confirm(list_import=found, by=BY, at=AT)
    monkeypatch.setattr("jemput.office.roster.actions.lists.BATCH_ROWS", 1)
    written = staged.staged_rows(stored_file(found))
    monkeypatch.setattr(staged, "staged_rows", lambda _file, after: (next(written) for _ in range(2)))
    monkeypatch.setattr("jemput.office.roster.actions.lists._finish_names", _killed)
    with pytest.raises(KeyboardInterrupt):
        actions.take_in(list_import=found, at=AT)
    monkeypatch.undo()
    found.refresh_from_db()
    assert (found.done, found.state, ListName.objects.count()) == (2, "importing", 2)
    actions.take_in(list_import=found, at=AT)
    assert (found.state, ListName.objects.count()) == ("imported", 3)


def _killed(*_told: object) -> None:
    raise KeyboardInterrupt


def test_the_register_reads_a_bip_and_opensid_s_codes(tmp_path: Path) -> None:
    run = import_register(path=files.bip_ektp(tmp_path / "x.xls"), source="BIP", as_of=DAY, by=BY, at=AT)
    assert (run.added, run.rejected) == (4, 0)
    rina = Resident.objects.get(nik=files.RINA[0])
    assert (latest_statuses([rina.nik])[rina.nik], rina.family_card, rina.rt) == (
        "SENT_FOR_CARD_PRINTING",
        files.CARD,
        "002",
    )
