"""Deactivation: proposed, checked, signed, sent, decided, blocked, active again; each with its document."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.models import User
from jemput.node.ledger.models import Access
from jemput.office.deactivation import actions, errors, queries, rules, states
from jemput.office.deactivation.models import Decision, DecisionRow, Proposal, ProposedPerson
from jemput.office.regions.models import Home, Region
from jemput.office.residents import actions as residents
from jemput.office.residents.models import Resident
from jemput.office.residents.queries import timeline
from jemput.office.roster.actions import accept_finding, propose_finding
from jemput.office.roster.models import ListImport, ListName
from tests import cast
from tests.cast import AT, BY

CUT_OFF = date(2018, 12, 31)
NOW = datetime(2019, 1, 2, 3, tzinfo=UTC)
HEAD = "NIK;NAMA;KEPUTUSAN\n"


@pytest.fixture
def five(db: None) -> list[Resident]:
    """Five adults of 23 and more without a recording, and one of 22."""
    home = cast.village()
    Home.objects.create(kabupaten=Region.objects.get(code="15.04"))
    cast.resident(9, born=date(1996, 1, 1), home=home)
    return [cast.resident(n, born=date(1970, 1, n), home=home) for n in range(1, 6)]


def proposed() -> Proposal:
    return actions.propose(cut_off=CUT_OFF, by=BY, at=NOW)


def sent(proposal: Proposal) -> Proposal:
    actions.check(proposal=proposal, by=BY, at=NOW)
    actions.sign(proposal=proposal, letter="470/12/2019", letter_date=NOW.date(), by="kepala", at=NOW)
    return actions.send(proposal=proposal, by=BY, at=NOW)


def decide(proposal: Proposal, path: Path, rows: str, number: str = "SK 7") -> Decision:
    path.write_text(HEAD + rows)
    return actions.receive_decision(
        proposal=proposal, path=path, file_name=path.name, number=number, day=NOW.date(), by=BY, at=NOW
    )


def find(resident: Resident, kind: str) -> None:
    source = ListImport.objects.create(source="Pusat", as_of=CUT_OFF, by=BY, at=AT, state="imported")
    name = ListName.objects.create(
        list_import=source, last_import=source, row_number=resident.pk, match_key=resident.nik,
        nik=resident.nik, name=resident.name, village=resident.village, resident=resident,
        link_state="sure",
    )  # fmt: skip
    finding = propose_finding(list_name=name, kind=kind, evidence="kata Ketua RT 03", by="jabu", at=AT)
    accept_finding(finding=finding, by=BY, at=AT)


def recorded(resident: Resident, at: datetime = NOW) -> None:
    word = residents.StatusWord(resident.nik, NationalStatus.BIO_CAPTURED, at)
    residents.add_statuses(words=[word], source="Pusat", batch="paket 8", by=BY, at=at)


@given(st.lists(st.sampled_from([event for _, event in states.PROPOSALS]), max_size=12))
def test_nothing_is_undone_after_the_signature(events: list[str]) -> None:
    state, signed = "draft", False
    for event in events:
        if (state, event) in states.PROPOSALS:
            state = states.PROPOSALS[(state, event)]
        signed = signed or state == "signed"
        assert not signed or state in {"signed", "sent", "decided"}


@pytest.mark.parametrize(
    ("word", "means"), [("", True), ("Disetujui", True), ("TIDAK DISETUJUI", False), ("kelak", None)]
)
def test_the_ministry_s_words(word: str, means: bool | None) -> None:
    assert rules.verdict(word) is means


def test_a_list_names_each_person_on_one_open_proposal_only(five: list[Resident]) -> None:
    first = proposed()
    assert (first.number, first.people.count()) == ("USUL/001/2019", 5)
    with pytest.raises(errors.NobodyToPropose):
        proposed()
    actions.withdraw(proposal=first, because="salah tanggal", by=BY, at=NOW)
    assert proposed().people.count() == 5


def test_villages_findings_take_people_out_and_undoing_ends_with_the_signature(five: list[Resident]) -> None:
    proposal = proposed()
    find(five[0], "dead")
    recorded(five[1])
    assert actions.check(proposal=proposal, by=BY, at=NOW) == 2
    dead = proposal.people.get(resident=five[0])
    assert (dead.standing, dead.reason) == ("taken_out", rules.TAKES_OUT["dead"])
    actions.put_back(person=dead, by=BY, at=NOW)
    listed = proposal.people.get(resident=five[2])
    with pytest.raises(errors.NoReason):
        actions.take_out(proposal=proposal, people=[listed.pk], because=" ", by=BY, at=NOW)
    sent(proposal)
    with pytest.raises(errors.NotNow):
        actions.take_out(proposal=proposal, people=[listed.pk], because="pindah", by=BY, at=NOW)


def test_a_person_taken_out_and_proposed_anew_is_not_put_back(five: list[Resident]) -> None:
    proposal = proposed()
    person = proposal.people.get(resident=five[0])
    actions.take_out(proposal=proposal, people=[person.pk], because="sakit", by=BY, at=NOW)
    assert proposed().number == "USUL/002/2019"
    person.refresh_from_db()
    with pytest.raises(errors.AlreadyProposed):
        actions.put_back(person=person, by=BY, at=NOW)


def test_a_decision_blocks_only_whom_it_approves(five: list[Resident], tmp_path: Path) -> None:
    proposal = sent(proposed())
    rows = "".join(f"{r.nik};{r.name};{w}\n" for r, w in zip(five, ("SETUJU", "", "DITOLAK"), strict=False))
    recorded(five[1])
    done = actions.apply_decision(decision=decide(proposal, tmp_path / "k.csv", rows), by=BY, at=NOW)
    assert done == {"blocked": 1, "recorded": 1, "refused": 1, "unnamed": 2}
    (row,) = queries.deactivations()
    assert (row.resident, row.blocked_document, row.blocked_document_date) == (five[0], "SK 7", NOW.date())
    assert not ProposedPerson.objects.filter(holds=True).exists()


def test_rejected_rows_are_kept_mended_and_then_carried_out(five: list[Resident], tmp_path: Path) -> None:
    proposal = sent(proposed())
    wrong = f"{five[0].nik};ORANG LAIN;SETUJU\n{five[1].nik};{five[1].name};kelak\n1504030101700099;X Y;\n"
    again = f"{five[2].nik};{five[2].name};\n" * 2
    decision = decide(proposal, tmp_path / "k.csv", wrong + again)
    codes = [row.reasons[0]["code"] for row in queries.rejected(decision)]
    assert codes == ["O417", "O145", "O416", "O147"]
    actions.apply_decision(decision=decision, by=BY, at=NOW)
    first, _, third, _ = queries.rejected(decision)
    mended = actions.mend_row(
        row=first, cells={"nik": five[0].nik, "name": five[0].name, "verdict": "SETUJU"}, by=BY, at=NOW
    )
    assert mended.state == DecisionRow.State.APPLIED and five[0].is_blocked
    actions.dismiss_row(row=third, because="bukan usulan kami", by=BY, at=NOW)
    assert queries.row_counts(decision)["dismissed"] == 1


def test_one_file_is_taken_in_once_and_never_before_the_list_was_sent(
    five: list[Resident], tmp_path: Path
) -> None:
    proposal, rows = proposed(), f"{five[0].nik};{five[0].name};\n"
    with pytest.raises(errors.NotNow):
        decide(proposal, tmp_path / "k.csv", rows)
    decision = decide(sent(proposal), tmp_path / "k.csv", rows)
    with pytest.raises(errors.SameDecisionTwice):
        decide(proposal, tmp_path / "k.csv", rows)
    actions.discard_decision(decision=decision, by=BY, at=NOW)
    assert decide(proposal, tmp_path / "k.csv", rows).state == "draft"


def test_recording_makes_active_again_and_the_history_says_all(five: list[Resident], tmp_path: Path) -> None:
    proposal = sent(proposed())
    decision = decide(proposal, tmp_path / "k.csv", f"{five[0].nik};{five[0].name};\n")
    actions.apply_decision(decision=decision, by=BY, at=NOW)
    recorded(five[0], NOW + timedelta(days=40))
    (row,) = queries.deactivations()
    assert not five[0].is_blocked and row.reactivated_document == "Pusat paket 8"
    told = " ".join(f"{e.title} {e.text}" for e in timeline(five[0].nik))
    assert all(w in told for w in ("Diusulkan", "USUL/001/2019", "SK 7", "Aktif kembali", "paket 8"))


def head(client: Client, role: str = "head") -> Client:
    client.force_login(User.objects.create_user(username=role, password="x", role=role))
    return client


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_the_whole_way_through_the_pages(client: Client, five: list[Resident]) -> None:
    head(client)
    client.post(reverse("deactivation:new"), {"cut_off": "2018-12-31"})
    proposal = Proposal.objects.get()
    chosen = proposal.people.get(resident=five[4])
    way = reverse("deactivation:take-out", args=[proposal.pk])
    client.post(way, {"person": [chosen.pk], "reason": "pindah ke Jambi", "do": "take_out"})
    for step, told in (
        ("check", {}),
        ("sign", {"letter": "470/12", "letter_date": "2019-01-02"}),
        ("send", {}),
    ):
        client.post(reverse(f"deactivation:{step}", args=[proposal.pk]), told)
    report = words_of(client.get(reverse("deactivation:report", args=[proposal.pk])).content)
    assert "470/12" in report and "pindah ke Jambi" in report and "31 Desember 2018" in report
    sheet = client.post(reverse("deactivation:list", args=[proposal.pk])).content
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["NIK", *(r.nik for r in five[:4])]
    assert Access.objects.filter(nik=five[0].nik, subject__contains=proposal.number).exists()
    file = SimpleUploadedFile("sk.csv", (HEAD + f"{five[0].nik};{five[0].name};SETUJU\n123;X Y;\n").encode())
    client.post(
        reverse("deactivation:upload", args=[proposal.pk]),
        {"file": file, "number": "SK 7", "day": "2019-01-20"},
    )
    decision = Decision.objects.get()
    assert (
        "Baris yang ditolak"
        in client.get(reverse("deactivation:decision", args=[decision.pk])).content.decode()
    )
    done_page = client.post(reverse("deactivation:carry-out", args=[decision.pk]), follow=True)
    assert "1 orang dinonaktifkan" in done_page.content.decode(), [
        (r.state, r.reasons) for r in decision.rows.all()
    ]
    assert five[0].is_blocked
    recorded(five[0], NOW + timedelta(days=40))
    letter = reverse("deactivation:letter", args=[queries.deactivations().get().pk])
    assert "SITI AMINAH" in words_of(client.get(letter).content)
    done = words_of(client.get(reverse("deactivation:decision-report", args=[decision.pk])).content)
    assert "SK 7" in done
    for page in ("overview", "blocked"):
        assert client.get(reverse(f"deactivation:{page}")).status_code == 200
    assert (
        client.get(reverse("deactivation:row", args=[queries.rejected(decision).get().pk])).status_code == 200
    )


def test_only_the_head_signs(client: Client, five: list[Resident]) -> None:
    proposal = proposed()
    actions.check(proposal=proposal, by=BY, at=NOW)
    told = {"letter": "470/12", "letter_date": "2019-01-02"}
    answer = head(client, "verifier").post(reverse("deactivation:sign", args=[proposal.pk]), told)
    assert answer.status_code == 403 and Proposal.objects.get().state == "checked"
