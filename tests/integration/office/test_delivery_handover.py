"""Handover: what is packed is received or missed, and every card ends in a hand or comes back."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.node.ledger.transitions import NotPossible
from jemput.office.cards.models import Card
from jemput.office.delivery import actions, papers, queries
from jemput.office.delivery.errors import NothingToPack, NotOneVillage, NotPrinted, ReceiverMissing
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.delivery.rules import HandoverTotals
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db


def printed(number: int, code: str = "15.04.03.2019") -> Card:
    card = cast.ready_card(number, home=cast.village(code, f"Desa {code[-4:]}"))
    Card.objects.filter(pk=card.pk).update(state="printed")
    card.refresh_from_db()
    return card


def packed(*numbers: int) -> Consignment:
    return actions.pack(cards=[printed(n) for n in numbers], seal="S-1", courier="Budi", by=BY, at=AT)


def test_one_consignment_a_village() -> None:
    printed(1), printed(2), printed(3, "15.04.03.2020")
    consignments = actions.pack_all(courier="Budi", by=BY, at=AT)
    assert queries.totals(queries.consignments()).by_village == {"15.04.03.2019": 2, "15.04.03.2020": 1}
    assert len({one.number for one in consignments}) == 2


def test_a_card_is_packed_once() -> None:
    consignment = packed(1)
    with pytest.raises(NotPrinted):
        actions.pack(cards=[consignment.parcels.get().card], seal="", courier="", by=BY, at=AT)
    with pytest.raises(NothingToPack):
        actions.pack_all(courier="", by=BY, at=AT)


def test_a_consignment_is_for_one_village() -> None:
    with pytest.raises(NotOneVillage):
        actions.pack(cards=[printed(1), printed(2, "15.04.03.2020")], seal="", courier="", by=BY, at=AT)


def test_a_difference_at_the_count_is_kept_apart() -> None:
    consignment = packed(1, 2, 3)
    gone = consignment.parcels.order_by("pk").first()
    assert gone is not None
    actions.receive(consignment=consignment, receiver="Kasi Sri", missing={gone.card_id}, by=BY, at=AT)
    states = sorted(Parcel.objects.values_list("state", flat=True))
    assert states == ["at_village", "at_village", "missing"]


def test_a_receipt_needs_a_name_and_comes_once() -> None:
    consignment = packed(1)
    with pytest.raises(ReceiverMissing):
        actions.receive(consignment=consignment, receiver=" ", by=BY, at=AT)
    actions.receive(consignment=consignment, receiver="Kasi Sri", by=BY, at=AT)
    with pytest.raises(NotPossible):
        actions.receive(consignment=consignment, receiver="Kasi Sri", by=BY, at=AT)


def test_a_card_goes_into_a_hand_or_comes_back_and_can_be_packed_again() -> None:
    consignment = packed(1, 2)
    actions.receive(consignment=consignment, receiver="Kasi Sri", by=BY, at=AT)
    first, second = consignment.parcels.order_by("pk")
    actions.hand_over(parcel=first, receiver="SITI AMINAH", proof="self_finger", by=BY, at=AT)
    actions.take_back(parcel=second, reason="moved", by=BY, at=AT)
    assert [card.pk for card in actions.waiting_cards()] == [second.card_id]
    with pytest.raises(NotPossible):
        actions.hand_over(parcel=first, receiver="SITI AMINAH", proof="self_finger", by=BY, at=AT)


def test_the_paper_names_everybody_and_the_count() -> None:
    page = pypdfium2.PdfDocument(papers.handover_sheets([packed(1, 2)]))[0]
    text = page.get_textpage().get_text_range()
    assert "BERITA ACARA" in text and "SITI AMINAH 2" in text and "2 keping" in text


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30)))
def test_totals_balance_village_by_village(sent: dict[str, int]) -> None:
    totals = HandoverTotals(sent)
    assert totals.balances_with(HandoverTotals(dict(reversed(sent.items()))))
    more = HandoverTotals({**sent, "z": 1})
    assert not totals.balances_with(more) and more.cards == totals.cards + 1
