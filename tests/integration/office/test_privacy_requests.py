"""A resident asks for their own data: 72 hours, proof, everything in one file, handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.urls import reverse

from jemput.kernel.nik import Nik
from jemput.node.ledger.models import Access, Entry
from jemput.node.ledger.reading import Reading, note_read
from jemput.node.ledger.transitions import NotPossible
from jemput.office.privacy.actions.requests import (
    Asked,
    decide,
    deliver,
    prepare_copy,
    take_copy,
    take_request,
)
from jemput.office.privacy.errors import NobodyFound, NoProof, NothingMade, Unexplained
from jemput.office.privacy.models import PersonRequest
from jemput.office.privacy.queries.holdings import held_about, office_models
from jemput.office.privacy.queries.trail import trail_of
from jemput.office.roster.models import ListName
from tests.integration.office.outing import make_names, make_regions
from tests.integration.office.planted import LATER, client_of, plant

pytestmark = pytest.mark.django_db


def asks(nik: str, **more: str) -> PersonRequest:
    told = {"kind": "access", "asked_by": "ORANG 1", "standing": "self", "proof": "card", **more}
    return take_request(asked=Asked(nik=Nik(nik), **told), asked_at=LATER, by="dpo", at=LATER)


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    settings.JEMPUT = replace(settings.JEMPUT, data_dir=tmp_path)
    return tmp_path


@pytest.fixture
def names() -> list[ListName]:
    make_regions()
    return make_names(2)


def test_the_answer_holds_what_every_room_holds(own_files: Path) -> None:
    planted = plant()
    nik = planted[0].nik
    note_read(kind=Reading.NIK, subject="resident 1", by="sari", at=LATER, nik=nik, reason="di loket")
    found = PersonRequest.objects.get()
    prepare_copy(request=found, by="dpo", at=LATER)
    with ZipFile(BytesIO(take_copy(request=found, by="dpo", at=LATER))) as packed:
        assert packed.read("jawaban.pdf").startswith(b"%PDF")
        book = openpyxl.load_workbook(BytesIO(packed.read("data.xlsx")))
    said = " ".join(str(cell) for page in book for row in page.values for cell in row if cell)
    for room in (
        "Register penduduk",
        "Nama di daftar",
        "Perekaman",
        "Kartu",
        "Penyerahan kartu",
        "Jejak akses",
    ):
        assert any(room in name for name in book.sheetnames), room
    assert nik in said and "sakit" in said and "di loket" in said and "PRINT_READY_RECORD" in said
    assert not {other.nik for other in planted[1:]} & set(said.split())


def test_no_table_that_names_people_is_forgotten() -> None:
    """Every table with a NIK is asked, whoever adds one."""
    with_nik = {m for m in office_models() if any(f.name == "nik" for f in m._meta.concrete_fields)}
    planted = plant()
    found = {holding.model.__name__ for holding in held_about(planted[0].nik)}
    assert len(with_nik) >= 5
    for name in ("Resident", "ListName", "Encounter", "Card", "Parcel", "Finding", "StopPerson", "HomeVisit"):
        assert name in found, name


def test_nobody_else_s_rows_are_in_it(names: list[ListName]) -> None:
    ListName.objects.filter(pk=names[1].pk).update(double_of=names[0])
    rows = [row for holding in held_about(names[0].nik) for row in holding.rows]
    assert {getattr(row, "nik", names[0].nik) for row in rows} == {names[0].nik}


def test_72_hours_run_from_the_asking(names: list[ListName]) -> None:
    found = asks(names[0].nik)
    assert found.due_at - LATER == timedelta(hours=72) and found.number == "PD-2018-0001"
    assert asks(names[1].nik).number == "PD-2018-0002"


def test_a_proxy_shows_the_letter(names: list[ListName]) -> None:
    with pytest.raises(NoProof):
        asks(names[0].nik, standing="proxy", proof="card")
    asks(names[0].nik, standing="proxy", proof="letter")


def test_a_correction_says_what_and_is_decided(names: list[ListName]) -> None:
    with pytest.raises(Unexplained):
        asks(names[0].nik, kind="correction")
    found = asks(names[0].nik, kind="correction", wish="nama ibu salah")
    with pytest.raises(Unexplained):
        decide(request=found, decision=" ", granted=True, by="dpo", at=LATER)
    decide(request=found, decision="diperbaiki di SIAK", granted=True, by="dpo", at=LATER)
    deliver(request=found, to="ORANG 1", how="loket", by="dpo", at=LATER)
    found.refresh_from_db()
    assert found.is_done and found.decision == "diperbaiki di SIAK"


def test_what_is_refused_is_not_delivered(names: list[ListName]) -> None:
    found = asks(names[0].nik, kind="objection", wish="tidak mau")
    decide(request=found, decision="kewajiban hukum, pasal 20", granted=False, by="dpo", at=LATER)
    with pytest.raises(NotPossible):
        deliver(request=found, to="x", how="y", by="dpo", at=LATER)


def test_a_late_answer_says_so_in_the_audit(names: list[ListName], own_files: Path) -> None:
    found = asks(names[0].nik)
    prepare_copy(request=found, by="dpo", at=LATER)
    deliver(request=found, to="ORANG 1", how="loket", by="dpo", at=LATER + timedelta(hours=73))
    assert Entry.objects.get(action="personrequest.deliver").details["late"] is True


def test_of_a_stranger_there_is_nothing(names: list[ListName], own_files: Path) -> None:
    found = asks("1504036512990009")
    with pytest.raises(NobodyFound):
        prepare_copy(request=found, by="dpo", at=LATER)
    with pytest.raises(NothingMade):
        take_copy(request=found, by="dpo", at=LATER)


def test_preparing_and_taking_stand_in_the_trail(names: list[ListName], own_files: Path) -> None:
    found = asks(names[0].nik)
    prepare_copy(request=found, by="dpo", at=LATER)
    take_copy(request=found, by="dpo", at=LATER)
    assert Access.objects.filter(kind=Reading.BUNDLE, nik=names[0].nik).count() == 2
    assert any("permintaan" in step.what for step in trail_of(names[0].nik))


def test_the_pages_answer_a_request(names: list[ListName], own_files: Path) -> None:
    officer = client_of("privacy")
    told = {
        "kind": "access", "nik": names[0].nik, "asked_by": "ORANG 1", "standing": "self", "proof": "card",
        "asked_at": "2018-12-05T09:00",
    }  # fmt: skip
    page = officer.post(reverse("privacy:request-new"), told)
    assert page.status_code == 302, page.content.decode()
    officer.post(page.url + "prepare/")  # type: ignore[attr-defined]
    copy = officer.post(page.url + "copy/")  # type: ignore[attr-defined]
    assert copy["Content-Type"] == "application/zip"
    officer.post(page.url + "deliver/", {"to": "ORANG 1", "how": "loket"})  # type: ignore[attr-defined]
    assert PersonRequest.objects.get().is_done


def test_what_is_near_or_late_stands_on_the_home_page(names: list[ListName]) -> None:
    asks(names[0].nik)
    assert "Permintaan data: lewat" in client_of("head").get(reverse("coverage:home")).content.decode()
    assert "Permintaan data" not in client_of("planner").get(reverse("coverage:home")).content.decode()
