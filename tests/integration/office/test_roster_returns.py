"""Findings accepted by village, letters to the ministry, and reasons that few read."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import jemput
from jemput.node.ledger.models import Access, Entry
from jemput.node.ledger.reading import Reading
from jemput.office.roster import actions, findings_queries, states
from jemput.office.roster.errors import LetterIncomplete, NothingToReturn, NotNow
from jemput.office.roster.models import Finding, ListName, ReturnLetter
from tests import cast
from tests.cast import AT, BY
from tests.integration.office.test_roster_linking import listed
from tests.integration.office.test_roster_pages import signed_in

pytestmark = pytest.mark.django_db
DAY = AT.date()


def accepted(name: str, kind: str, nik: str = "") -> Finding:
    finding = actions.propose_finding(
        list_name=listed(nik, name), kind=kind, evidence="kata RT 03", by="kades", at=AT
    )
    return actions.accept_finding(finding=finding, by=BY, at=AT)


def test_only_names_that_left_the_way_go_back_and_each_once() -> None:
    for name, kind in (("ANI", "present"), ("BUDI", "moved"), ("CITRA", "dead"), ("DEDI", "unknown")):
        accepted(name, kind)
    letter = actions.draft_letter(by=BY, at=AT)
    assert [line.name for line in letter.lines.all()] == ["BUDI", "CITRA", "DEDI"]
    assert letter.number == "001/BA-PENGEMBALIAN/2018"
    with pytest.raises(NothingToReturn):
        actions.draft_letter(by=BY, at=AT)


def test_who_was_found_after_all_does_not_go_back() -> None:
    first = accepted("BUDI", "moved")
    found = actions.propose_finding(list_name=first.list_name, kind="present", by="kades", at=AT)
    actions.accept_finding(finding=found, by=BY, at=AT)
    assert not findings_queries.returnable().exists()


def test_a_candidate_of_the_village_never_goes_to_the_ministry() -> None:
    name = accepted("BUDI", "moved").list_name
    ListName.objects.filter(pk=name.pk).update(standing="verified")
    assert not findings_queries.returnable().exists()


def test_a_letter_is_signed_then_sent_and_says_so_in_the_ledger() -> None:
    accepted("BUDI", "moved")
    letter = actions.draft_letter(by=BY, at=AT)
    with pytest.raises(NotNow):
        actions.send_letter(letter=letter, sent_on=DAY, by_way_of="pos", by=BY, at=AT)
    letter.refresh_from_db()
    with pytest.raises(LetterIncomplete):
        actions.sign_letter(letter=letter, signer=" ", signed_on=DAY, by=BY, at=AT)
    actions.sign_letter(letter=letter, signer="Hasan", signed_on=DAY, by=BY, at=AT)
    with pytest.raises(NotNow):
        actions.discard_letter(letter=letter, by=BY, at=AT)
    actions.send_letter(letter=letter, sent_on=DAY, by_way_of="surat 470/1", by=BY, at=AT)
    told = [e.action for e in Entry.objects.filter(subject=f"return {letter.pk}")]
    assert told == ["roster.return_drafted", "roster.return_signed", "roster.return_sent"]


def test_a_discarded_draft_frees_its_names_and_not_its_number() -> None:
    accepted("BUDI", "moved")
    actions.discard_letter(letter=actions.draft_letter(by=BY, at=AT), by=BY, at=AT)
    again = actions.draft_letter(by=BY, at=AT)
    assert (again.number, again.lines.count()) == ("002/BA-PENGEMBALIAN/2018", 1)


@given(st.lists(st.sampled_from(("sign", "send", "discard")), max_size=6))
def test_a_letter_is_never_changed_once_signed(events: list[str]) -> None:
    state, signed = "drafted", False
    for event in events:
        try:
            state = states.after(states.RETURN_LETTERS, state, event)
        except NotNow:
            continue
        signed = signed or state == "signed"
        assert not (signed and state in ("drafted", "discarded"))


def test_paper_and_sheet_name_whole_niks_and_are_noted(client: Client) -> None:
    nik = "1504034507620001"
    accepted("SITI AMINAH", "dead", nik)
    letter = actions.draft_letter(by=BY, at=AT)
    signed_in(client)
    assert nik not in client.get(reverse("roster:return", args=[letter.pk])).content.decode()
    pdf = client.get(reverse("roster:return-paper", args=[letter.pk])).content
    assert nik in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    sheet = client.get(reverse("roster:return-sheet", args=[letter.pk])).content
    rows = list(openpyxl.load_workbook(BytesIO(sheet)).worksheets[0].values)
    assert rows[1][1] == nik and rows[1][2] == "SITI AMINAH"
    kinds = Access.objects.filter(subject=f"return {letter.number}").values_list("kind", "by")
    assert set(kinds) == {(Reading.PAPER, "verifier"), (Reading.FULL_SHEET, "verifier")}


def test_bulk_acceptance_ends_at_what_was_shown(client: Client) -> None:
    for name in ("ANI", "BUDI"):
        actions.propose_finding(list_name=listed("", name), kind="present", by="kades", at=AT)
    code = cast.village().code
    (shown,) = findings_queries.waiting_kinds(code)
    late = actions.propose_finding(list_name=listed("", "CITRA"), kind="present", by="kades", at=AT)
    signed_in(client)
    page = client.get(reverse("roster:finding-village", args=[code])).content.decode()
    assert "Contoh untuk diperiksa" in page and "CITRA" in page
    client.post(reverse("roster:accept-village", args=[code]), {"kind": "present", "until": str(shown.last)})
    late.refresh_from_db()
    assert late.state == "proposed" and Finding.objects.filter(state="accepted").count() == 2


def test_the_sample_shows_first_what_rests_on_words_alone() -> None:
    for n in range(12):
        actions.propose_finding(list_name=listed("", f"ADA {n}"), kind="present", by="kades", at=AT)
    listed_dead = listed("", "MENINGGAL")
    actions.propose_finding(list_name=listed_dead, kind="dead", evidence="kata orang", by="kades", at=AT)
    drawn = findings_queries.sample(cast.village().code, seed=3)
    assert len(drawn) == findings_queries.SAMPLE and drawn[0].list_name == listed_dead


def test_nothing_but_its_own_verbs_touches_why_somebody_is_visited() -> None:
    source = Path(jemput.__file__).parent
    reads = re.compile(r"HomeVisit\.objects|visit_need|\.category\b.*HomeVisit")
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "migrations" not in path.parts and reads.search(path.read_text("utf-8"))
    }
    own = {"office/roster/actions/home_visits.py", "office/roster/models.py"}
    assert found - own <= {"office/privacy/holdings.py"} | {
        path for path in found if path.startswith("office/privacy/")
    }


def test_who_may_not_judge_gets_no_letter(client: Client) -> None:
    accepted("BUDI", "moved")
    letter = actions.draft_letter(by=BY, at=AT)
    signed_in(client, "planner")
    for page in ("return-paper", "return-sheet"):
        assert client.get(reverse(f"roster:{page}", args=[letter.pk])).status_code == 403
    assert client.post(reverse("roster:draft-return")).status_code == 403
    assert ReturnLetter.objects.count() == 1 and not Access.objects.exists()
