"""The clerks' queue: one question a clerk, put off, undone, merged by two, seen by the head."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.actions import add_account
from jemput.node.ledger.models import Entry
from jemput.office.residents.models import Resident
from jemput.office.roster import actions, link_queue, model_pages
from jemput.office.roster.actions.policy import thresholds
from jemput.office.roster.errors import NotNow, OwnProposal, TwoPeopleNeeded
from jemput.office.roster.link_models import Decision, MergeProposal, QuestionKind
from jemput.office.roster.link_queue import Narrowing
from jemput.office.roster.models import ListImport, ListName
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db
ALL = Narrowing()
NAME = QuestionKind.NAME
SARI: actions.Stamp = {"by": "sari", "at": AT}
EKO: actions.Stamp = {"by": "eko", "at": AT}


@pytest.fixture
def people() -> list[Resident]:
    """Twelve people of one village."""
    return [cast.resident(n, born=date(1960 + n, 1 + n % 12, n)) for n in range(1, 13)]


@pytest.fixture
def asked(people: list[Resident]) -> list[ListName]:
    """Four names, each likely to be one of the people."""
    return [question(n, person, 0.9) for n, person in enumerate(people[:4], start=1)]


def question(number: int, person: Resident, probability: float, **more: Any) -> ListName:
    brought, _ = ListImport.objects.get_or_create(
        source="Pusat", as_of=date(2018, 12, 1), state="imported", defaults={"by": BY, "at": AT}
    )
    evidence = [{"resident": person.pk, "bits": 9.0, "probability": probability, "steps": []}]
    told = {"link_reason": "likely", "nik": f"15040301019000{number:02d}", "village": person.village, **more}
    return ListName.objects.create(
        list_import=brought,
        last_import=brought,
        row_number=number + 1,
        match_key=f"k{number}",
        name=f"{person.name} X",
        birth_date=person.birth_date,
        link_state="ask",
        evidence=evidence,
        **told,
    )


def test_two_clerks_never_get_the_same_question(asked: list[ListName]) -> None:
    handed = [actions.hand_name(narrowing=ALL, **stamp) for stamp in (SARI, EKO, SARI)]
    assert handed == [asked[0], asked[1], asked[0]]
    ready = actions.hand_name(narrowing=ALL, without={asked[0].pk}, **SARI)
    assert ready == asked[2]


def test_a_held_question_comes_free_again(asked: list[ListName]) -> None:
    actions.hand_name(narrowing=ALL, **SARI)
    later = AT + link_queue.HOLD_FOR + timedelta(seconds=1)
    assert not actions.hold(kind=NAME, number=asked[0].pk, **EKO)
    assert actions.hand_name(narrowing=ALL, by="eko", at=later) == asked[0]


def test_what_is_put_off_comes_back_last(asked: list[ListName]) -> None:
    for n, name in enumerate(asked[:3]):
        actions.skip(kind=NAME, number=name.pk, by="sari", at=AT + timedelta(seconds=n))
    assert actions.hand_name(narrowing=ALL, **SARI) == asked[3]
    actions.settle_as_nobody(list_name=asked[3], **SARI)
    assert actions.hand_name(narrowing=ALL, **SARI) == asked[0]
    assert actions.hand_name(narrowing=ALL, **EKO) == asked[1]


def test_the_queue_narrows_by_village_and_reason(asked: list[ListName], people: list[Resident]) -> None:
    elsewhere = cast.village("15.04.08.2006", "Terusan")
    far = question(9, people[8], 0.4, village=elsewhere, link_reason="possible")
    assert actions.hand_name(narrowing=Narrowing(village="15.04.08"), **SARI) == far
    assert actions.hand_name(narrowing=Narrowing(reason="possible"), **EKO) is None
    assert [code for code, _, _ in link_queue.villages_waiting()] == [asked[0].village_id, elsewhere.code]


def test_progress_counts_decided_waiting_and_mine(asked: list[ListName], people: list[Resident]) -> None:
    actions.settle_link(list_name=asked[0], resident=people[0], **SARI)
    actions.settle_as_nobody(list_name=asked[1], **EKO)
    found = link_queue.progress_of_names(ALL, **SARI)
    assert (found.decided, found.total, found.mine_today) == (2, 4, 1)


def test_undo_goes_back_step_by_step_and_only_over_the_own(
    asked: list[ListName], people: list[Resident]
) -> None:
    actions.settle_link(list_name=asked[0], resident=people[0], **SARI)
    actions.settle_as_nobody(list_name=asked[1], by="sari", at=AT + timedelta(seconds=1))
    actions.settle_as_nobody(list_name=asked[2], by="eko", at=AT + timedelta(seconds=2))
    for expected in (asked[1], asked[0]):
        last = link_queue.last_decision(by="sari", at=AT + timedelta(seconds=9), of=NAME)
        assert last and last.name == expected
        actions.undo(decision=last, **SARI)
    assert link_queue.last_decision(of=NAME, **SARI) is None
    assert set(link_queue.waiting_names()) == {asked[0], asked[1], asked[3]}
    with pytest.raises(NotNow):
        actions.undo(decision=Decision.objects.earliest("at"), **SARI)


def test_yesterday_is_not_undone_by_a_key(asked: list[ListName]) -> None:
    actions.settle_as_nobody(list_name=asked[0], **SARI)
    assert link_queue.last_decision(by="sari", at=AT + timedelta(days=1), of=NAME) is None


def test_merging_two_niks_takes_two_clerks(asked: list[ListName]) -> None:
    first, second = asked[:2]
    with pytest.raises(TwoPeopleNeeded):
        actions.settle_as_double(list_name=second, of=first, **SARI)
    proposal = actions.propose_double(list_name=second, of=first, reason="NIK salah ketik", **SARI)
    assert second not in link_queue.waiting_names() and second in ListName.objects.accountable()
    with pytest.raises(OwnProposal):
        actions.confirm_merge(proposal=proposal, **SARI)
    actions.confirm_merge(proposal=proposal, **EKO)
    second.refresh_from_db()
    assert second.double_of == first
    acts = Entry.objects.filter(action__startswith="roster.merge").values_list("action", "by")
    assert list(acts) == [("roster.merge_proposed", "sari"), ("roster.merge_confirmed", "eko")]


@pytest.mark.parametrize(("act", "by"), [("withdraw", "sari"), ("refuse", "eko")])
def test_a_proposal_that_falls_is_asked_again(asked: list[ListName], act: str, by: str) -> None:
    proposal = actions.propose_double(list_name=asked[1], of=asked[0], reason="NIK salah ketik", **SARI)
    with pytest.raises(NotNow):
        actions.settle_as_nobody(list_name=asked[1], **EKO)
    if act == "withdraw":
        actions.withdraw_merge(proposal=proposal, by=by, at=AT)
    else:
        actions.refuse_merge(proposal=proposal, because="Dua saudara", by=by, at=AT)
    assert asked[1] in link_queue.waiting_names()
    assert not link_queue.standing_decisions().exists()


def test_undo_withdraws_a_proposal_until_somebody_judges_it(asked: list[ListName]) -> None:
    for name in asked[1:3]:
        actions.propose_double(list_name=name, of=asked[0], reason="NIK salah ketik", **SARI)
    first, second = MergeProposal.objects.all()
    actions.confirm_merge(proposal=second, **EKO)
    last = link_queue.last_decision(of=NAME, **SARI)
    assert last and last.proposal == first
    actions.undo(decision=last, **SARI)
    first.refresh_from_db()
    assert first.state == "withdrawn" and link_queue.last_decision(of=NAME, **SARI) is None


def test_clerks_are_compared_with_the_model_and_change_nothing(
    asked: list[ListName], people: list[Resident]
) -> None:
    before = thresholds()
    actions.settle_link(list_name=asked[0], resident=people[0], **SARI)
    actions.settle_link(list_name=asked[1], resident=people[7], **SARI)
    band = next(band for band in model_pages.calibration() if band.decided)
    assert (band.low, band.decided, band.agreed) == (0.9, 2, 1)
    assert thresholds() == before


# --- pages ---


@pytest.fixture
def office() -> dict[str, Client]:
    """Two clerks and the head, signed in."""
    clients = {}
    for username, role in (("sari", "verifier"), ("eko", "verifier"), ("kepala", "head")):
        user = add_account(
            username=username, password="rahasia-sekali", role=role, full_name=username, by="t", at=AT
        )
        clients[username] = Client()
        clients[username].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def test_the_script_is_handed_the_question_after_the_next(
    asked: list[ListName], people: list[Resident], office: dict[str, Client]
) -> None:
    sari = office["sari"]
    page = sari.get(reverse("roster:link-queue"), follow=True).content.decode()
    assert f'data-question="name-{asked[0].pk}"' in page and "<mark>" in page
    ready = sari.get(
        reverse("roster:link-upcoming"), headers={"X-Jemput-Shown": f"name-{asked[0].pk}"}
    ).json()
    assert f'data-question="name-{asked[1].pk}"' in ready["upcoming"]
    headers = {"X-Jemput-Queue": "1", "X-Jemput-Shown": f"name-{asked[1].pk}"}
    told = sari.post(
        reverse("roster:settle", args=[asked[0].pk]), {"resident": people[0].pk}, headers=headers
    ).json()
    assert f'data-question="name-{asked[2].pk}"' in told["upcoming"] and "1 dari 4" in told["progress"]
    back = sari.post(reverse("roster:link-undo"), headers=headers).json()
    assert back["number"] == asked[0].pk and not Decision.objects.filter(undone_at=None).exists()


def test_without_script_every_button_leads_on(asked: list[ListName], office: dict[str, Client]) -> None:
    sari = office["sari"]
    skipped = sari.post(reverse("roster:skip", args=[asked[0].pk]), follow=True)
    assert skipped.redirect_chain[-1][0] == reverse("roster:link", args=[asked[1].pk])
    sari.post(reverse("roster:nobody", args=[asked[1].pk]))
    undone = sari.post(reverse("roster:link-undo"), follow=True)
    assert undone.redirect_chain[-1][0] == reverse("roster:link", args=[asked[1].pk])
    looked = sari.get(reverse("roster:link", args=[asked[1].pk]), {"look": "aminah 07-08-1967"})
    assert 'data-answer="5"' in looked.content.decode()


def test_the_second_clerk_reads_the_reason_and_the_first_cannot_confirm(
    asked: list[ListName], office: dict[str, Client]
) -> None:
    told = {"of": asked[0].pk, "reason": "Satu orang dengan dua NIK"}
    office["sari"].post(reverse("roster:double", args=[asked[1].pk]), told)
    proposal = MergeProposal.objects.get()
    own, other = (
        office[who].get(reverse("roster:merge", args=[proposal.pk])).content.decode()
        for who in ("sari", "eko")
    )
    assert "Usulan Anda sendiri" in own and "Sahkan" not in own
    assert "Satu orang dengan dua NIK" in other and "Sahkan" in other
    assert office["sari"].post(reverse("roster:merge-confirm", args=[proposal.pk])).status_code == 403
    assert office["eko"].post(reverse("roster:merge-confirm", args=[proposal.pk])).status_code == 302


def test_only_the_head_changes_thresholds_and_says_why(office: dict[str, Client]) -> None:
    address, told = reverse("roster:thresholds"), {"sure": "99.5", "likely": "60", "ask": "5"}
    assert office["sari"].post(address, {**told, "because": "coba-coba"}).status_code == 403
    assert office["kepala"].post(address, told).status_code == 400
    office["kepala"].post(address, {**told, "because": "Terlalu banyak yang salah taut"})
    assert thresholds().sure_probability == pytest.approx(0.995)
    entry = Entry.objects.get(action="roster.thresholds_set")
    assert entry.by == "kepala" and entry.details["because"].startswith("Terlalu")
    page = office["sari"].get(reverse("roster:link-model")).content.decode()
    assert "99,50 %" in page and "Simpan ambang" not in page


def test_agreement_leaves_as_a_sheet(asked: list[ListName], office: dict[str, Client]) -> None:
    actions.settle_as_nobody(list_name=asked[0], **SARI)
    sheet = office["kepala"].get(reverse("roster:link-model"), {"export": "xlsx"})
    assert sheet["Content-Type"].endswith("sheet") and sheet.content.startswith(b"PK")
