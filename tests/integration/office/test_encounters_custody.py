"""Where every packet of a kit is: what came, what is still in the van, and what is in neither place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jemput.node.accounts.actions import add_account
from jemput.node.accounts.models import User
from jemput.node.exchange.models import ChainState, Peer, ReceivedPacket
from jemput.node.exchange.rules import stretches
from jemput.node.exchange.states import Hearing
from jemput.office.encounters.queries.packets import kit_custody
from jemput.office.encounters.rules import chain_of
from jemput.office.encounters.tables import chain_sentence, spans
from jemput.packet.keys import SealingKey, SigningKey

pytestmark = pytest.mark.django_db

AT = datetime(2018, 12, 5, 7, tzinfo=UTC)


@pytest.fixture
def kit() -> Peer:
    """Kit 7, of which 1 to 3 are here and 5 to 6 still in the van."""
    peer = Peer.objects.create(
        id="kit-0000000000000007",
        kind="kit",
        name="Kit 7",
        signing_key=SigningKey.generate().public.text,
        sealing_key=SealingKey.generate().public.text,
        state="approved",
        requested_at=AT,
    )
    for sequence in (1, 2, 3):
        ReceivedPacket.objects.create(
            packet_id=f"0167a7c5-f27a-7000-8000-00000000000{sequence}",
            peer=peer,
            deliverer=peer,
            sequence=sequence,
            manifest_sha256="0" * 64,
            sha256="0" * 64,
            size=9,
            file="x",
            received_at=AT,
        )
    ChainState.objects.create(
        peer=peer, sealed_up_to=6, here=[[5, 6]], bytes_here=3_000_000, told_at=AT, heard_at=AT
    )
    return peer


@pytest.fixture
def head() -> Client:
    """The office's pages with its head signed in."""
    add_account(username="kepala", password="x" * 12, role="head", full_name="Bu Kepala", by="test", at=AT)
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_office_says_what_is_here_and_what_is_in_the_van(kit: Peer) -> None:
    (custody,) = kit_custody()
    assert chain_sentence(custody) == "1–3 sudah di sini, 5–6 masih di mobil"
    assert custody.missing == ((4, 4),) and custody.chain.complete_up_to == 3


def test_the_page_of_a_kit_shows_each_packet_and_what_is_missing(kit: Peer, head: Client) -> None:
    page = head.get(f"/encounters/packets/{kit.id}/").content.decode()
    assert "1–3 sudah di sini, 5–6 masih di mobil" in page
    assert "menunggu dibaca di kantor" in page and kit.public_sealing_key.key_id in page
    assert "Ada nomor yang tidak di sini dan tidak di mobil" in page
    assert head.get("/encounters/packets/kit-none/").status_code == 404


def test_a_disk_that_is_none_says_so(kit: Peer, head: Client, tmp_path: Path) -> None:
    assert "Pulihkan dari cakram" in head.get("/encounters/packets/").content.decode()
    answer = head.post("/encounters/packets/recover/", {"folder": str(tmp_path / "none")})
    assert "N322" in answer.content.decode()
    assert head.post("/encounters/packets/recover/", {"folder": str(tmp_path)}).status_code == 302


@given(st.sets(st.integers(1, 60)), st.integers(0, 70), st.sets(st.integers(1, 60)))
def test_every_number_of_a_chain_is_in_exactly_one_place(have: set[int], top: int, van: set[int]) -> None:
    chain = chain_of(have, sealed_up_to=top, in_van=stretches(van))
    placed = [
        number
        for places in (chain.arrived, chain.in_van, chain.missing)
        for first, last in places
        for number in range(first, last + 1)
    ]
    assert sorted(placed) == list(range(1, max([top, *have, *van], default=0) + 1))
    assert {n for first, last in chain.arrived for n in range(first, last + 1)} == have


def test_many_stretches_are_cut_short() -> None:
    assert spans(stretches(range(1, 30, 2)), most=3) == "1, 3, 5 …"


def test_what_a_kit_told_in_vain_is_shown_with_its_reason(head: Client, kit: Peer) -> None:
    kit.reports.create(
        report_id=uuid4(),
        number=1,
        topic="stop",
        subject="s",
        payload={},
        made_at=AT,
        received_at=AT,
        state=Hearing.REFUSED,
        problem="O213 Tidak ada.",
    )
    for page in ("/encounters/packets/", f"/encounters/packets/{kit.pk}/"):
        assert "jam di tempat" in (shown := head.get(page).content.decode()) and "O213" in shown
